"""A goal changes while it lives: reworded with its old words kept, ranked, paused, taken up again, declined."""

import pytest

from portal.commands import goal_change

FULL = "Three goals are open. Finish or pause one before you take this up again."


def test_new_words_keep_the_old_ones_and_every_score(make, visit):
    parent = make.parent()
    aim = make.goal(parent, "Eat together")
    make.score(aim, parent, 0)
    make.score(aim, parent, 4)
    browser = visit(parent)
    form = browser.open_form("family.goal_change.reword", goal_id=aim.id)
    assert form.value("words") == "Eat together"
    page = browser.send(form, {"words": "We eat together on Sundays"})

    assert page.said == "Saved. Your old words and your scores stay."
    assert page.heading == "We eat together on Sundays"
    assert page.says("Our words before Eat together")
    assert page.says("From 0 to 4")


def test_whoever_puts_other_words_to_the_familys_goal_is_named_beside_them(make, visit):
    one = make.family()
    sian, gareth = make.parent(one), make.parent(one, first_name="Gareth")
    aim = make.goal(one, "We eat together")
    visit(gareth).post("family.goal_change.reword", {"words": "Siân stops lying"}, goal_id=aim.id)

    for page in (
        visit(sian).get("family.goals.show", goal_id=aim.id),
        visit(one.keyworker).get("worker.goals.show", ref=one.ref, goal_id=aim.id),
    ):
        assert page.says("Siân stops lying The words were changed by: Gareth")


def test_words_changed_meanwhile_are_shown_and_mine_are_kept(make, visit):
    parent = make.parent()
    aim = make.goal(parent, "Eat together")
    browser = visit(parent)
    form = browser.open_form("family.goal_change.reword", goal_id=aim.id)
    make.goal_changed(goal_change.reword, aim, words="Sleep well")
    page = browser.send(form, {"words": "Eat on Sundays"})

    assert page.status == 409
    assert page.says("It now says: Sleep well")
    assert page.form().value("words") == "Eat on Sundays"
    assert browser.send(page.form(), {}).heading == "Eat on Sundays"


def test_the_same_words_again_are_no_other_words(make, visit):
    parent = make.parent()
    aim = make.goal(parent, "Eat together")
    page = visit(parent).post("family.goal_change.reword", {"words": " Eat together "}, goal_id=aim.id)

    assert not page.says("Our words before")


def order(page, *words):
    return sorted(words, key=page.seen.index)


def test_what_matters_most_stands_first_and_can_be_moved_without_a_script(make, visit):
    parent = make.parent()
    goals = {words: make.goal(parent, words) for words in ("First", "Second", "Third")}
    browser = visit(parent)
    page = browser.get("family.goals.index")
    assert order(page, "Third", "First", "Second") == ["First", "Second", "Third"]
    assert [button for button in page.buttons if "Matters" in button] == [
        "Matters less: First",
        "Matters more: Second",
        "Matters less: Second",
        "Matters more: Third",
    ]

    page = browser.post("family.goal_change.move", {"way": "up"}, goal_id=goals["Third"].id)
    assert order(page, *goals) == ["First", "Third", "Second"]
    page = browser.post("family.goal_change.move", {"way": "down"}, goal_id=goals["First"].id)
    assert order(page, *goals) == ["Third", "First", "Second"]
    assert order(browser.get("family.home.show"), *goals) == ["Third", "First", "Second"]


def test_at_an_end_a_goal_stays_where_it_is(make, visit):
    parent = make.parent()
    first, _second = make.goal(parent, "First"), make.goal(parent, "Second")
    page = visit(parent).post("family.goal_change.move", {"way": "up"}, goal_id=first.id)

    assert order(page, "First", "Second") == ["First", "Second"]


@pytest.mark.parametrize("becomes", ["ended", "paused"])
def test_a_goal_that_was_ended_or_paused_meanwhile_keeps_its_place_and_she_is_told(make, visit, becomes):
    parent = make.parent()
    make.goal(parent, "First")
    second = make.goal(parent, "Second")
    if becomes == "ended":
        make.ended(second)
    else:
        make.goal_changed(goal_change.pause, second, reason="She is ill")
    page = visit(parent).post("family.goal_change.move", {"way": "up"}, goal_id=second.id)

    assert (page.status, page.said) == (200, "Someone changed this goal while you were here.")


def test_a_goal_that_i_cannot_see_leaves_no_hole_where_i_move_mine(make, visit):
    """Three goals of the family, the middle one seen in the other home alone: one press swaps the two that I see."""
    one = make.family()
    home_a, home_b = make.household(one, "A"), make.household(one, "B")
    sian = make.parent(one, homes=(home_a,))
    make.parent(one, first_name="Gareth", homes=(home_b,))
    make.goal(one, "Ours first")
    make.goal(one, "His alone", circle_id=home_b.circle_id)
    last = make.goal(one, "Ours last")
    page = visit(sian).post("family.goal_change.move", {"way": "up"}, goal_id=last.id)

    assert order(page, "Ours first", "Ours last") == ["Ours last", "Ours first"]


def test_a_paused_goal_waits_for_nothing_and_makes_room(make, visit):
    parent = make.parent()
    aims = [make.goal(parent, f"Goal {number}") for number in range(3)]
    browser = visit(parent)
    page = browser.post("family.goal_change.pause", {"reason": "Too much this month"}, goal_id=aims[0].id)

    assert page.said == "The goal is paused. You can take it up again at any time."
    assert page.says("Paused for now")
    assert page.says("Why: Too much this month")
    assert "Score this goal" not in page.links
    assert browser.get("family.goals.index").says("Goals that are paused S Siân Paused for now Goal 0")
    form = browser.open_form("family.goals.new")
    made = browser.send(form, {"words": "A fourth", "whose": "mine", "circle": form.choices["circle"][0]})
    assert made.redirected_to


def test_a_paused_goal_is_taken_up_again_where_there_is_room(make, visit):
    parent = make.parent()
    aim = make.goal(parent, "Rest")
    make.goal_changed(goal_change.pause, aim, reason="Not now")
    others = [make.goal(parent, f"Goal {number}") for number in range(3)]
    browser = visit(parent)
    browser.get("family.goals.show", goal_id=aim.id)
    assert browser.post("family.goal_change.take_up", goal_id=aim.id).said == FULL

    make.ended(others[0])
    browser.get("family.goals.show", goal_id=aim.id)
    page = browser.post("family.goal_change.take_up", goal_id=aim.id)
    assert page.said == "You are working on this goal again."
    assert not page.says("Not now")
    assert order(browser.get("family.goals.index"), "Rest", "Goal 1", "Goal 2") == ["Goal 1", "Goal 2", "Rest"]


def test_a_score_for_a_paused_goal_is_refused_and_the_words_are_kept(make, visit):
    parent = make.parent()
    aim = make.goal(parent)
    browser = visit(parent)
    form = browser.open_form("family.goals.score", goal_id=aim.id)
    make.goal_changed(goal_change.pause, aim, reason="")
    page = browser.send(form, {"answer": "0", "why": "It was calm"})

    assert (page.status, page.errors) == (422, ["This goal is paused. Take it up again first."])
    assert page.form().value("why") == "It was calm"


def test_a_declined_goal_says_why_and_who_and_is_not_the_familys_to_take_up(make, visit):
    parent = make.parent()
    aim = make.goal(parent, "Have him back by Friday")
    make.goal_changed(goal_change.decline, aim, reason="The court said no for now.", by=parent.family.keyworker.actor)
    browser = visit(parent)
    page = browser.get("family.goals.show", goal_id=aim.id)

    assert page.heading == "Have him back by Friday"
    assert page.says("Stopped to keep people safe")
    assert page.says("We stopped this goal, because somebody would not be safe. Who decided: Beth")
    assert page.says("Why: The court said no for now.")
    assert browser.post("family.goal_change.take_up", {"version": "2"}, goal_id=aim.id, follow=False).status == 403


@pytest.mark.parametrize("change", ["reword", "pause", "move", "take_up"])
def test_anothers_goal_is_not_mine_to_change(make, visit, change):
    one = make.family()
    sian, gareth = make.parent(one), make.parent(one, first_name="Gareth")
    aim = make.goal(gareth)
    typed = {"words": "Mine", "reason": "", "way": "up", "version": "1"}
    page = visit(sian).post(f"family.goal_change.{change}", typed, goal_id=aim.id, follow=False)

    assert page.status == 403
    assert "Change the words" not in visit(sian).get("family.goals.show", goal_id=aim.id).links


def test_two_taps_pause_once(make, visit):
    parent = make.parent()
    aim = make.goal(parent)
    browser = visit(parent)
    form = browser.open_form("family.goal_change.pause", goal_id=aim.id)
    pages = [browser.send(form, {"reason": "Tired"}) for _ in range(2)]

    assert [page.first_status for page in pages] == [303, 303]
    assert pages[1].says("Paused for now")


# --- First steps


def test_a_first_step_is_written_ticked_off_and_unticked(make, visit):
    parent = make.parent()
    aim = make.goal(parent)
    browser = visit(parent)
    page = browser.get("family.goals.show", goal_id=aim.id)
    assert page.says("What would one point more look like? Write one small thing.")

    page = browser.post("family.first_step.add", {"words": "Phones in the drawer"}, goal_id=aim.id)
    assert page.said == "Your first step is saved."
    assert page.says("Phones in the drawer To do")
    tick = page.html.select_one("#first-steps form")["action"]
    assert browser.post(tick, {"done": "yes"}).says("Phones in the drawer Done:")
    assert browser.post(tick, {"done": "no"}).says("Phones in the drawer To do")


def test_an_empty_first_step_is_refused(make, visit):
    parent = make.parent()
    page = visit(parent).post("family.first_step.add", {"words": "  "}, goal_id=make.goal(parent).id)

    assert (page.status, page.error_beside("words")) == (422, "Write one small thing")


def test_a_first_step_of_a_private_goal_is_read_by_nobody_else(make, visit):
    one = make.family()
    elin, sian = make.young_person(one), make.parent(one)
    aim = make.goal(elin, "Draw", circle_id=elin.private_circle_id)
    make.first_step(aim, "Show one picture", by=elin.actor)

    assert visit(elin).get("family.goals.show", goal_id=aim.id).says("Show one picture")
    assert visit(sian).get("family.goals.show", goal_id=aim.id).status == 404
