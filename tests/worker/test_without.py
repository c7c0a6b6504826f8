"""Sharing without agreement: the keyworker decides and says why, a manager who is someone else agrees or refuses."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.commands import override as commands
from portal.database import session_of
from portal.errors import NotAllowed, NotFound, OverrideSettled
from portal.models import Entry, Notice, Override, OverrideTold
from portal.models.notice_kinds import NoticeKind
from portal.models.sharing_words import LegalGround
from portal.models.words import InfoKind
from portal.queries import audit, override
from portal.security.keys import learn_key


def boxes(name, day):
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def said(service, *about, **changed):
    """Everything that the form asks for, said."""
    kept = {
        "agency": str(service.id),
        "to_whom": "Mari Edwards, health visitor",
        "parts": [f"{person.id}/health" for person in about],
        "what": "That she was seen with a burn",
        "why": "The nursery rang at noon about a burn on her arm",
        "ground": "child_at_risk",
        "urgent": "no",
        "language": "en",
        "told": "no",
        "why_not_told": "He would know who rang",
        **boxes("review_on", clock.today() + timedelta(days=28)),
    }
    return kept | changed


@pytest.fixture
def home(make):
    """A mother and a father who live apart, a child in both homes, and a partner service."""
    one = make.family("Prys")
    a, b = make.household(one, "A"), make.household(one, "B")
    people = {
        "sian": make.parent(one, homes=(a,)),
        "gareth": make.parent(one, first_name="Gareth", homes=(b,)),
        "non": make.child(one, first_name="Non", homes=(a, b)),
    }
    return one, people, make.own_agency(is_partner=True)


def decide(visit, home, *about, by=None, **changed):
    one, people, agency = home
    about = about or (people["non"],)
    return visit(by or one.keyworker).post("worker.without.new", said(agency, *about, **changed), ref=one.ref)


def only(database):
    with session_of(database) as db:
        row = db.scalars(select(Override)).one()
        learn_key(db, row.family_id)
        return row, row.what


def covered(database, home):
    one, _people, agency = home
    with session_of(database) as db:
        found = override.standing_parts(db, one.keyworker.actor, one.id, agency.id)
        return {(part.person_id, part.kind) for part in found}


def test_a_keyworker_decides_a_manager_gets_a_message_and_agrees(make, visit, database, home, entries):
    one, people, _agency = home
    manager = make.manager()
    page = decide(visit, home)

    assert page.says("Written down. A manager gets a message.")
    assert page.says("Waits for a manager")
    assert covered(database, home) == set()
    with session_of(database) as db:
        notices = db.scalars(select(Notice).where(Notice.kind == NoticeKind.OVERRIDE_WAITS)).all()
        assert [(sent.worker_id, sent.person_id) for sent in notices] == [(manager.id, None)]
    row, what = only(database)
    assert what == "That she was seen with a burn"
    listed = visit(manager).get("worker.manager.index")
    assert listed.says("Prys")
    page = visit(manager).post("worker.without.agree", {"answer": "yes"}, ref=one.ref, override_id=row.id)
    assert page.says("A manager agreed")
    assert covered(database, home) == {(people["non"].id, InfoKind.HEALTH)}
    assert [action for action in entries(one) if action.startswith("override") and action != "override_read"] == [
        "override_decided",
        "override_agreed",
    ]


def test_everything_that_was_said_stands_on_its_page(visit, home, database):
    one, people, _agency = home
    decide(
        visit, home, people["non"], people["sian"], parts=[f"{people['non'].id}/health", f"{people['sian'].id}/home"]
    )
    row, _what = only(database)
    page = visit(one.keyworker).get("worker.without.show", ref=one.ref, override_id=row.id)

    for words in (
        "Ysgol y Dderwen",
        "Mari Edwards, health visitor",
        "That she was seen with a burn",
        "The nursery rang at noon",
        "A child is being hurt, or may be",
        "He would know who rang",
        "Beth Morris",
        "Non: Health",
        "Siân: Home and money",
        "The family is not told",
    ):
        assert page.says(words), words


@pytest.mark.parametrize(
    ("changed", "field", "error"),
    [
        ({"agency": None}, "agency", "Choose a service"),
        ({"to_whom": " "}, "to_whom", "Write the name and the role"),
        ({"parts": []}, "parts", "Choose about whom, and which kinds"),
        ({"parts": ["x/y"]}, "parts", "Choose about whom, and which kinds"),
        ({"what": ""}, "what", "Write what is shared"),
        ({"why": ""}, "why", "Write why it must be shared"),
        ({"ground": "because"}, "ground", "Choose a ground"),
        ({"urgent": None}, "urgent", "Choose whether it can wait"),
        ({"told": None}, "told", "Choose whether the family knows"),
        ({"why_not_told": ""}, "why_not_told", "Write why the family is not told yet"),
        ({"told": "yes"}, "whom", "Choose who was told"),
        ({"told": "yes"}, "how", "Write how they were told"),
        ({"review_on-day": ""}, "review_on", "Write the day, the month and the year"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(visit, database, home, changed, field, error):
    page = decide(visit, home, **changed)

    assert page.status == 422
    assert error in page.error_beside(field)
    assert changed.get("what") == "" or "That she was seen with a burn" in page.text
    with session_of(database) as db:
        assert db.scalars(select(Override)).all() == []


def test_grounds_are_those_of_the_council(visit, home, app, monkeypatch):
    one = home[0]
    chosen = app.extensions["nod.settings"].model_copy(update={"sharing_grounds": "court, crime"})
    monkeypatch.setitem(app.extensions, "nod.settings", chosen)
    form = visit(one.keyworker).open_form("worker.without.new", ref=one.ref)

    assert form.choices["ground"] == ["crime", "court"]
    assert decide(visit, home, ground="child_at_risk").error_beside("ground") == "Choose a ground"


def test_an_urgent_one_covers_at_once_and_nothing_more_once_a_manager_is_late(
    make, visit, home, database, time_machine
):
    people, manager = home[1], make.manager()
    time_machine.move_to("2027-06-11T15:00:00+01:00")  # a Friday
    decide(visit, home, urgent="yes")

    assert covered(database, home) == {(people["non"].id, InfoKind.HEALTH)}
    time_machine.move_to("2027-06-14T23:00:00+01:00")
    assert not visit(manager).get("worker.manager.index").says("A manager is late")
    time_machine.move_to("2027-06-15T00:30:00+01:00")
    page = visit(manager).get("worker.manager.index")
    assert page.says("A manager is late: Monday 14 June")
    assert page.says("Urgent: shared before a manager agreed")
    assert covered(database, home) == set()


def test_a_manager_refuses_with_a_reason_and_it_covers_nothing_from_then_on(make, visit, home, database):
    one, people, _agency = home
    thing = make.override(people["non"], is_urgent=True)
    browser, where = visit(make.manager()), {"ref": one.ref, "override_id": thing.id}
    page = browser.post("worker.without.agree", {"answer": "no"}, **where)
    assert (page.status, page.error_beside("why")) == (422, "Write why you do not agree")
    assert covered(database, home)

    page = browser.post("worker.without.agree", {"answer": "no", "why": "Ask her mother first"}, **where)
    assert page.says("A manager refused")
    assert page.says("Ask her mother first")
    assert covered(database, home) == set()


def test_a_manager_never_agrees_to_what_they_decided_themself(make, visit, home, database):
    one = home[0]
    rhian, carys = make.manager(), make.manager(first_name="Carys", last_name="Rees")
    decide(visit, home, by=rhian)
    row, _what = only(database)
    where = {"ref": one.ref, "override_id": row.id}

    assert visit(rhian).get("worker.manager.index").says("You decided this yourself")
    assert not visit(rhian).get("worker.without.show", **where).says("Agree or refuse")
    assert visit(rhian).get("worker.without.agree", **where).status == 403
    with make.writing() as db, pytest.raises(NotAllowed, match="override:agree"):
        commands.answer(db, rhian.actor, db.get_one(Override, row.id), agrees=True, why="", version=row.version)
    with session_of(database) as db:
        told = db.scalars(select(Notice.worker_id).where(Notice.kind == NoticeKind.OVERRIDE_WAITS)).all()
        assert told == [carys.id]
    assert visit(carys).post("worker.without.agree", {"answer": "yes"}, **where).says("A manager agreed")


ELSEWHERE = "Nobody else is a manager in this area, so every other manager of the council got a message."
NOBODY = "Nobody else is a manager in the council, so nobody got a message."


def told_to(database):
    with session_of(database) as db:
        return set(db.scalars(select(Notice.worker_id).where(Notice.kind == NoticeKind.OVERRIDE_WAITS)))


def test_what_a_lone_manager_decides_reaches_every_other_manager_of_the_council(make, visit, home, database):
    rhian, south, west = make.manager(), make.manager(area_id=make.area("South")), make.manager(area_id=None)
    make.worker(first_name="Dai")
    decide(visit, home, by=rhian, urgent="yes")
    where = {"ref": home[0].ref, "override_id": only(database)[0].id}

    assert told_to(database) == {south.id, west.id}
    assert visit(rhian).get("worker.without.show", **where).says(ELSEWHERE)
    make.member(home[0], south)
    assert not visit(rhian).get("worker.without.show", **where).says(ELSEWHERE)
    assert visit(south).post("worker.without.agree", {"answer": "yes"}, **where).says("A manager agreed")


def test_where_another_manager_is_near_nobody_elsewhere_is_told(make, visit, home, database):
    rhian, carys = make.manager(), make.manager(first_name="Carys")
    make.manager(area_id=make.area("South"))
    decide(visit, home, by=rhian)
    page = visit(rhian).get("worker.without.show", ref=home[0].ref, override_id=only(database)[0].id)

    assert told_to(database) == {carys.id}
    assert not any(page.says(line) for line in (ELSEWHERE, NOBODY))


def test_where_nobody_else_is_a_manager_the_decision_says_that_nobody_was_told(make, visit, home, database):
    rhian = make.manager()
    decide(visit, home, by=rhian)

    assert told_to(database) == set()
    page = visit(rhian).get("worker.without.show", ref=home[0].ref, override_id=only(database)[0].id)
    assert page.says(NOBODY)


def test_what_a_manager_said_stands(make, home):
    thing = make.override(home[1]["non"])
    make.agreed(thing)
    other = make.manager()

    with make.writing() as db:
        row = db.get_one(Override, thing.id)
        with pytest.raises(OverrideSettled):
            commands.answer(db, other.actor, row, agrees=False, why="No", version=row.version)


def test_two_managers_at_once_the_second_is_told(make, visit, home):
    one = home[0]
    thing = make.override(home[1]["non"])
    browser, where = visit(make.manager()), {"ref": one.ref, "override_id": thing.id}
    form = browser.open_form("worker.without.agree", **where)
    make.agreed(thing, agrees=False)
    page = browser.send(form, {"answer": "yes"})

    assert page.status == 422
    assert page.says("This was settled meanwhile")


@pytest.mark.parametrize("kind", ["partner", "administrator", "other", "area"])
def test_nobody_else_comes_in(make, visit, home, kind):
    one, people, _agency = home
    thing = make.override(people["non"])
    who = {
        "partner": lambda: make.partner(one),
        "administrator": make.administrator,
        "other": make.worker,
        "area": lambda: make.manager(area_id=make.area("South")),
    }[kind]()
    if kind == "partner":
        make.decision(make.question(people["sian"]))
    browser, where = visit(who), {"ref": one.ref, "override_id": thing.id}

    assert browser.get("worker.without.index", ref=one.ref).status == 404
    for page in ("show", "agree", "tell", "review"):
        assert browser.get(f"worker.without.{page}", **where).status == 404
    listed = browser.get("worker.manager.index")
    assert listed.status == (200 if kind == "area" else 404)
    assert not listed.says("Prys")


def test_who_is_on_the_team_reads_it_and_only_the_keyworker_decides(make, visit, home):
    one, people, _agency = home
    thing, tom = make.override(people["non"]), make.worker(first_name="Tom")
    make.member(one, tom)
    browser, where = visit(tom), {"ref": one.ref, "override_id": thing.id}
    page = browser.get("worker.without.show", **where)

    assert page.says("That she was seen with a burn")
    assert not page.says("Write down who was told")
    assert browser.get("worker.without.new", ref=one.ref).status == 403
    assert browser.get("worker.without.tell", **where).status == 403
    assert browser.get("worker.without.review", **where).status == 403
    make.absence(one.keyworker, cover=tom)
    assert browser.get("worker.without.new", ref=one.ref).status == 200


def test_a_double_press_decides_once_and_the_chain_holds(visit, home, database):
    one, people, agency = home
    browser = visit(one.keyworker)
    form = browser.open_form("worker.without.new", ref=one.ref)
    for _ in range(2):
        browser.send(form, said(agency, people["non"]))

    only(database)
    with session_of(database) as db:
        entry = db.scalars(select(Entry).where(Entry.action == "override_decided")).one()
        assert entry.is_locked
        assert list(audit.broken(db)) == []


def test_only_those_whom_it_is_about_can_be_written_down_as_told(visit, home):
    _one, people, _agency = home
    told = {"told": "yes", "how": "I rang", "whom": [str(people["sian"].id), str(people["gareth"].id)]}
    page = decide(visit, home, people["sian"], **told)

    assert page.error_beside("whom") == "This is not about: Gareth"


def test_the_family_is_told_later_one_by_one_and_the_reason_why_not_goes_when_all_know(make, visit, home):
    one, people, _agency = home
    thing = make.override(people["non"])
    browser, where = visit(one.keyworker), {"ref": one.ref, "override_id": thing.id}
    form = browser.open_form("worker.without.tell", **where)
    assert set(form.choices["whom"]) == {str(people["sian"].id), str(people["gareth"].id)}

    page = browser.send(form, {"whom": [str(people["sian"].id)], "how": "We sat down together"})
    assert page.says("Told: Siân")
    assert page.says("We sat down together")
    assert page.says("He would know who rang")
    form = browser.open_form("worker.without.tell", **where)
    assert form.choices["whom"] == [str(people["gareth"].id)]
    page = browser.send(form, {"whom": [str(people["gareth"].id)], "how": "On the telephone"})
    assert not page.says("He would know who rang")
    assert not page.says("Write down who was told")


@pytest.mark.parametrize(
    ("changed", "field", "error"),
    [
        ({"whom": []}, "whom", "Choose who was told"),
        ({"how": ""}, "how", "Write how they were told"),
        (boxes("told_on", clock.today() + timedelta(days=1)), "told_on", "Choose today or an earlier day"),
        (dict.fromkeys(boxes("told_on", clock.today()), ""), "told_on", "Write when they were told"),
    ],
)
def test_telling_asks_whom_when_and_how(make, visit, home, database, changed, field, error):
    one, people, _agency = home
    thing = make.override(people["non"])
    sent = {"whom": [str(people["sian"].id)], "how": "I rang"} | changed
    page = visit(one.keyworker).post("worker.without.tell", sent, ref=one.ref, override_id=thing.id)

    assert (page.status, page.error_beside(field)) == (422, error)
    with session_of(database) as db:
        assert db.scalars(select(OverrideTold)).all() == []


def test_where_a_family_is_at_risk_words_that_tell_where_somebody_is_are_held_back_once(make, visit, home):
    one, people, _agency = home
    visit(one.keyworker).post("worker.risk.mark", {"at_risk": "yes", "reason": "He looks for her"}, ref=one.ref)
    thing = make.override(people["non"], what="They live at MB4 7QX now")
    browser, where = visit(one.keyworker), {"ref": one.ref, "override_id": thing.id}
    sent = {"whom": [str(people["gareth"].id)], "how": "I rang"}
    page = browser.post("worker.without.tell", sent, **where)

    assert page.status == 422
    assert "tells where somebody is" in page.error_beside("whom")
    assert browser.send(page.form(), {**sent, "may_know": "y"}).says("Told: Gareth")


def test_after_its_day_it_covers_nothing_until_somebody_has_looked_again(make, visit, home, database, later):
    one, people, _agency = home
    thing = make.override(people["non"], review_on=clock.today() + timedelta(days=7))
    make.agreed(thing)
    later(days=7)
    assert covered(database, home)
    assert visit(make.manager()).get("worker.manager.index").says("Look at it again now")
    later(days=1)
    assert covered(database, home) == set()

    browser, where = visit(one.keyworker), {"ref": one.ref, "override_id": thing.id}
    again = {"goes_on": "yes", "why": "She is still hurt", "why_not_told": "Not while he is there"}
    page = browser.post("worker.without.review", again, **where)
    assert page.error_beside("review_on") == "Write when this is looked at again"
    page = browser.send(page.form(), {**again, **boxes("review_on", clock.today() + timedelta(days=40))})
    assert page.says("She is still hurt")
    assert page.says("Not while he is there")
    assert covered(database, home)
    page = browser.post("worker.without.review", {"goes_on": "no", "why": "All is well"}, **where)
    assert page.says("Ended")
    assert covered(database, home) == set()
    assert browser.get("worker.without.review", **where).html.select("#page-form") == []


def test_an_agency_gets_only_what_was_decided_for_it(make, home, database):
    one, people, agency = home
    make.agreed(make.override(people["non"], kinds=(InfoKind.HEALTH, InfoKind.HOME), ground=LegalGround.COURT))
    other = make.agency("Heddlu")

    with session_of(database) as db:
        found = override.standing_parts(db, one.keyworker.actor, one.id, agency.id)
        assert {(part.person_id, part.kind, part.ground) for part in found} == {
            (people["non"].id, InfoKind.HEALTH, LegalGround.COURT),
            (people["non"].id, InfoKind.HOME, LegalGround.COURT),
        }
        assert override.standing_parts(db, one.keyworker.actor, one.id, other.id) == []
        assert override.standing_parts(db, make.worker().actor, one.id, agency.id) == []
        for stranger in (people["sian"].actor, make.partner(one).actor):
            with pytest.raises(NotAllowed):
                override.standing_parts(db, stranger, one.id, agency.id)


def test_a_person_of_another_family_is_refused_by_the_command(make, home):
    with pytest.raises(NotFound, match="person"):
        make.override(home[1]["non"], make.parent(first_name="Grace"))
