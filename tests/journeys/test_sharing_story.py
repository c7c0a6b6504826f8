"""The Llwyds decide on sharing: two parents who disagree, a daughter, a son who is asked, a school that reads a part.

Each goes in a language and in a way of their own.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import FINGER, WAYS
from tests.journeys.reader import Reader

pytestmark = pytest.mark.one_engine

GOES = {
    "Siân": ("cy", "by keyboard"),
    "Gareth": ("en", "without JavaScript"),
    "Elin": ("cy", FINGER),
    "Beth": ("en", "without JavaScript"),
    "Asha": ("cy", FINGER),
    "Rhian": ("en", FINGER),
}
WORKERS = ("Beth", "Asha", "Rhian")
CASE = "/worker/families/M1001/"
SCHOOL = "Ysgol y Dderwen"
READING = "Mae darllen yn anodd iddo."
"""What Siân said of Macsen's learning, and the school may read by her yes."""
GONE = 404


@pytest.fixture
def app(living_demo):
    """The demo people, for one telling alone."""
    return living_demo


@pytest.fixture
def comes(phone, desk):
    """Let one of the demo people come, each time on another device."""

    def come(who: str) -> Reader:
        language, way = GOES[who]
        opened = desk if who in WORKERS else phone
        reader = WAYS[way](opened(language, javascript=way != "without JavaScript"), language)
        reader.opens("/demo")
        reader.presses("Sign in as %(name)s", name=who)
        reader.page.wait_for_url(lambda where: "/demo" not in where)
        reader.young = who == "Elin"
        return reader

    return come


@pytest.mark.slow
def test_the_llwyds_decide_who_may_know_what(comes, phone):
    asks_gareth(comes("Beth"))
    says_no_to_a_school(comes("Gareth"))
    sees_that_they_disagree(comes("Beth"))
    reads_of_learning(comes("Asha"), there=False)

    thinks_better_of_it(comes("Gareth"))
    reads_of_learning(comes("Asha"), there=True)
    elin = comes("Elin")
    answers(elin, elin.page.locator("a.row--waiting").first, "Not now")

    beth = comes("Beth")
    looks_at_what_macsen_thinks(beth)
    asha = opens(Reader(phone("en")), *shares(beth))
    takes_it_back(comes("Siân"))
    assert asha.page.reload().status == GONE
    asha.reads_nothing_of(READING, "Macsen")
    reads_of_learning(comes("Asha"), there=False)

    must_agree(comes("Rhian"))
    read_true_accounts(comes("Siân"), comes("Elin"))


def answers(who: Reader, row, what: str, how_long: str = "") -> None:
    who.uses(row)
    if not who.button(what, context="sharing").is_visible():
        who.uses(who.page.locator("summary", has_text=who.words("Give another answer")))
    who.presses(what, context="sharing")
    if how_long:
        who.uses(who.page.get_by_role("button", name=re.compile(f"^{who.words(how_long, context='sharing')}")))
    who.presses("Save my answer")
    who.sees("Saved. Your answer counts from now on.")


def thinks_better_of_it(gareth: Reader) -> None:
    gareth.opens("/family/sharing")
    said_no = gareth.page.locator("a.row", has_text="Learning").filter(has_text="No, do not share it")
    answers(gareth, said_no, "Yes, share it", "For a year")


def opens(asha: Reader, link: str, code: str) -> Reader:
    """Open the link by its code, on a telephone that is signed in nowhere."""
    asha.opens(link)
    asha.writes("Your code", code)
    asha.presses("Open it")
    asha.reads(READING)
    return asha


def asks_gareth(beth: Reader) -> None:
    beth.opens(f"{CASE}sharing/ask")
    beth.picks("Gareth: about Macsen")
    beth.picks(SCHOOL)
    beth.picks("No: they read only what sort of service it is")
    beth.picks("Learning")
    beth.picks("To help with learning")
    beth.presses("Ask")
    beth.sees("Asked. They see the question now, and can answer in their own time.")


def says_no_to_a_school(gareth: Reader) -> None:
    row = gareth.page.locator("a.row--waiting", has_text="A school")
    gareth.uses(row)
    gareth.sees("When the law lets us share without a yes", "You can say no. Our help goes on just the same.")
    gareth.presses("No, do not share it", context="sharing")
    gareth.reads_nothing_of("Dderwen", "Onnen")
    gareth.presses("Save my answer")
    gareth.sees("Saved. Your answer counts from now on.")
    gareth.reads_nothing_of("Dderwen", "Onnen")


def sees_that_they_disagree(beth: Reader) -> None:
    beth.opens(f"{CASE}sharing")
    expect(
        beth.page.locator("a.row", has_text=re.compile(f"Learning → {SCHOOL}.*They do not agree", re.DOTALL))
    ).to_be_visible()


def reads_of_learning(asha: Reader, *, there: bool) -> None:
    asha.opens(CASE)
    (asha.reads if there else asha.reads_nothing_of)(READING)


def looks_at_what_macsen_thinks(beth: Reader) -> None:
    beth.opens(f"{CASE}sharing")
    beth.uses(beth.page.locator("a.row", has_text="The child sees it differently").first)
    beth.follows("Look at the difference")
    beth.reads("Ond dim byd am dŷ Dad.")
    beth.types(beth.page.locator("#page-form textarea"), "Nothing about his father's home goes.")
    beth.presses("I have looked at it")


def shares(beth: Reader) -> tuple[str, str]:
    """Share with Asha, and return the link's path and the code."""
    beth.opens(f"{CASE}share/new")
    beth.picks(SCHOOL)
    beth.writes("Who reads it?", "Asha Khan")
    beth.picks("To help with learning")
    beth.presses("See what may go")
    beth.reads(READING)
    beth.presses("Make the link and the code")
    beth.sees("Ready to hand over")
    link = beth.page.locator("#link").inner_text().strip()
    return re.sub(r"^https?://[^/]+", "", link), beth.page.locator("#code").inner_text().strip()


def takes_it_back(sian: Reader) -> None:
    sian.opens("/family/sharing")
    said_yes = sian.page.locator("a.row", has_text=sian.words("Yes, share it", context="sharing"))
    sian.uses(said_yes.filter(has_text=sian.words("Learning")).first)
    sian.reads(SCHOOL)
    sian.presses("Take it back")
    sian.sees("Taken back. We stop sharing this from now on.")


def must_agree(rhian: Reader) -> None:
    rhian.uses(rhian.page.locator("a.row--waiting"))
    rhian.uses(rhian.page.locator(".slate", has_text="Waits for a manager").get_by_role("link").first)
    rhian.follows("Agree or refuse")
    rhian.chooses("Yes, I agree", context="manager")
    rhian.presses("Save")
    rhian.opens("/worker/")
    expect(rhian.page.locator("a.row--waiting")).to_have_count(0)


def read_true_accounts(sian: Reader, elin: Reader) -> None:
    sian.opens("/family/sharing/shared")
    sian.reads(sian.words("It is over", context="share"))
    sian.reads(SCHOOL)
    elin.opens("/family/sharing/without")
    elin.sees("We have nothing to tell you here now.")
