"""An invitation: one use, seven days, for one person, stored hashed, forgiving of how it is typed."""

import pytest
from sqlalchemy import select

from portal.database import session_of
from portal.errors import NotAllowed
from portal.models import Account, Circle, CirclePerson, Entry, Invitation
from portal.models.words import CircleKind
from portal.security import codes
from tests.support.busy import busy_hashing

CHOSEN = "pedwar-ci-du-2026"
SPENT = "This code does not work. Check it, or ask your keyworker for a new one."


@pytest.fixture
def invited(make):
    """A parent who was invited, and the code on their paper."""
    parent = make.parent(signs_in=False)
    return parent, make.invitation(parent)


@pytest.fixture
def accounts(database):
    """The accounts of people of families."""

    def read():
        with session_of(database) as db:
            return db.scalars(select(Account).where(Account.person_id.is_not(None))).all()

    return read


def join(browser, code, name="siani", password=CHOSEN, **more):
    return browser.post(f"/join/{code}", {"name": name, "password": password}, **more)


def test_a_parent_uses_an_invitation_and_is_at_home(visit, invited):
    _parent, code = invited
    browser = visit()
    page = join(browser, code)

    assert (page.first_status, page.redirected_to) == (303, "/leaving")
    assert page.said == "Welcome. You are signed in."
    assert browser.get("/family/").heading == "Hello, Siân"


def test_an_invitation_stays_good_when_nod_is_too_busy_for_a_password(visit, invited):
    browser = visit()
    with busy_hashing():
        page = join(browser, invited[1])

    assert (page.status, page.form().value("name"), page.form().value("password")) == (503, "siani", "")
    assert page.headers["Retry-After"]
    assert browser.send(page.form(), {"password": CHOSEN}).redirected_to == "/leaving"


def test_they_sign_in_later_with_the_name_and_password_they_chose(visit, invited):
    join(visit(), invited[1], name="07700 900141")

    page = visit().post("public.sign_in", {"name": "+447700900141", "password": CHOSEN})
    assert page.redirected_to == "/family/"


def test_the_code_on_paper_leads_to_the_same_place_as_the_link(visit, invited):
    page = visit().post("public.join_start", {"code": invited[1]})

    assert page.redirected_to == f"/join/{invited[1]}"
    assert page.heading == "Welcome, Siân"


@pytest.mark.parametrize(
    "retyped",
    [str.lower, lambda code: code.replace("-", ""), lambda code: code.replace("-", " "), lambda code: f"  {code}. "],
    ids=["small letters", "no hyphens", "spaces", "spaces around and a full stop"],
)
def test_a_code_may_be_typed_as_people_type(visit, invited, retyped):
    assert visit().post("public.join_start", {"code": retyped(invited[1])}).heading == "Welcome, Siân"
    assert visit().get("public.join", code=retyped(invited[1])).heading == "Welcome, Siân"


@pytest.mark.parametrize(
    "change", [lambda code: code[:-1], lambda code: f"{code}A", lambda _code: "", lambda _code: "ŵŵŵŵ"]
)
def test_a_code_that_is_nearly_right_is_not_right(visit, invited, change):
    page = visit().post("public.join_start", {"code": change(invited[1])})

    assert page.status == 422
    assert page.error_beside("code")


def test_an_invitation_works_once(visit, invited, accounts):
    join(visit(), invited[1])
    page = join(visit(), invited[1], name="rhywun arall")

    assert page.status == 404
    assert len(accounts()) == 1


def test_a_used_code_and_one_that_never_was_look_the_same(visit, invited):
    join(visit(), invited[1])
    used, never = visit().get("public.join", code=invited[1]), visit().get("public.join", code="ABCD-2345-EFGH")

    assert (used.status, never.status) == (404, 404)
    assert used.seen == never.seen
    assert visit().post("public.join_start", {"code": invited[1]}).error_beside("code") == SPENT


def test_an_invitation_ends_after_seven_days(visit, invited, later):
    later(days=6, hours=23)
    assert visit().get("public.join", code=invited[1]).status == 200
    later(hours=2)
    assert visit().get("public.join", code=invited[1]).status == 404


def test_a_new_invitation_replaces_the_old_one(visit, make, invited):
    parent, old = invited
    new = make.invitation(parent)

    assert visit().get("public.join", code=old).status == 404
    assert visit().get("public.join", code=new).status == 200


def test_an_invitation_is_bound_to_its_person(visit, make, accounts):
    one = make.family()
    sian, gareth = make.parent(one, signs_in=False), make.parent(one, first_name="Gareth", signs_in=False)
    code, _other = make.invitation(gareth), make.invitation(sian)

    browser = visit()
    join(browser, code)
    assert browser.get("/family/").heading == "Hello, Gareth"
    assert [account.person_id for account in accounts()] == [gareth.id]


def test_the_code_itself_is_stored_nowhere(database, invited):
    with database.engine.connect() as connection:
        rows = connection.execute(select(Invitation.__table__)).all()

    stored = b"".join(cell if isinstance(cell, bytes) else str(cell).encode() for row in rows for cell in row)
    assert codes.tidy(invited[1]).encode() not in stored


def test_a_parent_who_cannot_get_in_any_more_gets_in_by_a_new_code(visit, make, accounts):
    parent = make.parent(sign_in_name="forgotten")
    elsewhere = visit(parent)
    browser = visit()
    join(browser, make.invitation(parent), name="remembered")

    assert browser.get("/family/").heading == "Hello, Siân"
    assert [account.person_id for account in accounts()] == [parent.id]
    assert elsewhere.get("family.home.show").redirected_to == "/sign-in"
    assert visit().post("public.sign_in", {"name": "forgotten", "password": CHOSEN}).status == 422


def test_only_the_keyworker_or_a_manager_makes_a_new_way_in_for_someone_who_signs_in(make):
    one = make.family()
    elin, tom = make.young_person(one), make.worker(first_name="Tom")
    make.member(one, tom)

    with pytest.raises(NotAllowed):
        make.invitation(elin, by=tom.actor)
    assert make.invitation(elin, by=make.manager().actor)


def test_what_is_between_a_young_person_and_their_keyworker_stays_there_when_the_keyworker_changes(make, visit):
    one = make.family()
    elin = make.young_person(one)
    make.goal(elin, "Kestrel words", circle_id=elin.private_circle_id)
    new = make.keyworker(one, first_name="Nia")

    assert not visit(new).get("worker.goals.index", ref=one.ref).says("Kestrel words")
    assert visit(elin).get("family.goals.index").says("Kestrel words")
    choices = visit(elin).get("family.goals.new")
    assert choices.says("Only me and my keyworker: Nia")
    assert not choices.says("Only me and my keyworker: Beth")


def test_nobody_of_a_family_and_no_partner_invites(make):
    one = make.family()
    gareth, asha = make.parent(one, first_name="Gareth"), make.partner(one)
    newcomer = make.parent(one, signs_in=False)

    for actor in (gareth.actor, asha.actor):
        with pytest.raises(NotAllowed):
            make.invitation(newcomer, by=actor)


def test_a_name_that_is_taken_is_told_and_nothing_typed_is_lost(visit, make, invited):
    make.person(sign_in_name="elin")
    page = join(visit(), invited[1], name="Elin")

    assert page.status == 422
    assert page.error_beside("name") == "Someone already uses this name. Please choose another."
    assert page.form().value("name") == "Elin"
    assert join(visit(), invited[1], name="siani").redirected_to == "/leaving"


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("", "Choose a password of at least 12 characters"),
        ("byr", "Use at least 12 characters. Three words in a row are easy to remember."),
        ("passwordpassword", "Many people use this password. Choose one that is harder to guess."),
        ("p" * 12, "Many people use this password. Choose one that is harder to guess."),
    ],
)
def test_a_weak_password_is_refused_with_what_to_do(visit, invited, password, sentence):
    page = join(visit(), invited[1], password=password)

    assert (page.status, page.error_beside("password")) == (422, sentence)
    assert page.form().value("name") == "siani"


@pytest.mark.parametrize("name", ["", "  ", "ab", "e" * 201, "\x00elin", "eli\N{REPLACEMENT CHARACTER}n"])
def test_a_name_nobody_could_type_again_is_refused(visit, invited, accounts, name):
    page = join(visit(), invited[1], name=name)

    assert page.status == 422
    assert page.error_beside("name")
    assert accounts() == []


@pytest.mark.parametrize("name", ["\N{FAMILY} y Llwydiaid", "Siân", "شيان", "07700900141", "a-word-i-like"])
def test_a_word_they_like_is_a_name(visit, invited, name):
    assert join(visit(), invited[1], name=name).redirected_to == "/leaving"
    assert visit().post("public.sign_in", {"name": name, "password": CHOSEN}).redirected_to == "/family/"


def test_two_taps_make_one_account(visit, invited, accounts):
    browser = visit()
    form = browser.open_form("public.join", code=invited[1])
    first = browser.send(form, {"name": "siani", "password": CHOSEN})
    second = browser.send(form, {"name": "siani", "password": CHOSEN})

    assert first.redirected_to == "/leaving"
    assert second.status < 500
    assert len(accounts()) == 1


def test_the_page_is_in_the_persons_language_until_they_choose(visit, make):
    code = make.invitation(make.parent(signs_in=False, language="cy"))
    browser = visit(None, "en")

    assert browser.get("public.join", code=code).html.html["lang"] == "cy"
    assert browser.get("public.join", code=code, lang="en").html.html["lang"] == "en"
    assert join(browser, code).html.html["lang"] == "en"


def test_whoever_joins_gets_a_circle_with_their_keyworker_alone(visit, make, database):
    parent = make.parent(signs_in=False)
    join(visit(), make.invitation(parent))

    with session_of(database) as db:
        mine = db.scalars(
            select(Circle)
            .join(CirclePerson, CirclePerson.circle_id == Circle.id)
            .where(CirclePerson.person_id == parent.id, Circle.kind == CircleKind.PRIVATE)
        ).one()
    assert mine.worker_id == parent.family.keyworker.id


def test_making_and_using_an_invitation_are_in_the_audit(visit, invited, database):
    join(visit(), invited[1])

    with session_of(database) as db:
        told = {entry.action: entry for entry in db.scalars(select(Entry).where(Entry.thing_id == invited[0].id))}
    assert told["invitation_made"].account_id == invited[0].family.keyworker.account_id
    assert told["invitation_used"].account_id not in (None, told["invitation_made"].account_id)


def test_someone_signed_in_as_another_joins_as_themself(visit, make, invited):
    browser = visit(make.parent(first_name="Gareth"))

    join(browser, invited[1])
    assert browser.get("/family/").heading == "Hello, Siân"


def test_a_code_has_no_sign_that_is_mistaken_for_another():
    made = {sign for _ in range(200) for sign in codes.new_code()}

    assert not made & set("01OILU")
    assert len(codes.new_code()) == 12
    assert codes.tidy(codes.spaced("ABCD2345EFGH")) == "ABCD2345EFGH"
