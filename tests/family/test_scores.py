"""Scoring a goal: nought is a score, not knowing is an answer, and nobody scores for another."""

import pytest
from sqlalchemy import select

from portal.database import session_of
from portal.models import Score
from portal.models.words import Colour, Scale, ScoreKind
from portal.security.keys import learn_key


@pytest.fixture
def scores(database):
    """Every score there is, with its why opened."""

    def read():
        with session_of(database) as db:
            found = db.scalars(select(Score).order_by(Score.scored_at)).all()
            for row in found:
                learn_key(db, row.family_id)
            return [(row.kind, row.value, row.colour, row.why, row.why_language) for row in found]

    return read


def score(browser, aim, answer, why="", **more):
    return browser.post("family.goals.score", {"answer": answer, "why": why}, goal_id=aim.id, **more)


def test_the_scale_offers_nought_to_ten_with_the_ends_in_words(make, visit):
    parent = make.parent()
    page = visit(parent).get("family.goals.score", goal_id=make.goal(parent, "Eat together").id)

    assert page.heading == "Eat together"
    assert page.form().choices["answer"] == [*map(str, range(11)), "unsure"]
    assert page.form().value("answer") == ""
    for words in ("No progress yet", "Half way", "We got there"):
        assert page.says(words)


@pytest.mark.parametrize("htmx", [False, True], ids=["without JavaScript", "with htmx"])
@pytest.mark.parametrize("value", [0, 1, 10])
def test_a_parent_scores_a_goal_and_sees_where_it_stands(make, visit, scores, value, htmx):
    parent = make.parent()
    page = score(visit(parent), make.goal(parent), value, "It was calm", htmx=htmx)

    assert page.first_status == 303
    assert page.said == "Saved. Thank you."
    assert page.says(f"First score: {value}")
    assert page.says(f"{value} out of 10")
    assert scores() == [(ScoreKind.SCORED, value, None, "It was calm", "en")]


def test_nought_is_a_score_everywhere(make, visit):
    parent = make.parent()
    aim = make.goal(parent)
    browser = visit(parent)
    score(browser, aim, 0)

    for place, values in (("home.show", {}), ("goals.index", {}), ("goals.show", {"goal_id": aim.id})):
        page = browser.get(f"family.{place}", **values)
        assert page.says("First score: 0")
        assert not page.says("Not scored yet")
    assert not browser.get("family.home.show").says("A goal to score")
    case = visit(parent.family.keyworker).get("worker.goals.index", ref=parent.family.ref)
    assert case.says("First score: 0")


def test_not_knowing_is_an_answer_and_not_a_score(make, visit, scores):
    parent = make.parent()
    aim = make.goal(parent)
    page = score(visit(parent), aim, "unsure")

    assert page.says("Not scored yet")
    assert page.says("I don’t know")
    assert scores() == [(ScoreKind.UNSURE, None, None, "", None)]
    assert visit(parent).get("family.home.show").says("A goal to score")


def test_not_knowing_leaves_the_line_as_it_was(make, visit):
    parent = make.parent()
    aim = make.goal(parent)
    for answer in (2, 6):
        make.score(aim, parent, answer)
    page = score(visit(parent), aim, "unsure")

    assert page.says("From 2 to 6")


def test_a_why_may_be_left_out(make, visit, scores):
    parent = make.parent()
    score(visit(parent), make.goal(parent), 3, "   ")

    assert scores() == [(ScoreKind.SCORED, 3, None, "", None)]


def test_a_why_keeps_the_language_it_was_written_in(make, visit, scores):
    parent = make.parent(language="cy")
    score(visit(parent), make.goal(parent), 3, "Bore da")

    assert scores()[0][4] == "cy"


NOT_OFFERED = [None, "", "11", "-1", "5.5", "ten", "\N{ARABIC-INDIC DIGIT FIVE}", "5 ", "scored", "skipped", "red"]


@pytest.mark.parametrize("answer", NOT_OFFERED)
def test_an_answer_that_is_not_offered_is_refused_and_the_why_is_kept(make, visit, scores, answer):
    parent = make.parent()
    page = score(visit(parent), make.goal(parent), answer, "It was calm")

    assert page.status == 422
    assert page.error_beside("answer") == "Choose a number, or “I don’t know”"
    assert page.form().value("why") == "It was calm"
    assert scores() == []


def test_a_childs_goal_is_answered_in_colours(make, visit, scores):
    one = make.family()
    elin = make.young_person(one)
    aim = make.goal(elin, "Draw", scale=Scale.RAG)
    page = visit(elin).get("family.goals.score", goal_id=aim.id)
    assert page.form().choices["answer"] == ["green", "amber", "red", "unsure"]

    assert score(visit(elin), aim, "green").says("Green: good")
    assert scores()[0][:3] == (ScoreKind.SCORED, None, Colour.GREEN)
    assert score(visit(elin), aim, "7").status == 422


def test_two_taps_are_one_score(make, visit, scores):
    parent = make.parent()
    browser, aim = visit(parent), make.goal(parent)
    form = browser.open_form("family.goals.score", goal_id=aim.id)
    pages = [browser.send(form, {"answer": "4"}) for _ in range(2)]

    assert len(scores()) == 1
    assert [page.heading for page in pages] == ["We eat together without a row"] * 2


def test_another_score_the_same_day_is_another_score(make, visit, scores):
    parent = make.parent()
    browser, aim = visit(parent), make.goal(parent)
    score(browser, aim, 4)
    score(browser, aim, 4)

    assert len(scores()) == 2


def test_a_goal_that_ended_while_one_was_scoring_says_so_and_keeps_the_words(make, visit, scores):
    parent = make.parent()
    browser, aim = visit(parent), make.goal(parent)
    form = browser.open_form("family.goals.score", goal_id=aim.id)
    make.ended(aim)
    page = browser.send(form, {"answer": "4", "why": "It was calm"})

    assert (page.status, page.errors) == (422, ["This goal has ended, so it takes no more scores."])
    assert page.form().value("why") == "It was calm"
    assert scores() == []


def test_anothers_goal_that_one_can_see_may_be_scored_in_ones_own_name(make, visit):
    one = make.family()
    sian, gareth = make.parent(one), make.parent(one, first_name="Gareth")
    aim = make.goal(gareth)
    page = score(visit(sian), aim, 2)

    assert page.says("First score: 2")
    assert [cell.get_text() for cell in page.html.select("tbody td:nth-of-type(3)")] == ["Siân"]


def test_someone_whose_keyworker_wrote_it_down_reads_so(make, visit):
    parent = make.parent()
    aim = make.goal(parent)
    make.score(aim, parent, 3, beside=parent.family.keyworker)

    assert visit(parent).get("family.goals.show", goal_id=aim.id).says("Siân (written down by: Beth)")
