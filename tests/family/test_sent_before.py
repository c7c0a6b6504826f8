"""The same form sent again: the same words are saved once, other words are given back and never dropped in silence."""

import pytest
from sqlalchemy import select

from portal.database import session_of
from portal.models import Goal, Submission
from portal.security.keys import learn_key
from tests.factories import PASSWORD

FIRST, SECOND = "Bwyta gyda’n gilydd", "Cysgu drwy’r nos"


@pytest.fixture
def goal_form(visit, make):
    """A parent with the page open that sets a goal."""
    parent = make.parent()
    browser = visit(parent)
    form = browser.open_form("family.goals.new")
    return parent, browser, form, {"words": FIRST, "whose": "mine", "circle": form.choices["circle"][-1]}


@pytest.fixture
def goals_of(database):
    """The words of every goal of a family."""

    def words(family):
        with session_of(database) as db:
            learn_key(db, family.id)
            return [goal.words for goal in db.scalars(select(Goal))]

    return words


def test_a_parent_who_presses_twice_saves_once_and_is_led_on_both_times(goal_form, goals_of):
    parent, browser, form, typed = goal_form
    first, second = (browser.send(form, typed) for _ in range(2))

    assert first.redirected_to == second.redirected_to
    assert goals_of(parent.family) == [FIRST]


def test_a_parent_who_sends_other_words_with_the_same_page_gets_them_back(goal_form, goals_of):
    parent, browser, form, typed = goal_form
    saved = browser.send(form, typed)
    page = browser.send(form, typed | {"words": SECOND})

    assert page.status == 409
    assert page.heading == "This was sent before"
    assert page.says(SECOND)
    assert page.links["See what was saved"].endswith(saved.redirected_to)
    assert not page.says(typed["circle"])
    assert goals_of(parent.family) == [FIRST]


def test_a_parent_whose_answer_alone_is_another_is_told_that_the_first_stands(visit, make):
    parent = make.parent()
    question = make.question(parent)
    browser = visit(parent)
    form = browser.post("family.sharing.show", {"answer": "refused"}, question_id=question.id).form()
    browser.send(form)
    page = browser.send(form, {"answer": "talk"})

    assert page.status == 409
    assert page.says("What you sent now is different. It is not saved.")
    assert not page.says("What you typed")


def test_a_key_that_was_sent_before_this_was_kept_counts_as_the_same_words(goal_form, database):
    _parent, browser, form, typed = goal_form
    saved = browser.send(form, typed)
    with database.engine.begin() as connection:
        connection.execute(Submission.__table__.update().values(digest=None))

    assert browser.send(form, typed | {"words": SECOND}).redirected_to == saved.redirected_to


def test_what_is_kept_of_the_words_is_a_hash_under_the_councils_key(goal_form, database):
    _parent, browser, form, typed = goal_form
    browser.send(form, typed)
    with session_of(database) as db:
        kept = db.scalars(select(Submission)).one()

    assert len(kept.digest) == 32
    assert FIRST.encode() not in kept.digest


def test_a_password_has_no_part_in_what_is_kept(visit, make, database):
    parent = make.parent()
    browser = visit(parent)
    browser.post("family.account.password", {"current": PASSWORD, "password": "pedwar-ci-du-2026"})
    browser.post("family.account.password", {"current": "pedwar-ci-du-2026", "password": "pump-oen-gwyn-2026"})
    with session_of(database) as db:
        first, second = db.scalars(select(Submission.digest))

    assert first == second
