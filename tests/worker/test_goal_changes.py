"""The worker beside the person: other words, ranks, pauses, a no for safety, first steps, slips and reviews."""

import pytest

from portal.commands import goal_change
from portal.models.words import Scale


@pytest.fixture
def desk(make, visit):
    """A mother with a goal, and her keyworker's browser."""
    parent = make.parent()
    return parent, make.goal(parent, "Have him back by Friday"), visit(parent.family.keyworker)


def at(parent, aim):
    return {"ref": parent.family.ref, "goal_id": aim.id}


def test_a_goal_is_declined_for_safety_with_a_reason_that_the_person_reads(desk, visit):
    parent, aim, browser = desk
    assert "Stop this goal to keep people safe" in browser.get("worker.goals.show", **at(parent, aim)).links
    page = browser.post("worker.goal_change.decline", {"reason": "  "}, **at(parent, aim))
    assert (page.status, page.error_beside("reason")) == (422, "Write why. They have a right to know.")

    page = browser.post("worker.goal_change.decline", {"reason": "The court said not yet."}, **at(parent, aim))
    assert page.said == "The goal is stopped. The people who see it read why."
    hers = visit(parent).get("family.goals.show", goal_id=aim.id)
    assert hers.says("Why: The court said not yet.")
    assert hers.says("Who decided: Beth")


def test_a_goal_declined_by_mistake_is_taken_up_again_by_a_worker(desk, make):
    parent, aim, browser = desk
    make.goal_changed(goal_change.decline, aim, reason="A mistake")
    browser.get("worker.goals.show", **at(parent, aim))
    page = browser.post("worker.goal_change.take_up", **at(parent, aim))

    assert page.said == "This goal is worked on again."
    assert not page.says("A mistake")


def test_a_goal_is_reworded_as_the_person_says_it_in_their_language(desk, visit):
    parent, aim, browser = desk
    browser.post("worker.goal_change.reword", {"words": "Ei weld bob dydd Sul", "language": "cy"}, **at(parent, aim))
    page = visit(parent).get("family.goals.show", goal_id=aim.id)

    assert page.html.h1["lang"] == "cy"
    assert page.says("Our words before Have him back by Friday")


def test_a_goal_that_she_changed_meanwhile_is_shown_and_the_workers_words_are_kept(desk, make):
    parent, aim, browser = desk
    form = browser.open_form("worker.goal_change.pause", **at(parent, aim))
    make.goal_changed(goal_change.reword, aim, words="See him on Sundays", by=parent.actor)
    page = browser.send(form, {"reason": "She is ill"})

    assert page.status == 409
    assert page.says("See him on Sundays")
    assert page.form().value("reason") == "She is ill"
    assert browser.send(page.form(), {}).says("Paused for now")


def test_a_pause_and_its_end(desk):
    parent, aim, browser = desk
    page = browser.post("worker.goal_change.pause", {"reason": "She is ill"}, **at(parent, aim))
    assert page.says("Why: She is ill")
    page = browser.post("worker.goal_change.take_up", **at(parent, aim))
    assert "Score it together" in page.links


def test_a_goal_that_ended_meanwhile_keeps_its_place_and_the_worker_is_told(desk, make):
    parent, aim, browser = desk
    make.ended(aim)
    page = browser.post("worker.goal_change.move", {"way": "up"}, **at(parent, aim))

    assert (page.status, page.said) == (200, "Someone changed this goal while you were here.")


def test_each_owners_goals_stand_together_and_are_ranked(desk, make):
    parent, aim, browser = desk
    other = make.goal(parent, "Sleep well")
    make.goal(parent.family, "Ours")
    page = browser.post("worker.goal_change.move", {"way": "up"}, ref=parent.family.ref, goal_id=other.id)
    headings = [tag.get_text(" ", strip=True) for tag in page.html.select("main h2, main h3")]

    assert headings == ["The whole family’s", "Ours", "Siân", "Sleep well", "Have him back by Friday"]
    assert browser.get("worker.goals.index", ref=parent.family.ref).buttons.count("Matters less: Sleep well") == 1
    assert aim.id != other.id


def test_the_scores_are_not_shown_before_the_person_has_scored(desk, make):
    parent, aim, browser = desk
    make.score(aim, parent, 6, why="It was calm")
    page = browser.get("worker.goals.score", **at(parent, aim))
    assert not page.says("First score: 6")
    assert browser.get(page.links["Show the scores first"]).says("First score: 6")


def test_a_score_at_a_review_says_so_and_a_first_one_is_the_start(desk):
    parent, aim, browser = desk
    for answer in ("0", "3"):
        page = browser.post("worker.goals.score", {"answer": answer, "point": "review"}, **at(parent, aim))
    rows = [row.get_text(" ", strip=True) for row in page.html.select("tbody tr")]

    assert "At a review 3 out of 10" in rows[0]
    assert "At the start 0 out of 10" in rows[1]
    assert "(written down by: Beth )" in rows[0]


def test_a_last_score_needs_to_be_somebodys(desk):
    parent, aim, browser = desk
    page = browser.post("worker.goals.end", {"how": "reached", "answer": "10"}, **at(parent, aim))
    assert page.error_beside("answer") == "Choose who gives the last score"

    page = browser.post("worker.goals.end", {"how": "reached", "answer": "10", "by": parent.id}, **at(parent, aim))
    assert page.says("At the end 10 out of 10 Siân")


def test_a_worker_puts_right_what_a_worker_wrote_down_and_nothing_else(desk, make):
    parent, aim, browser = desk
    own = make.score(aim, parent, 2)
    written = make.score(aim, parent, 8, beside=parent.family.keyworker)
    page = browser.get("worker.goals.show", **at(parent, aim))
    assert [link for link in page.hrefs if "put-right" in link] == [
        f"/worker/families/{parent.family.ref}/goals/{aim.id}/scores/{written.id}/put-right"
    ]
    assert browser.get("worker.slip.put_right", score_id=own.id, **at(parent, aim)).status == 404

    page = browser.post("worker.slip.put_right", {"answer": "0"}, score_id=written.id, **at(parent, aim))
    assert page.says("From 2 to 0")
    assert page.says("A slip, put right")


def test_first_steps_are_written_down_beside_the_person(desk, visit):
    parent, aim, browser = desk
    page = browser.post("worker.first_step.add", {"words": "Ring him on Sunday"}, **at(parent, aim))
    assert page.says("Ring him on Sunday To do · written down by: Beth")
    tick = page.html.select_one("#first-steps form")["action"]
    browser.post(tick, {"done": "yes"})

    assert visit(parent).get("family.goals.show", goal_id=aim.id).says("Ring him on Sunday Done:")


def test_differences_are_seen_at_a_glance_and_said_kindly(make, visit):
    one = make.family()
    sian, macsen = make.parent(one), make.child(one)
    aim = make.goal(one, "Play", scale=Scale.RAG)
    make.score(aim, sian, colour="red")
    make.score(aim, macsen, colour="green", beside=one.keyworker)
    browser = visit(one.keyworker)

    assert browser.get("worker.goals.index", ref=one.ref).says("They see it differently")
    assert browser.get("worker.goals.show", ref=one.ref, goal_id=aim.id).says("Both are true.")
