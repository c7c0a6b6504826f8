"""A goal ends when its owner says so; its words and scores stay."""

import pytest
from sqlalchemy import select

from portal.database import session_of
from portal.models import Goal
from portal.models.words import GoalState

CLASH = "Someone changed this goal while you were here."


@pytest.fixture
def stored(database):
    """Every goal there is, the first set first."""

    def read():
        with session_of(database) as db:
            return db.scalars(select(Goal).order_by(Goal.set_at)).all()

    return read


def end(browser, aim, how="reached", **more):
    return browser.post("family.goals.end", {"how": how}, goal_id=aim.id, **more)


@pytest.mark.parametrize(("how", "said"), [("reached", "We got there"), ("closed", "Put away")])
def test_a_goal_ends_when_its_owner_says_so_and_its_scores_stay(make, visit, stored, how, said):
    parent = make.parent()
    aim = make.goal(parent, "Eat together")
    make.score(aim, parent, 7)
    page = end(visit(parent), aim, how)

    assert page.said == "Saved. Its words and scores stay here."
    assert page.says("Goals that have ended")
    assert page.says(said)
    assert stored()[0].state == GoalState(how)
    assert visit(parent).get("family.goals.show", goal_id=aim.id).says("7 out of 10")


def test_a_goal_that_ended_has_no_button_to_score_or_end_it(make, visit):
    parent = make.parent()
    aim = make.goal(parent)
    make.ended(aim)
    page = visit(parent).get("family.goals.show", goal_id=aim.id)

    assert "Score this goal" not in page.links
    assert "End this goal" not in page.links


def test_how_it_ended_must_be_said(make, visit, stored):
    parent = make.parent()
    page = end(visit(parent), make.goal(parent), None)

    assert (page.status, page.error_beside("how")) == (422, "Choose what happened")
    assert stored()[0].state is GoalState.OPEN


def test_anothers_goal_is_not_mine_to_end(make, visit, stored):
    one = make.family()
    sian, gareth = make.parent(one), make.parent(one, first_name="Gareth")
    aim = make.goal(gareth)
    browser = visit(sian)

    assert "End this goal" not in browser.get("family.goals.show", goal_id=aim.id).links
    assert end(browser, aim, follow=False).status == 403
    assert stored()[0].state is GoalState.OPEN


def test_ours_is_mine_to_end_too(make, visit, stored):
    parent = make.parent()
    end(visit(parent), make.goal(parent.family))

    assert stored()[0].state is GoalState.REACHED


def test_a_goal_someone_else_ended_meanwhile_is_shown_as_it_stands(make, visit, stored):
    parent = make.parent()
    aim = make.goal(parent)
    browser = visit(parent)
    form = browser.open_form("family.goals.end", goal_id=aim.id)
    make.ended(aim, reached=False)
    page = browser.send(form, {"how": "reached"})

    assert page.status == 409
    assert page.says(CLASH)
    assert page.says("It now says: Put away.")
    assert page.form().value("how") == "reached"
    assert stored()[0].state is GoalState.CLOSED


def test_two_taps_on_the_end_are_one(make, visit, stored):
    parent = make.parent()
    aim = make.goal(parent)
    browser = visit(parent)
    form = browser.open_form("family.goals.end", goal_id=aim.id)
    pages = [browser.send(form, {"how": "reached"}) for _ in range(2)]

    assert [page.first_status for page in pages] == [303, 303]
    assert stored()[0].version == 2


@pytest.mark.parametrize("version", ["", "0", "-1", "99", "abc", "9" * 40, "1e3"])
def test_a_version_that_is_none_is_never_taken_for_the_newest(make, visit, stored, version):
    parent = make.parent()
    aim = make.goal(parent)
    browser = visit(parent)
    page = browser.send(browser.open_form("family.goals.end", goal_id=aim.id), {"how": "reached", "version": version})

    assert page.status in {409, 422}
    assert stored()[0].state is GoalState.OPEN
