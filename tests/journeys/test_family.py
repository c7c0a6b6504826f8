"""What a family comes to Nod for: each journey by touch, without JavaScript, and by keyboard alone."""

import pytest
from playwright.sync_api import expect

from portal.security import sessions
from tests.journeys.conftest import WAYS, sign_in
from tests.journeys.reader import KeyboardReader

pytestmark = pytest.mark.one_engine


def test_a_parent_sets_a_goal_scores_it_from_nought_and_ends_it(enter, make, way):
    parent = make.parent(first_name="Grace")
    grace = enter(parent, way=way)

    grace.follows("Goals")
    grace.follows("Set a goal")
    grace.presses("Save my goal")
    grace.sees("Write what you want to be different")
    grace.writes("What do you want to be different?", "We eat together without a row")
    grace.chooses("It is ours, the whole family’s")
    grace.picks("The whole family")
    grace.presses("Save my goal")
    grace.sees("Your goal is saved. You can score it now.")

    for number, why in (("0", "Nobody sits down"), ("7", "Twice this week")):
        grace.follows("Score this goal")
        grace.picks(number)
        grace.writes("Why this number?", why)
        grace.presses("Save my score")
        grace.reads("Saved. Thank you.")
    grace.sees("From 0 to 7")

    grace.follows("Score this goal")
    grace.chooses("I don’t know")
    grace.presses("Save my score")
    grace.sees("From 0 to 7")


@pytest.mark.parametrize("scored", [(), (4,)], ids=["the first time", "another time"])
def test_a_parent_scores_from_home_in_three_presses_and_one_save(enter, make, at_most, scored):
    parent = make.parent()
    aim = make.goal(parent, "A quiet tea")
    for number in scored:
        make.score(aim, parent, number)
    sian, presses = enter(parent), 0

    for one in (
        sian.page.locator("main").get_by_role("link", name="A quiet tea").first,
        *([sian.link("Score this goal")] if scored else []),
        sian.page.locator("[name=answer][value='7']"),
    ):
        one.tap()
        presses += 1
    sian.button("Save my score").tap()

    sian.sees(*(["From 4 to 7"] if scored else ["First score: 7"]))
    at_most("presses of a parent's score from home, and one that saves it", presses, 3)


def test_a_parent_ends_a_goal_that_is_reached(enter, make, way):
    parent = make.parent()
    make.goal(parent, "I want a quiet evening")
    sian = enter(parent, way=way)

    sian.follows("I want a quiet evening")
    sian.follows("End this goal")
    sian.chooses("We got there")
    sian.presses("Save")

    sian.sees("Saved. Its words and scores stay here.", "Goals that have ended")
    sian.reads("I want a quiet evening")


def test_a_parent_comes_in_by_the_code_on_the_paper(phone, make, way):
    family = make.family()
    code = make.invitation(make.person(family, signs_in=False))
    make.step(family, "Beth visits")
    page = phone(javascript=way != "without JavaScript")
    sian = WAYS[way](page)

    sian.opens("/")
    sian.follows("I have an invitation")
    sian.writes("Your code", code.lower().replace("-", " "))
    sian.presses("Continue")
    sian.writes("Choose a sign-in name", "the llwyds")
    sian.writes("Choose a password", "short")
    sian.presses("Start")
    sian.sees("Use at least 12 characters. Three words in a row are easy to remember.")
    sian.writes("Choose a password", "mountain teapot violin")
    sian.presses("Start")

    sian.sees("Welcome. You are signed in.", "What it cannot hide")
    sian.follows("Go to my page")
    sian.reads("Beth visits")


def test_a_parent_finds_the_team_help_and_the_account_and_signs_out(enter, make, way):
    parent = make.parent()
    sian = enter(parent, way=way)

    sian.follows("More", context="place")
    sian.follows("Our team")
    sian.reads("Beth listens to each of us.")
    sian.follows("More", context="place")
    sian.uses(sian.page.locator("main").get_by_role("link", name="Help now"))
    sian.reads("0808 80 10 800")
    sian.page.go_back()
    sian.follows("My account")
    sian.follows("Change your password")
    sian.writes("Your password now", "tri-chath-bach-2026")
    sian.writes("Your new password", "mountain teapot violin")
    sian.presses("Save")
    sian.presses("Sign out")

    sian.sees("You are signed out.")
    sign_in(sian, parent.name, "mountain teapot violin")
    sian.is_at("/family/")


def test_signing_out_everywhere_acts_on_the_other_devices_next_request(enter, make):
    parent = make.parent()
    phone, tablet = enter(parent), enter(parent)
    tablet.opens("/family/goals")

    phone.opens("/family/account")
    phone.presses("Sign out everywhere")
    tablet.follows("Next", context="place")

    tablet.is_at("/sign-in")
    phone.is_at("/sign-in|/")


def test_what_was_typed_when_the_session_ran_out_comes_back_after_signing_in(enter, make, run_out, way):
    parent = make.parent()
    aim = make.goal(parent)
    sian = enter(parent, way=way)
    sian.opens(f"/family/goals/{aim.id}/score")
    sian.picks("3")
    sian.writes("Why this number?", "We had tea together and nobody shouted")

    run_out(sessions.IDLE[parent.actor.side])
    sian.presses("Save my score")

    sian.is_at("/sign-in")
    sian.sees("You were signed out because nothing happened for a while. Sign in to go on where you were.")
    sian.writes("Your sign-in name", parent.name)
    sian.writes("Password", "tri-chath-bach-2026")
    sian.presses("Sign in")
    sian.sees("You were signed out. What you typed is still here.")
    assert sian.field("Why this number?").input_value() == "We had tea together and nobody shouted"
    sian.presses("Save my score")
    sian.sees("First score: 3")


@pytest.mark.parametrize("way", ["by touch", "without JavaScript"])
def test_a_double_tap_saves_once(enter, make, way):
    parent = make.parent()
    aim = make.goal(parent)
    sian = enter(parent, way=way)
    sian.opens(f"/family/goals/{aim.id}/score")
    sian.picks("4")

    sian.button("Save my score").dblclick()

    sian.sees("First score: 4")
    assert sian.page.locator("tbody tr").count() == 1


def test_the_keyboard_skips_to_the_content_and_the_errors_lead_to_their_fields(enter, make):
    sian = enter(make.parent(), way="by keyboard")
    assert isinstance(sian, KeyboardReader)
    sian.opens("/family/goals/new")

    sian.follows("Skip to main content")
    sian.page.keyboard.press("Tab")
    expect(sian.page.locator("main :focus")).to_have_count(1)

    sian.presses("Save my goal")
    expect(sian.page.locator("#errors")).to_be_focused()
    sian.page.keyboard.press("Tab")
    sian.page.keyboard.press("Enter")
    expect(sian.field("What do you want to be different?")).to_be_focused()
