"""Goals and scores, written down with the person beside the worker."""

import pytest

from portal.models.words import Scale

GOAL = {"words": "I want someone to play with", "scale": "rag"}


def test_a_goal_is_begun_with_a_child_in_the_childs_own_words(visit, make):
    family = make.family()
    macsen = make.child(family)

    page = visit(family.keyworker).post("worker.goals.new", GOAL | {"whose": macsen.id}, ref=family.ref)

    assert page.says("I want someone to play with")
    assert page.says("Written down by: Beth")


def test_a_fourth_goal_of_the_same_person_is_refused_in_words(visit, make):
    family = make.family()
    macsen = make.child(family)
    for _ in range(3):
        make.goal(macsen)

    page = visit(family.keyworker).post("worker.goals.new", GOAL | {"whose": macsen.id}, ref=family.ref)

    assert page.status == 422
    assert page.errors == ["Three of these goals are open already. End one before you begin another."]
    assert page.form().value("words") == GOAL["words"]


def test_what_a_young_person_keeps_to_herself_is_not_counted_for_another_worker(visit, make):
    family = make.family()
    elin, tom = make.young_person(family), make.worker(first_name="Tom")
    make.member(family, tom)
    for _ in range(3):
        make.goal(elin, circle_id=elin.private_circle_id)

    page = visit(tom).post("worker.goals.new", GOAL | {"whose": elin.id}, ref=family.ref)

    assert page.errors == []
    assert page.says("I want someone to play with")


def test_a_goal_must_be_seen_by_whom_it_belongs_to(visit, make):
    parent = make.parent()
    macsen = make.child(parent.family)
    only_sian = {"whose": macsen.id, "circle": parent.private_circle_id}

    page = visit(parent.family.keyworker).post("worker.goals.new", GOAL | only_sian, ref=parent.family.ref)

    assert page.error_beside("circle") == "The people whose goal it is must be able to see it. Choose again."


@pytest.mark.parametrize(
    ("answer", "read"),
    [("red", "Red: not good"), ("green", "Green: good"), ("unsure", "I don’t know"), ("skipped", "Skipped")],
)
def test_a_child_answers_with_a_colour_or_with_neither(visit, make, answer, read):
    family = make.family()
    macsen = make.child(family)
    aim = make.goal(macsen, scale=Scale.RAG)

    page = visit(family.keyworker).post(
        "worker.goals.score", {"answer": answer, "by": macsen.id}, ref=family.ref, goal_id=aim.id
    )

    assert page.says(read)


def test_nought_is_a_score_and_says_who_scored_and_who_wrote_it_down(visit, make):
    parent = make.parent()
    aim = make.goal(parent)
    fields = {"answer": "0", "by": parent.id, "why": "A hard week"}

    page = visit(parent.family.keyworker).post("worker.goals.score", fields, ref=parent.family.ref, goal_id=aim.id)

    assert page.says("First score: 0")
    assert page.says("written down by: Beth")
    assert visit(parent).get("family.goals.show", goal_id=aim.id).says("First score: 0")


def test_a_score_without_an_answer_is_told_beside_the_scale(visit, make):
    aim = make.goal(make.parent())

    page = visit(aim.family.keyworker).post("worker.goals.score", ref=aim.family.ref, goal_id=aim.id)

    assert page.status == 422
    assert page.error_beside("answer") == "Choose an answer. “I don’t know” is one too."


@pytest.mark.parametrize("answer", ["11", "-1", "green", "٣"])
def test_an_answer_of_another_scale_is_refused(visit, make, answer):
    parent = make.parent()
    aim = make.goal(parent)

    page = visit(parent.family.keyworker).post(
        "worker.goals.score", {"answer": answer, "by": parent.id}, ref=parent.family.ref, goal_id=aim.id
    )

    assert page.status == 422


def test_a_goal_that_ended_takes_no_score(visit, make):
    parent = make.parent()
    aim = make.goal(parent)
    browser = visit(parent.family.keyworker)
    form = browser.open_form("worker.goals.score", ref=parent.family.ref, goal_id=aim.id)
    make.ended(aim)

    page = browser.send(form, {"answer": "5", "by": parent.id})

    assert page.errors == ["This goal has ended, so it cannot change. Its words and scores stay."]


def test_a_reached_goal_keeps_its_words(visit, make):
    aim = make.goal(make.parent(), "We eat together")

    page = visit(aim.family.keyworker).post("worker.goals.end", {"how": "reached"}, ref=aim.family.ref, goal_id=aim.id)

    assert page.says("We eat together")
    assert page.says("We got there")


def test_the_keyworker_does_not_see_what_a_young_person_shares_with_another_worker(visit, make):
    elin = make.young_person()
    aim = make.goal(elin, "I want to draw", circle_id=elin.private_circle_id)
    tom = make.worker(first_name="Tom")
    make.member(elin.family, tom)

    assert visit(elin.family.keyworker).get("worker.goals.index", ref=elin.family.ref).says("I want to draw")
    assert not visit(tom).get("worker.goals.index", ref=elin.family.ref).says("I want to draw")
    assert visit(tom).get("worker.goals.show", ref=elin.family.ref, goal_id=aim.id).status == 404
