"""A family sits together: each person scores all their goals on one page, with the worker beside them."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.commands import goal_change, parting
from portal.commands.parting import BOTH, Parting
from portal.database import session_of
from portal.models import Person, Score
from portal.models.answer import ScorePoint
from portal.models.domains import Domain
from portal.models.words import Colour, InfoKind, Relationship, Scale, ScoreKind
from portal.queries.gate import BEFORE
from portal.security.keys import learn_key

MOST_STATEMENTS = 8
PAGE = "worker.score_together.score"
TWICE = ({"answer": "0", "why": ""}, {"answer": "6", "why": "The calendar helps"})


@pytest.fixture
def sian(make):
    """A mother in one home, with a son of eight who is in both; his father lives in the other."""
    one = make.family()
    hers, his = make.household(one, "A", name="Mam’s home"), make.household(one, "B", name="Dad’s home")
    mother = make.parent(one, homes=(hers,))
    make.parent(one, first_name="Gareth", homes=(his,))
    make.child(one, homes=(hers, his))
    return mother


@pytest.fixture
def goals(make, sian):
    """Her own goal, and the family's."""
    return make.goal(sian, "Calm mornings"), make.goal(sian.family, "We know which days")


@pytest.fixture
def written(database):
    """Return the answers that a goal was given, the oldest first."""

    def of(aim):
        with session_of(database) as db:
            learn_key(db, aim.family.id)
            found = db.scalars(select(Score).where(Score.goal_id == aim.id).order_by(Score.scored_at)).all()
            return [(one.value, one.colour, one.kind, one.why, one.point) for one in found]

    return of


def of(person):
    return {"ref": person.family.ref, "person_id": person.id}


def said(goals, answers=TWICE):
    """Return what is sent for each goal."""
    return {f"{name}-{aim.id}": text for aim, one in zip(goals, answers, strict=True) for name, text in one.items()}


def review_in(make, days):
    """Make a mother whose family has its first review some days from now, while it is June."""
    day = clock.today() + timedelta(days=days)
    return make.parent(make.family(opened_on=day.replace(month=day.month - 3)))


@pytest.fixture
def june(time_machine):
    """The fifteenth of June."""
    time_machine.move_to(datetime(2026, 6, 15, 11, tzinfo=UTC))


# --- Who scores what


def test_everyone_with_a_goal_to_score_is_offered_with_how_many_are_due(make, visit, sian, goals):
    make.goal(sian, "Only Beth and I", circle_id=sian.private_circle_id)
    make.score(goals[0], sian, 3)

    page = visit(sian.family.keyworker).get("worker.score_together.index", ref=sian.family.ref)

    assert {row.get_text(" ", strip=True) for row in page.html.select("main a.row .row__words")} == {
        "Siân 3 goals · 2 due",
        "Gareth 2 goals · 1 due",
        "Macsen 2 goals · 1 due",
    }


def test_who_is_not_in_the_circle_of_a_goal_is_not_offered_it(make, visit, sian):
    make.goal(sian, "Only Beth and I", circle_id=sian.private_circle_id)
    tom, gareth = make.worker(first_name="Tom"), make.parent(sian.family, first_name="Gareth")
    make.member(sian.family, tom)

    assert visit(sian.family.keyworker).get(PAGE, **of(sian)).says("Only Beth and I")
    assert not visit(sian.family.keyworker).get(PAGE, **of(gareth)).says("Only Beth and I")
    assert not visit(tom).get(PAGE, **of(sian)).says("Only Beth and I")


def test_a_score_sent_for_somebody_outside_the_circle_is_not_written(make, visit, sian, written):
    mine = make.goal(sian, "Only Beth and I", circle_id=sian.private_circle_id)
    gareth = make.parent(sian.family, first_name="Gareth")

    page = visit(sian.family.keyworker).post(PAGE, said([mine], TWICE[:1]), **of(gareth))

    assert page.status == 422
    assert written(mine) == []


def test_a_goal_that_was_left_to_both_homes_is_not_asked(make, visit, sian, goals):
    manager = make.manager()
    with make.writing() as db:
        learn_key(db, sian.family.id)
        people = db.scalars(select(Person.id).where(Person.family_id == sian.family.id)).all()
        living = {one: ("A",) if one == sian.id else ("B",) for one in people}
        stays = {aim.id: BOTH for aim in goals}
        parting.part(db, manager.actor, sian.family.id, Parting({"A": "Hers", "B": "His"}, living, stays, history=BOTH))
    browser = visit(sian.family.keyworker)

    assert browser.get("worker.goals.index", ref=sian.family.ref).says("We know which days")
    assert not browser.get(PAGE, **of(sian)).says("We know which days")


def test_goals_that_rest_or_have_ended_are_not_asked(make, visit, sian, goals):
    make.goal_changed(goal_change.pause, goals[0], reason="Too much now")
    make.ended(goals[1])

    page = visit(sian.family.keyworker).get("worker.score_together.index", ref=sian.family.ref)
    assert page.says("No goal takes a score just now.")
    assert visit(sian.family.keyworker).get(PAGE, **of(sian)).says("No goal takes a score just now.")


@pytest.mark.usefixtures("goals")
def test_somebody_who_is_not_born_yet_scores_nothing(make, visit, sian):
    baby = make.person(sian.family, Relationship.UNBORN, first_name="Baby", age=None, signs_in=False)

    assert not visit(sian.family.keyworker).get(PAGE, **of(baby)).says("Calm mornings")


# --- One save


def test_all_goals_are_saved_in_one_go_and_nought_is_a_score(visit, sian, goals, written):
    page = visit(sian.family.keyworker).post(PAGE, said(goals), **of(sian))

    assert page.path == f"/worker/families/{sian.family.ref}/goals"
    assert page.said == "2 scores are saved. The family sees that you wrote them down."
    assert written(goals[0]) == [(0, None, ScoreKind.SCORED, "", ScorePoint.START)]
    assert written(goals[1]) == [(6, None, ScoreKind.SCORED, "The calendar helps", ScorePoint.START)]
    assert visit(sian).get("family.goals.show", goal_id=goals[0].id).says("written down by: Beth")


def test_not_now_writes_nothing(visit, sian, goals, written):
    page = visit(sian.family.keyworker).post(PAGE, {f"answer-{goals[1].id}": "unsure"}, **of(sian))

    assert page.said == "1 score is saved. The family sees that you wrote it down."
    assert written(goals[0]) == []
    assert written(goals[1]) == [(None, None, ScoreKind.UNSURE, "", ScorePoint.START)]


def test_a_childs_colour_stays_a_colour(make, visit, sian, written):
    macsen = make.child(sian.family, first_name="Macsen")
    aim = make.goal(macsen, "Someone to play with", scale=Scale.RAG)
    browser = visit(sian.family.keyworker)

    assert browser.post(PAGE, {f"answer-{aim.id}": "5"}, **of(macsen)).status == 422
    browser.post(PAGE, {f"answer-{aim.id}": "amber"}, **of(macsen))

    assert written(aim) == [(None, Colour.AMBER, ScoreKind.SCORED, "", ScorePoint.START)]


def test_pressed_twice_it_is_saved_once(visit, sian, goals, written):
    browser = visit(sian.family.keyworker)
    form = browser.open_form(PAGE, **of(sian))

    first, second = (browser.send(form, said(goals)) for _ in range(2))

    assert first.redirected_to == second.redirected_to
    assert [len(written(aim)) for aim in goals] == [1, 1]


def test_the_page_says_kindly_where_people_see_it_differently(make, visit, sian, goals):
    gareth = make.parent(sian.family, first_name="Gareth")
    make.score(goals[1], gareth, 2)

    page = visit(sian.family.keyworker).post(PAGE, said(goals), **of(sian))

    assert page.says("They see 1 goal differently. All of it is true: each of them sees another part.")


# --- What can go wrong


@pytest.mark.usefixtures("goals")
def test_with_no_answer_at_all_nothing_is_saved(visit, sian):
    page = visit(sian.family.keyworker).post(PAGE, **of(sian))

    assert (page.status, page.errors) == (422, ["Choose an answer for one goal or more."])


def test_words_without_an_answer_are_told_beside_the_goal_and_nothing_typed_is_lost(visit, sian, goals, written):
    typed = {f"answer-{goals[0].id}": "4", f"why-{goals[1].id}": "He asked twice"}

    page = visit(sian.family.keyworker).post(PAGE, typed, **of(sian))

    asked = "Words are kept with an answer. Choose one, or take the words out."
    assert (page.status, page.errors) == (422, [asked])
    assert page.error_beside(f"answer-{goals[1].id}") == asked
    assert page.form().value(f"answer-{goals[0].id}") == "4"
    assert page.form().value(f"why-{goals[1].id}") == "He asked twice"
    assert written(goals[0]) == []


@pytest.mark.parametrize("answer", ["11", "-1", "green", "٣", "skipped"])
def test_one_wrong_answer_and_none_is_written(visit, sian, goals, written, answer):
    page = visit(sian.family.keyworker).post(PAGE, said(goals) | {f"answer-{goals[1].id}": answer}, **of(sian))

    assert page.status == 422
    assert page.error_beside(f"answer-{goals[1].id}") == "Choose an answer. “I don’t know” is one too."
    assert written(goals[0]) == []


def test_what_was_typed_about_a_goal_that_ended_meanwhile_is_given_back(make, visit, sian, goals, written):
    browser = visit(sian.family.keyworker)
    form = browser.open_form(PAGE, **of(sian))
    make.ended(goals[1])

    page = browser.send(form, said(goals))
    assert page.status == 422
    assert page.errors == ["A goal takes no score any more. Nothing is saved yet: look at the rest, then save again."]
    assert page.says("The calendar helps")
    assert written(goals[0]) == []

    assert browser.send(page.form()).said == "1 score is saved. The family sees that you wrote it down."
    assert written(goals[0])[0][0] == 0


def test_a_word_that_tells_where_somebody_is_is_held_back_for_its_own_circle_alone(make, visit, sian, goals):
    browser = visit(sian.family.keyworker)
    browser.post("worker.risk.mark", {"at_risk": "yes", "reason": "He asked where she lives"}, ref=sian.family.ref)
    mine = make.goal(sian, "Only Beth and I", circle_id=sian.private_circle_id)
    tells = {"answer": "3", "why": "Ring me on 07700 900123"}

    page = browser.post(PAGE, said([mine, *goals], [tells, tells, TWICE[0]]), **of(sian))

    assert page.status == 422
    assert page.error_beside(f"why-{mine.id}").endswith("Who reads it: Siân and Beth. Take it out, or tick the box.")
    assert "Gareth" in page.error_beside(f"why-{goals[0].id}")
    assert page.form().value(f"why-{mine.id}") == tells["why"]
    page = browser.send(page.form(), {"may_know": "y"})
    assert page.said.startswith("3 scores are saved.")


# --- Hidden first


def test_earlier_scores_are_not_shown_until_the_worker_asks_for_them(make, visit, sian, goals):
    gareth = make.parent(sian.family, first_name="Gareth")
    make.score(goals[1], gareth, 9, why="Nobody asks any more", language="en")
    browser = visit(sian.family.keyworker)

    page = browser.get(PAGE, **of(sian))
    assert not page.says("First score: 9")
    assert not page.says("Nobody asks any more")
    assert browser.follow("Show the scores first").says("First score: 9")


# --- The review that scores go into


@pytest.mark.usefixtures("june")
def test_a_score_of_the_two_weeks_before_a_review_goes_into_it_by_itself(make, visit):
    sian = review_in(make, days=BEFORE.days)
    aim = make.goal(sian, "Calm mornings")
    make.score(aim, sian, 3)
    browser = visit(sian.family.keyworker)

    page = browser.get(PAGE, **of(sian))
    assert page.says("The review is on 29 June 2026. Scores since 15 June 2026 go into it by themselves.")
    assert page.form().value("point") == ScorePoint.BETWEEN
    assert not page.html.select("main .tag")


@pytest.mark.usefixtures("june")
def test_a_goal_without_a_score_in_the_review_is_due_and_its_score_is_of_the_review(make, visit, written, later):
    sian = review_in(make, days=BEFORE.days + 1)
    aim = make.goal(sian, "Calm mornings")
    make.score(aim, sian, 3)
    assert not visit(sian.family.keyworker).get(PAGE, **of(sian)).says("The review is on")
    later(days=1)

    browser = visit(sian.family.keyworker)
    page = browser.get(PAGE, **of(sian))
    assert [tag.get_text() for tag in page.html.select("main .tag")] == ["Due"]
    assert page.form().value("point") == ScorePoint.REVIEW
    browser.send(page.form(), {f"answer-{aim.id}": "5"})

    assert [one[-1] for one in written(aim)] == [ScorePoint.START, ScorePoint.REVIEW]
    assert browser.get(PAGE, **of(sian)).form().value("point") == ScorePoint.BETWEEN


def test_not_knowing_leaves_a_goal_due(make, visit):
    parent = make.parent()
    aim = make.goal(parent)
    make.score(aim, parent, kind=ScoreKind.UNSURE)

    assert visit(parent.family.keyworker).get(PAGE, **of(parent)).html.select("main .tag")


@pytest.mark.usefixtures("goals")
def test_the_looks_that_are_due_are_one_press_away_on_both_pages(make, visit, sian):
    gareth = make.parent(sian.family, first_name="Gareth")
    make.look(gareth, {Domain.HEALTH: 1})
    browser = visit(sian.family.keyworker)

    for page in (browser.get("worker.score_together.index", ref=sian.family.ref), browser.get(PAGE, **of(sian))):
        assert f"/worker/families/{sian.family.ref}/distance/new/{sian.id}?tool=distance" in page.hrefs
    assert not browser.get(PAGE, **of(sian)).says("Gareth :")


# --- Who may come


def test_a_partner_finds_no_such_page_though_the_goals_are_shared(make, visit):
    parent = make.parent()
    school = make.agency()
    asha = make.partner(parent.family, agency=school)
    make.goal(parent, "Calm mornings")
    make.decision(make.question(parent, school, kind=InfoKind.PLAN))

    page = visit(asha).get("worker.goals.index", ref=parent.family.ref)
    assert page.says("Calm mornings")
    assert not page.says("Score all goals together")
    assert visit(asha).get("worker.score_together.index", ref=parent.family.ref).status == 404
    assert visit(asha).get(PAGE, **of(parent)).status == 404


def test_somebody_of_another_family_is_not_there(make, visit, sian):
    other = make.parent()

    assert visit(sian.family.keyworker).get(PAGE, ref=sian.family.ref, person_id=other.id).status == 404
    assert visit(make.worker()).get("worker.score_together.index", ref=sian.family.ref).status == 404


@pytest.mark.usefixtures("goals")
def test_the_way_there_is_on_the_goals_and_on_the_case(visit, sian):
    browser = visit(sian.family.keyworker)
    for place in ("worker.goals.index", "worker.case.show"):
        assert f"/worker/families/{sian.family.ref}/score-together" in browser.get(place, ref=sian.family.ref).hrefs


@pytest.mark.usefixtures("goals")
def test_in_welsh_the_page_is_welsh(visit, sian):
    page = visit(sian.family.keyworker, "cy").get(PAGE, **of(sian))

    assert page.heading == "Rhoi sgôr i bob nod, gyda: Siân"
    assert page.says("Nid nawr")


@pytest.mark.parametrize("many", [1, 3])
def test_the_pages_ask_the_same_few_questions_of_the_database_however_many_goals(make, visit, sian, statements, many):
    for _ in range(many):
        aim = make.goal(sian)
        for value in range(many):
            make.score(aim, sian, value)
    browser, base = visit(sian.family.keyworker), f"/worker/families/{sian.family.ref}/score-together"
    browser.get(base)
    for path in ("", f"/{sian.id}"):
        with statements() as seen:
            browser.fetch("GET", base + path)
        looked = [one for one in seen if "INSERT" not in one and "UPDATE" not in one]
        assert 1 <= len(looked) <= MOST_STATEMENTS, (path, len(looked), *looked)
