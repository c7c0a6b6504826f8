"""The main job: a caseload comes in, a family is invited, and both sides look at one truth the same minute."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from pyotp import TOTP

from portal.cli import nod
from portal.clock import today
from tests.journeys.reader import Reader

CASELOAD = Path(__file__).resolve().parents[1] / "data" / "small-with-faults"
FAMILY = "F10006"  # Harry Wood, who likes Welsh best, his three children, and Rhys, their keyworker
RHYS, RHYS_SAYS = "rhys@council.example", "pedair-afon-hir-2026"
HARRY, HARRY_SAYS = "harri wood", "pum-cwch-bach-melyn"
GOAL = "Dw i eisiau i bawb fwyta swper gyda’i gilydd."
ZERO, BETTER = "Does neb yn eistedd i lawr.", "Pob nos Sul yn awr!"
STEP, PLACE = "Rhys comes to see you", "At home, 3 Ffordd y Môr"
MOVED = "The car is in the garage. Sorry, Harry."
PURPOSE = "So that Kacper can tell us what helps Harry to sleep."
CODE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}")


@pytest.fixture
def command(app: Flask):
    """Run `nod` over the application's database."""
    chosen = app.extensions["nod.settings"]
    named = {
        "NOD_TESTING": "1",
        "NOD_DATABASE_URL": chosen.database_url,
        "NOD_SECRET_KEY": chosen.secret_key,
        "NOD_MASTER_KEY": chosen.master_key,
        "NOD_INSTANCE": str(chosen.instance),
    }

    def run(*words: str) -> Result:
        return CliRunner().invoke(nod, words, env=named)

    return run


@pytest.mark.slow
def test_a_caseload_becomes_a_plan_that_both_sides_read(command, desk, phone):
    taken = command("import", str(CASELOAD))
    assert "Families: 12" in taken.output
    add_rhys(command)

    rhys = Reader(desk("en"))
    sign_in_as_a_worker(rhys)
    adds_a_step(rhys)
    code = invites_harry(rhys)

    harry = Reader(phone("cy"), "cy")
    comes_in(harry, code)
    sees_keyworker_and_next_step(harry)
    sets_a_goal_and_scores_it(harry)
    asks_about_sharing(rhys)
    answers(harry)

    reads_the_same_words(rhys)
    moves_the_step(rhys)
    sees_that_it_moved(harry)
    scores_again(harry)
    sees_the_new_score(rhys)


def add_rhys(command) -> None:
    """Give the keyworker of the caseload a sign-in."""
    who = ["--ref", "W1000", "--first-name", "Rhys", "--last-name", "Williams", "--email", RHYS]
    added = command("worker", "add", *who, "--role", "senior_family_keyworker", "--password", RHYS_SAYS)
    assert added.exit_code == 0, added.output


def sign_in_as_a_worker(rhys: Reader) -> None:
    rhys.opens("/worker/sign-in")
    rhys.writes("Your sign-in name", RHYS)
    rhys.writes("Password", RHYS_SAYS)
    rhys.presses("Sign in")
    sets_up_a_second_step(rhys)
    rhys.opens("/worker/")
    rhys.sees("My families")
    rhys.page.get_by_role("link", name=re.compile("^Wood")).click()
    rhys.is_at(f"/worker/families/{FAMILY}/")


def sets_up_a_second_step(rhys: Reader) -> None:
    rhys.sees("Set up a second step")
    rhys.page.get_by_role("link", name=re.compile("A time-code")).click()
    secret = rhys.page.locator("b.code").inner_text().replace(" ", "")
    rhys.writes("Your code", TOTP(secret).now())
    rhys.presses("Continue")
    rhys.sees("Recovery codes")


def adds_a_step(rhys: Reader) -> None:
    rhys.follows("Say what happens next")
    rhys.writes("What will happen?", STEP)
    rhys.writes("Who will be there?", "Harry and Rhys")
    rhys.writes_date(today() + timedelta(days=4))
    rhys.writes("What time?", "16:30")
    rhys.writes("Where?", PLACE)
    circle = rhys.page.get_by_role("group", name="Who in the family can see this?")
    if not circle.get_by_role("radio", checked=True).count():
        rhys.marks(circle.get_by_role("radio").first)
    rhys.presses("Save")
    rhys.sees("Saved. The family sees it now.")


def invites_harry(rhys: Reader) -> str:
    """Make the page with the code, and read it off as it is printed."""
    rhys.opens(f"/worker/families/{FAMILY}/")
    rhys.follows("Invite someone to Nod")
    rhys.page.get_by_role("link", name=re.compile("Harry Wood")).click()
    rhys.presses("Make the invitation")
    rhys.page.emulate_media(media="print")
    sheet = rhys.page.locator("article.sheet")
    found = CODE.search(sheet.inner_text())
    assert found, sheet.inner_text()
    assert sheet.locator("svg.qr").bounding_box()["width"] > 100
    rhys.page.emulate_media(media="screen")
    return found.group()


def comes_in(harry: Reader, code: str) -> None:
    harry.opens(f"/join/{code}")
    harry.sees("Welcome, %(name)s", name="Harry")
    harry.writes("Choose a sign-in name", HARRY)
    harry.writes("Choose a password", HARRY_SAYS)
    harry.presses("Start")
    harry.sees("Welcome. You are signed in.")
    harry.follows("Go to my page")


def sees_keyworker_and_next_step(harry: Reader) -> None:
    assert harry.page.locator("html").get_attribute("lang") == "cy"
    assert harry.page.locator(".keyworker .who__name").inner_text() == "Rhys"
    harry.reads(STEP, PLACE, "Harry and Rhys", "16:30")


def sets_a_goal_and_scores_it(harry: Reader) -> None:
    harry.follows("Set a goal")
    harry.writes("What do you want to be different?", GOAL)
    harry.chooses("It is mine")
    harry.marks(harry.page.get_by_role("group", name=harry.words("Who can see this?")).get_by_role("radio").first)
    harry.presses("Save my goal")
    harry.sees("Your goal is saved. You can score it now.")
    harry.follows("Score this goal")
    harry.picks("0")
    harry.writes("Why this number?", ZERO)
    harry.presses("Save my score")
    harry.sees("First score: %(score)s", score=0)


def asks_about_sharing(rhys: Reader) -> None:
    rhys.opens(f"/worker/families/{FAMILY}/sharing")
    rhys.follows("Ask about sharing")
    rhys.picks("Harry")
    rhys.picks("Health Board")
    rhys.picks("Feelings and behaviour")
    rhys.picks("To help you together")
    rhys.writes("What is it for, in plain words?", PURPOSE)
    rhys.presses("Ask")
    rhys.sees("Asked. They see the question now, and can answer in their own time.")


def answers(harry: Reader) -> None:
    harry.opens("/family/")
    harry.page.get_by_role("link", name=re.compile(harry.words("A question about sharing"))).click()
    harry.reads(PURPOSE)
    harry.presses("Yes, share it", context="sharing")
    harry.presses("Until we finish helping you", context="sharing")
    harry.presses("Save my answer")
    harry.sees("Saved. Your answer counts from now on.")


def reads_the_same_words(rhys: Reader) -> None:
    """The case view says what the family said, to the letter."""
    rhys.opens(f"/worker/families/{FAMILY}/")
    rhys.reads(GOAL, "First score: 0", STEP, PLACE)
    rhys.page.get_by_role("link", name=GOAL).click()
    rhys.page.get_by_text("All scores").click()
    rhys.reads(ZERO)
    assert rhys.page.locator(".words[lang=cy]").inner_text() == GOAL
    rhys.opens(f"/worker/families/{FAMILY}/sharing")
    rhys.sees("Yes, share it", context="sharing")


def moves_the_step(rhys: Reader) -> None:
    rhys.opens(f"/worker/families/{FAMILY}/next")
    rhys.page.get_by_role("link", name=re.compile(f"^Move.*{STEP}")).click()
    rhys.writes_date(today() + timedelta(days=11))
    rhys.writes("Why does it move?", MOVED)
    rhys.presses("Move the step")
    rhys.reads(MOVED)


def sees_that_it_moved(harry: Reader) -> None:
    harry.opens("/family/next")
    harry.reads(STEP, MOVED)
    assert harry.words("Why") in harry.page.locator(".moves").inner_text()


def scores_again(harry: Reader) -> None:
    harry.opens("/family/goals")
    harry.page.get_by_role("link", name=GOAL).click()
    harry.follows("Score this goal")
    harry.picks("6")
    harry.writes("Why this number?", BETTER)
    harry.presses("Save my score")
    harry.sees("From %(first)s to %(latest)s", first=0, latest=6)


def sees_the_new_score(rhys: Reader) -> None:
    rhys.opens(f"/worker/families/{FAMILY}/")
    rhys.reads("From 0 to 6")
