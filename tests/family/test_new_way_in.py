"""Someone who signs in already is told when a worker makes them a new way in, wherever they are signed in."""

import pytest

from portal import clock
from portal.commands import invitation
from portal.database import session_of, unit_of_work
from portal.errors import NotAllowed, NotFound
from portal.models import Passkey, Person
from portal.security.keys import learn_key

TITLE = "A new way in to your account"
NEW = "pedwar-ci-du-2026"


def test_a_parent_is_told_on_every_device_who_made_a_new_code_and_whom_to_ring(make, visit):
    parent = make.parent()
    phone, tablet = visit(parent), visit(parent)
    assert not phone.get("family.home.show").says(TITLE)
    make.invitation(parent)

    for device in (phone, tablet):
        for place in ("family.home.show", "family.next.show", "family.sharing.index"):
            page = device.get(place)
            assert page.says(TITLE)
            assert page.says("Beth made a new code for you.")
            assert page.links["Ring Beth: 01632 960101"] == "tel:01632960101"


def test_it_stays_until_it_is_read_on_that_device(make, visit):
    parent = make.parent()
    phone, tablet = visit(parent), visit(parent)
    make.invitation(parent)
    phone.post("family.account.read_news", on="/family/")

    assert not phone.get("family.home.show").says(TITLE)
    assert tablet.get("family.home.show").says(TITLE)
    assert phone.get("family.account.show").says("Beth made a code for you")


def test_a_later_code_is_told_of_again(make, visit, later):
    parent = make.parent()
    phone = visit(parent)
    make.invitation(parent)
    phone.post("family.account.read_news", on="/family/")
    later(minutes=1)
    make.invitation(parent)

    assert phone.get("family.home.show").says(TITLE)


@pytest.mark.parametrize(
    ("young", "words"), [(False, "Ffordd newydd i mewn i’ch cyfrif"), (True, "i mewn i dy gyfrif")]
)
def test_it_is_told_in_the_persons_language(make, visit, young, words):
    someone = make.young_person(language="cy") if young else make.parent(language="cy")
    browser = visit(someone)
    make.invitation(someone)

    assert browser.get("family.home.show").says(words)


def test_nobody_else_of_the_family_is_told(make, visit):
    one = make.family()
    sian, gareth = make.parent(one), make.parent(one, first_name="Gareth")
    make.invitation(sian)

    for place in ("family.home.show", "family.account.show"):
        page = visit(gareth).get(place)
        assert not page.says(TITLE)
        assert not page.says("made a code for you")


def test_a_first_invitation_is_no_news(make, visit):
    one = make.family()
    sian, newcomer = make.parent(one), make.person(one, signs_in=False)
    make.invitation(newcomer)

    assert not visit(sian).get("family.home.show").says(TITLE)


def test_a_worker_who_sees_the_page_as_the_person_does_not_read_it_for_them(make, visit):
    parent = make.parent()
    make.invitation(parent)
    page = visit(parent.family.keyworker).get(
        "worker.seen_as.show", ref=parent.family.ref, person_id=parent.id, where="home", thing_id=None
    )

    assert page.status == 200
    assert "I have read this" not in page.buttons
    assert visit(parent).get("family.home.show").says(TITLE)


def test_another_adult_of_the_family_cannot_make_one(make, visit, database):
    one = make.family()
    sian, gareth = make.parent(one), make.parent(one, first_name="Gareth")
    browser = visit(gareth)
    path = f"/worker/families/{one.ref}/invite/{sian.id}"

    assert browser.get(path).status == 404
    form = browser.get("family.more.show").form("/sign-out")
    assert browser.send(form, to=path).status == 404
    with session_of(database) as db, unit_of_work():
        learn_key(db, one.id)
        hers = db.get_one(Person, sian.id)
        with pytest.raises((NotAllowed, NotFound)):
            invitation.make(db, gareth.actor, hers)


def test_a_partner_and_a_worker_of_another_family_cannot_make_one(make, visit):
    parent, stranger = make.parent(), make.worker(first_name="Dai")
    path = f"/worker/families/{parent.family.ref}/invite/{parent.id}"

    assert visit(stranger).get(path).status == 404


def test_a_new_code_ends_every_other_way_in(make, visit, database):
    parent = make.parent()
    old = visit(parent)
    with make.writing() as db:
        db.add(
            Passkey(
                account_id=parent.account_id,
                credential_id=b"theirs",
                public_key=b"x",
                sign_count=0,
                name="",
                made_at=clock.now(),
                used_at=None,
            )
        )
    visit().post("public.join", {"name": parent.name, "password": NEW}, code=make.invitation(parent))

    assert old.get("family.home.show").path == "/sign-in"
    with session_of(database) as db:
        assert db.query(Passkey).count() == 0
