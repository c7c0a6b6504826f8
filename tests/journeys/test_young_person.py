"""A young person with a sign-in of her own: in Welsh with *ti*, and what is hers stays hers."""

import re

import pytest

from tests.journeys.reader import Reader
from tests.support.records import FamilyMade

pytestmark = pytest.mark.one_engine

SECRET = "Dw i eisiau dangos fy lluniau i rywun."
WHY = "Mae’n codi ofn arna i braidd."
HER_PAGES = ("", "next", "goals", "sharing", "team", "more", "account")


def test_elin_keeps_a_goal_between_her_and_her_keyworker(enter, at_work, make, way):
    family = make.family(keyworker=make.worker())
    elin_made = make.young_person(family, language="cy")
    mother = make.parent(family, language="cy")
    elin = enter(elin_made, "cy", way=way, young=True)

    speaks_to_her_with_ti(elin)
    elin.follows("Goals")
    elin.follows("Set a goal")
    elin.writes("What do you want to be different?", SECRET)
    elin.chooses("It is mine")
    elin.chooses("Only me and my keyworker: %(name)s", name="Beth")
    elin.presses("Save my goal")
    elin.follows("Score this goal")
    elin.picks("2")
    elin.writes("Why this number?", WHY)
    elin.presses("Save my score")
    elin.sees("First score: %(score)s", score=2)
    address = re.sub(r"^https?://[^/]+", "", elin.page.url)

    sian = enter(mother, "cy")
    for place in HER_PAGES:
        sian.opens(f"/family/{place}")
        sian.reads_nothing_of(SECRET, WHY, address)
    sian.opens(address)
    sian.sees("Page not found")

    beth = at_work(family.keyworker)
    beth.opens(f"/worker/families/{family.ref}/goals")
    beth.reads(SECRET, "First score: 2")


def speaks_to_her_with_ti(elin: Reader) -> None:
    """Her pages say *ti* where her mother's say *chi*."""
    to_adults = Reader(elin.page, "cy")
    english = "No goals yet. A goal is something you want to be different."
    elin.opens("/family/goals")
    assert elin.words(english) != to_adults.words(english)
    elin.sees(english)
    elin.reads_nothing_of(to_adults.words(english))


def test_elin_decides_for_herself_once_she_is_known_to_understand(enter, make):
    family = make.family()
    elin_made = make.young_person(family, language="cy")
    make.understands(elin_made)
    asked = make.question(elin_made, purpose="Er mwyn i’r nyrs wybod pwy i’w ffonio.")
    elin = enter(elin_made, "cy", young=True)

    elin.opens(f"/family/sharing/{asked.id}")
    elin.reads("Er mwyn i’r nyrs wybod pwy i’w ffonio.")
    elin.presses("No, do not share it", context="sharing")
    elin.presses("Save my answer")

    elin.sees("Saved. Your answer counts from now on.")
    sian = enter(make.parent(family, language="cy"), "cy")
    sian.opens(f"/family/sharing/{asked.id}")
    sian.sees("Page not found")


STRAIGHT = (
    "One thing can not stay with us. If you or someone else may get hurt, we must tell people who can help. "
    "We will try to tell you first."
)
WORRY = "Dw i’n poeni am y cyfarfod."
ANSWER = "Diolch am ddweud. Galli di ysgrifennu yn lle siarad."
DONE = "Darllenais i dy eiriau, ac roedd pawb yn gwrando."


def test_elin_says_what_worries_her_and_reads_what_came_of_it(enter, at_work, make, way):
    family = make.family(keyworker=make.worker())
    elin = enter(make.young_person(family, language="cy"), "cy", way=way, young=True)

    elin.follows("More", context="place")
    elin.follows("My words")
    elin.follows("A worry")
    elin.sees("Before you write", STRAIGHT)
    elin.writes("Say it your way", WORRY)
    elin.presses("Send it")
    elin.reads(WORRY)

    answers_and_tells_what_happened(at_work(family.keyworker, way=way), family)

    elin.opens("/family/")
    elin.sees("You have an answer")
    elin.opens("/family/words")
    elin.reads(WORRY, ANSWER, DONE)
    sian = enter(make.parent(family, language="cy"), "cy")
    for place in (*HER_PAGES, "words", "sharing/looked"):
        sian.opens(f"/family/{place}")
        sian.reads_nothing_of(WORRY, ANSWER, DONE)


def answers_and_tells_what_happened(beth: Reader, family: FamilyMade) -> None:
    """What waits is on her list; she answers, and later tells what came of it."""
    beth.opens(f"/worker/families/{family.ref}/voices")
    beth.reads(WORRY)
    beth.uses(beth.page.get_by_role("link", name="Answer Elin"))
    beth.writes("Your answer", ANSWER)
    beth.presses("Send the answer")
    beth.sees("Everything is answered.")
    beth.uses(beth.page.get_by_role("link", name="Tell what happened"))
    beth.writes("What happened?", DONE)
    beth.presses("Send it")
    beth.reads(DONE)
