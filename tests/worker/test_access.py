"""One person's access is frozen in one press, and opened again with a reason."""

import pytest
from sqlalchemy import select

from portal.database import session_of
from portal.jobs.notices import deliver
from portal.jobs.senders import FileSender
from portal.models import Account, AccountSession, Entry, Notice
from portal.models.notice_kinds import NoticeState
from portal.models.words import MemberFunction, WorkerRole
from portal.queries.circle import seen_by
from portal.security.keys import learn_key
from tests.factories import PASSWORD

REASON = "The court order of Tuesday has ended."


@pytest.fixture
def home(make):
    """Gareth with a private word and a goal, and Beth who is the keyworker."""
    one = make.family(keyworker=make.worker(first_name="Beth", phone="01632 960101"))
    make.parent(one, first_name="Siân")
    return make.parent(one, first_name="Gareth", email="gareth@example.org")


def freeze(visit, person, by=None):
    values = {"ref": person.family.ref, "person_id": person.id}
    return visit(by or person.family.keyworker).post("worker.access.freeze", **values)


def unfreeze(visit, person, reason=REASON, by=None):
    values = {"ref": person.family.ref, "person_id": person.id}
    return visit(by or person.family.keyworker).post("worker.access.unfreeze", {"reason": reason}, **values)


def sign_in(visit, person, password=PASSWORD, **more):
    return visit(**more).post("public.sign_in", {"name": person.name, "password": password})


def test_one_press_signs_them_out_everywhere_and_they_read_whom_to_ring(visit, home):
    phone, laptop = visit(home), visit(home, agent="Firefox/130.0")
    phone.get("family.home.show"), laptop.get("family.home.show")

    assert freeze(visit, home).says("Access frozen")

    for device in (phone, laptop):
        page = device.get("family.goals.index")
        assert page.heading == "Please ring us"
        assert page.says("Beth")
        assert page.links["Ring Beth"] == "tel:01632960101"


def test_the_calm_page_has_nothing_of_the_family_in_either_language(visit, make, home):
    make.goal(home, "Hedgehog under the shed")
    freeze(visit, home)
    browser = visit()
    page = browser.post("public.sign_in", {"name": home.name, "password": PASSWORD})

    for text in (page.text, browser.get("/ring?lang=cy").text):
        assert [word for word in ("Gareth", "Llwyd", "Siân", "Hedgehog", home.family.ref) if word in text] == []
    assert browser.page.heading == "Ffoniwch ni, os gwelwch yn dda"


def test_only_the_right_password_leads_there_and_a_wrong_one_is_answered_as_always(visit, make, home):
    other = make.parent(make.family(), first_name="Grace")
    freeze(visit, home)

    wrong, as_always = sign_in(visit, home, "not-the-password"), sign_in(visit, other, "not-the-password")

    assert (wrong.status, wrong.errors) == (as_always.status, as_always.errors)
    assert sign_in(visit, home).heading == "Please ring us"


def test_the_page_to_ring_is_not_there_for_anybody_else(visit, home):
    assert visit().get("/ring", follow=False).redirected_to == "/sign-in"
    assert visit(home).get("/ring", follow=False).redirected_to == "/sign-in"


def test_a_device_that_was_signed_out_before_is_told_nothing(visit, home):
    browser = visit(home)
    browser.get("family.home.show")
    browser.post("family.account.sign_out_everywhere", on="/family/account")
    freeze(visit, home)

    assert browser.get("family.home.show").path == "/sign-in"


def test_a_press_on_a_frozen_phone_saves_nothing_and_leads_to_the_calm_page(visit, home):
    browser = visit(home)
    form = browser.open_form("family.goals.new")
    freeze(visit, home)

    page = browser.send(form, {"words": "Too late", "whose": "mine", "circle": str(home.family.circle_id)})

    assert page.heading == "Please ring us"
    assert browser.send(form, {"words": "Too late"}, htmx=True).path == "/ring"


def test_an_invitation_that_waits_stops_working_and_no_new_one_is_made(visit, make, home):
    code = make.invitation(home)
    freeze(visit, home)

    assert visit().get("public.join", code=code).heading == "This invitation does not work"
    page = visit(home.family.keyworker).post("worker.invite.make", ref=home.family.ref, person_id=home.id)
    assert page.says("This person’s access is frozen.")


def test_what_waits_to_be_sent_is_held_and_so_is_what_comes_after(visit, make, home, database, tmp_path):
    make.step(home.family)
    freeze(visit, home)
    make.step(home.family, "Another visit")

    with session_of(database) as db:
        assert deliver(db, FileSender(tmp_path), "https://nod.example") == 0
        states = set(db.scalars(select(Notice.state).where(Notice.person_id == home.id)))
    assert states == {NoticeState.HELD}
    unfreeze(visit, home)
    with session_of(database) as db:
        assert deliver(db, FileSender(tmp_path), "https://nod.example") == 0


def test_a_notice_that_a_runner_had_taken_already_is_held_as_well(make, home, database, tmp_path):
    """The runner takes a notice and then sends it; freezing may come between the two."""
    make.step(home.family)
    with session_of(database) as db, database.engine.begin() as connection:
        account = Account.__table__
        frozen = account.update().where(account.c.person_id == home.id)
        connection.execute(frozen.values(frozen_at=db.scalar(select(Account.created_at).limit(1))))
    with session_of(database) as db:
        assert deliver(db, FileSender(tmp_path), "https://nod.example") == 0
        assert set(db.scalars(select(Notice.state).where(Notice.person_id == home.id))) == {NoticeState.HELD}


def test_opening_again_needs_a_reason_which_only_workers_read(visit, home, database, entries):
    freeze(visit, home)

    refused = unfreeze(visit, home, "too short")
    assert (refused.status, refused.error_beside("reason")) == (422, "Write 10 letters or more")
    unfreeze(visit, home)

    assert sign_in(visit, home).heading != "Please ring us"
    assert [action for action in entries(home.family) if "frozen" in action] == ["access_frozen", "access_unfrozen"]
    with session_of(database) as db:
        learn_key(db, home.family.id)
        row = db.scalars(select(Entry).where(Entry.action == "access_unfrozen")).one()
        stored = db.scalar(select(Entry.reason).where(Entry.id == row.id))
        assert row.reason == REASON
        assert REASON.encode() not in stored
    page = visit(home.family.keyworker).get("worker.access.unfreeze", ref=home.family.ref, person_id=home.id)
    assert page.says(REASON)


def test_freezing_one_person_changes_nothing_for_the_others(visit, make, home, database):
    mother = make.parent(home.family, first_name="Mair")
    browser = visit(mother)
    before = browser.get("family.home.show").seen
    freeze(visit, home)

    assert browser.get("family.home.show").seen == before
    with session_of(database) as db:
        assert seen_by(db, mother.actor, mother.family.id)


@pytest.mark.parametrize("who", ["manager", "cover"])
def test_a_manager_and_who_covers_may_freeze(visit, make, home, who):
    someone = make.manager() if who == "manager" else make.worker(first_name="Nia")
    if who == "cover":
        make.absence(home.family.keyworker, cover=someone)

    assert freeze(visit, home, by=someone).says("Access frozen")


@pytest.mark.parametrize("who", ["social worker", "partner", "other keyworker", "mother"])
def test_nobody_else_may_and_they_see_no_button(visit, make, home, who):
    mother = make.parent(home.family, first_name="Mair")
    someone = {
        "social worker": lambda: make.worker(WorkerRole.SOCIAL_WORKER),
        "partner": lambda: make.partner(home.family),
        "other keyworker": make.worker,
        "mother": lambda: mother,
    }[who]()
    if who == "social worker":
        make.member(home.family, someone, function=MemberFunction.LEAD_CHILDREN)
        page = visit(someone).get("worker.people.index", ref=home.family.ref)
        assert page.says("Gareth")
        assert not page.says("Freeze access")

    assert freeze(visit, home, by=someone).status == (403 if who == "social worker" else 404)
    assert sign_in(visit, home).heading != "Please ring us"


def test_someone_away_is_shown_with_who_covers(visit, make, home):
    make.absence(home.family.keyworker, cover=make.worker(first_name="Nia", phone="01632 960103"))
    freeze(visit, home)

    page = sign_in(visit, home)

    assert page.says("Nia Morris covers")
    assert page.links["Ring Nia: 01632 960103"] == "tel:01632960103"


def test_frozen_columns_point_to_who_froze(visit, home, database):
    freeze(visit, home)

    with session_of(database) as db:
        account = db.scalars(select(Account).where(Account.person_id == home.id)).one()
        assert account.frozen_by_id == home.family.keyworker.id


def test_no_session_is_left_or_begun(visit, home, database):
    visit(home).get("family.home.show")
    freeze(visit, home)
    sign_in(visit, home)

    with session_of(database) as db:
        live = select(AccountSession.id).where(AccountSession.account_id == home.account_id)
        assert db.scalars(live.where(AccountSession.ended_at.is_(None))).all() == []


def test_a_session_that_slipped_through_is_no_way_in(visit, home):
    freeze(visit, home)

    assert visit(home).get("family.home.show").heading == "Please ring us"
