"""The Llwyds' own story, lived to its end: what four of them say, what their keyworker reads, what came of it.

Everyone goes in their own language and in a way of their own. The same story in each language, without a browser, is in
tests/portal/test_story.py.
"""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from portal import demo
from portal.models.domains import GROUPS
from tests.journeys.conftest import FINGER, WAYS
from tests.journeys.reader import Reader
from tests.support.figures import AtMost
from tests.support.looking import Counted, chosen, counted, table_of

TABLET = {"viewport": {"width": 768, "height": 1024}, "has_touch": True, "is_mobile": True}
SIAN, GARETH, ELIN, BETH = "Siân", "Gareth", "Elin", "Beth"
GOES = {
    SIAN: ("cy", "by keyboard"),
    GARETH: ("en", "without JavaScript"),
    ELIN: ("cy", FINGER),
    BETH: ("en", "by keyboard"),
}
CASE = "/worker/families/M1001/"

GOAL = "Ni eisiau bwyta te gyda’n gilydd ar nos Wener."
WHYS = {SIAN: "Does neb yn eistedd i lawr.", GARETH: "They all came twice.", ELIN: "Dim ond os oes pitsa."}
WISH, NEWS, WORRY = "Dw i isio tŷ coeden efo Dad!!", "Nes i sgorio gôl.", "Y ci drws nesa."
ANSWER = "Dyna syniad da. Gofynna i i Dad ddydd Gwener."
HIS_START, HIS_END = "2033.1x24-031?24033", "1033?01x3-040.24022"
"""Gareth's answers, a sign for each of the nineteen, as tests/support/looking.py reads them."""


@pytest.fixture
def app(living_demo: Flask) -> Flask:
    """The demo people, for one telling alone."""
    return living_demo


@pytest.fixture
def comes(phone, desk) -> Callable[..., Reader]:
    """Let one of the demo people come: `sian = comes(SIAN)`; another call is another device.

    Keywords: `way`, where it is another than their own; and those of `phone`.
    """

    def come(who: str, way: str = "", **wishes: object) -> Reader:
        language, own_way = GOES[who]
        chosen = way or own_way
        opened = desk if who == BETH else phone
        reader = WAYS[chosen](opened(language, javascript=chosen != "without JavaScript", **wishes), language)
        reader.opens("/demo")
        reader.presses("Sign in as %(name)s", name=who)
        reader.page.wait_for_url(lambda where: "/demo" not in where)
        reader.young = who == ELIN
        return reader

    return come


@pytest.mark.slow
@pytest.mark.one_engine
def test_the_llwyds_story(comes, later, at_most: AtMost):
    sets_a_goal_of_ours_and_scores_it_0(comes(SIAN))
    looks(comes(BETH, "without JavaScript"), "start", HIS_START)

    later(days=12)
    presses = scores_from_home(comes(GARETH), 6, WHYS[GARETH])
    at_most("presses of a parent's score from home, and one that saves it", presses, 3)
    scores_from_home(comes(ELIN), 4, WHYS[ELIN])
    scores_again(comes(SIAN), 3)
    presses = lives_a_round(comes(BETH, FINGER, **TABLET))
    at_most("presses of a child's round of seven questions", presses, 12)
    beth = comes(BETH)
    reads_it_all(beth)
    answers_the_wish(beth)

    later(days=14)
    sees_the_answer_first(comes(BETH, FINGER, **TABLET))
    beth = comes(BETH, "without JavaScript")
    looks(beth, "end", HIS_END)
    reads_the_distance(beth, counted(HIS_START, HIS_END))
    gareth = comes(GARETH)
    gareth.opens("/family/distance")
    gareth.uses(gareth.page.locator("a.row", has_text=gareth.words("At the end")))
    reads_the_distance(gareth, counted(HIS_START, HIS_END))


# --- The goal


def sets_a_goal_of_ours_and_scores_it_0(sian: Reader) -> None:
    sian.follows("Goals")
    sian.follows("Set a goal")
    sian.writes("What do you want to be different?", GOAL)
    sian.chooses("It is ours, the whole family’s")
    sian.chooses("The whole family")
    sian.presses("Save my goal")
    sian.follows("Score this goal")
    sian.picks("0")
    sian.writes("Why this number?", WHYS[SIAN])
    sian.presses("Save my score")
    sian.sees("First score: %(score)s", score=0)


def scores_from_home(who: Reader, number: int, why: str) -> int:
    """Score from the first page, before the others' scores are shown, and say how many presses that took."""
    who.uses(who.page.locator("a.row", has_text=GOAL))
    who.sees("Show me the scores first")
    who.reads_nothing_of(*WHYS.values())
    who.picks(str(number))
    presses = 2
    who.writes("Why this number?", why)
    who.presses("Save my score")
    who.sees("You see it differently", "First score: %(score)s", score=number)
    return presses


def scores_again(sian: Reader, number: int) -> None:
    sian.follows("Goals")
    sian.uses(sian.page.get_by_role("link", name=GOAL))
    sian.follows("Score this goal")
    sian.picks(str(number))
    sian.presses("Save my score")
    sian.sees("You see it differently", "All of it is true. Each of you sees another part.")
    sian.opens("/family/")
    sian.sees("From %(first)s to %(latest)s", first=0, latest=number)


# --- Macsen


def lives_a_round(beth: Reader) -> int:
    """Hand the tablet over; Macsen reads what came of his wish, and presses his way through."""
    macsen = hands_over(beth)
    macsen.sees("You said this:")
    macsen.reads("Dw i isio mynd i nofio efo Dad a Non.", "nofio pan fydd ar agor eto")
    presses = 0
    for answer, words in (
        ("next", ""), ("happy", ""), ("green", ""), ("amber", ""), ("done", WISH), ("done", NEWS), ("next", ""),
        ("done", WORRY),
    ):  # fmt: skip
        presses += 1 + bool(words)
        if words:
            macsen.page.locator("textarea").tap()
            macsen.page.locator("textarea").fill(words)
        with macsen.page.expect_navigation():
            macsen.page.locator(f"button[value={answer}]").tap()
    macsen.sees("Thank you", "What you told is kept.")
    gives_it_back(macsen.page)
    return presses


def hands_over(beth: Reader) -> Reader:
    beth.opens(CASE)
    beth.uses(beth.page.locator("a.row[href*='/child/']", has_text="Macsen"))
    beth.follows("Start together")
    expect(beth.page.locator("[name=language][value=cy]")).to_be_checked()
    beth.presses("Hand it over")
    beth.page.wait_for_url("**/now")
    return Reader(beth.page, "cy", young=True)


def gives_it_back(page: Page) -> None:
    page.locator(".round__leave").tap()
    page.locator("[name=current]").fill(demo.PASSWORD)
    page.locator("#page-form button[type=submit]").last.tap()
    page.wait_for_url(lambda where: "/now" not in where)


def sees_the_answer_first(beth: Reader) -> None:
    macsen = hands_over(beth)
    assert macsen.heading == macsen.words("You said this:")
    macsen.reads(WISH, "Beth", ANSWER)
    with macsen.page.expect_navigation():
        macsen.page.locator("button[value=stop]").tap()
    gives_it_back(macsen.page)


# --- Beth


def reads_it_all(beth: Reader) -> None:
    """The case says who scored what and that they differ, kindly; and what Macsen said, to the letter."""
    beth.opens(CASE)
    beth.uses(beth.page.get_by_role("link", name=GOAL))
    beth.sees("They see it differently", "All of it is true. Each of them sees another part.")
    beth.reads(*WHYS.values())
    differ = beth.page.locator("section[aria-labelledby=differ] li")
    expect(differ).to_have_text(
        [
            f"{name}: {beth.words('%(score)s out of 10', score=score)}"
            for name, score in (("Siân", 3), ("Gareth", 6), ("Elin", 4))
        ]
    )
    told = [beth.words("%(score)s out of 10", score=score) for score in (3, 4, 6, 0)]
    assert beth.page.locator("tbody tr td:nth-child(2)").all_text_contents() == told
    beth.opens(CASE)
    beth.uses(beth.page.locator("a.row[href*='/child/']", has_text="Macsen"))
    beth.reads(WISH, NEWS, WORRY)


def answers_the_wish(beth: Reader) -> None:
    beth.opens(f"{CASE}voices")
    beth.uses(beth.page.get_by_role("link", name=re.compile(re.escape(WISH))))
    beth.writes("Your answer", ANSWER)
    beth.presses("Send the answer")
    beth.reads(ANSWER)


# --- How things are


def looks(beth: Reader, moment: str, answers: str) -> None:
    """Fill a look in beside Gareth, page by page."""
    said = chosen(answers)
    beth.opens(f"{CASE}distance")
    beth.uses(beth.page.locator("a.row[href*='/distance/new/']:not(.row--waiting)", has_text="Gareth").last)
    beth.marks(beth.page.locator(f"[name=moment][value={moment}]"))
    beth.presses("Begin")
    for part, domains in enumerate(GROUPS.values(), start=1):
        beth.page.wait_for_url(f"**/{part}")
        for domain in domains:
            if domain in said:
                beth.marks(beth.page.locator(f"[name={domain}][value='{said[domain]}']"))
        beth.presses("Save and go on")
    if moment == "end":
        beth.page.wait_for_url("**/6")
        beth.presses("Save and go on")
    beth.presses("Finish")
    beth.page.wait_for_url(re.compile(r"/distance/[0-9a-f-]{36}$"))


def reads_the_distance(who: Reader, found: Counted) -> None:
    """The closing distance is what the pencil counts: in the sentence, and in the table row by row."""
    said = [who.words("Better: %(num)s", num=found["better"]), who.words("the same: %(num)s", num=found["same"])]
    who.reads(", ".join([*said, who.words("harder: %(num)s", num=found["harder"])]))
    who.sees("Not compared: %(num)s", num=found[""])
    called = {"better": "Better", "same": "The same", "harder": "Harder"}
    rows = [row[2] for row in table_of(who.page.content())]
    assert rows == [called.get(move, "– Not compared") for move in found.moves]
