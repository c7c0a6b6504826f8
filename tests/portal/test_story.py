"""The Llwyds' story in each language, page by page and without a script; tests/journeys/test_story.py lives it."""

import pytest
from flask import Flask

from portal import demo
from portal.demo.llwyd_looks import LOOKS
from portal.models.domains import Moment
from tests.pages import Form, Page, tidy
from tests.support.looking import chosen, counted, table_of
from tests.support.visitors import Visit, Visitor

pytestmark = pytest.mark.one_engine

SIAN, GARETH, ELIN, BETH = "sian@demo.example", "gareth@demo.example", "elin", "beth@demo.example"
CASE = "/worker/families/M1001/"
GOAL = "Te gyda’n gilydd ar nos Wener"
WISH, ANSWER = "Dw i isio tŷ coeden!!", "Gofynna i i Dad."
BEGUN, REVIEWED = (look.answers for look in LOOKS if look.by == "sian" and look.about is None)
"""What Siân said at the start, and before the first review."""
CLOSING = "00123.2x02310032-?2"
SAYS = {
    "en": {
        "first": "First score: {}",
        "moved": "From 0 to 3",
        "differ": "You see it differently",
        "they differ": "They see it differently",
        "true": "All of it is true. Each of them sees another part.",
        "of ten": "{} out of 10",
        "counted": "Better: {}, the same: {}, harder: {}",
        "left": "Not compared: {}",
        "moves": {"better": "Better", "same": "The same", "harder": "Harder", "": "– Not compared"},
    },
    "cy": {
        "first": "Sgôr gyntaf: {}",
        "moved": "O sgôr 0 i sgôr 3",
        "differ": "Rydych chi’n ei weld yn wahanol",
        "they differ": "Maen nhw’n ei weld yn wahanol",
        "true": "Mae’r cyfan yn wir. Mae pob un ohonyn nhw’n gweld rhan arall.",
        "of ten": "{} allan o 10",
        "counted": "Gwell: {}, yr un fath: {}, anoddach: {}",
        "left": "Heb eu cymharu: {}",
        "moves": {"better": "Gwell", "same": "Yr un fath", "harder": "Anoddach", "": "– Heb ei gymharu"},
    },
}


@pytest.fixture
def app(living_demo: Flask) -> Flask:
    """The demo people, for one telling alone."""
    return living_demo


def scores(browser: Visitor, number: int) -> Page:
    """Score the goal, coming from the page of all goals; whoever scores is not shown what others said."""
    goal = browser.get("family.goals.index").links[GOAL]
    before = browser.get(f"{goal}/score")
    assert not before.html.select("table, svg.chart, .ways")
    return browser.post(f"{goal}/score", {"answer": str(number)})


@pytest.mark.parametrize("language", SAYS)
def test_a_mother_a_father_and_a_daughter_see_a_goal_differently(visit: Visit, later, language):
    says = SAYS[language]
    sian = visit(SIAN, language)
    form = sian.open_form("family.goals.new")
    sian.send(form, {"words": GOAL, "whose": "ours", "circle": whole_family(form)})
    assert scores(sian, 0).says(says["first"].format(0))

    later(minutes=20)
    for who, number in ((GARETH, 6), (ELIN, 4)):
        page = scores(visit(who, language), number)
        assert page.says(says["first"].format(number))
        assert page.says(says["first"].format(0))
    later(minutes=5)
    page = scores(sian, 3)
    assert page.says(says["moved"])
    assert page.says(says["differ"])

    beth = visit(BETH, language)
    page = beth.get(beth.get(CASE).links[GOAL])
    differ = page.html.select_one("section[aria-labelledby=differ]").get_text(" ")
    people = (("Siân", 3), ("Gareth", 6), ("Elin", 4))
    told = " ".join(f"{name}: {says['of ten'].format(number)}" for name, number in people)
    assert tidy(differ).startswith(f"{says['they differ']} {told} {says['true']}")
    rows = [row.select("td")[1].get_text() for row in page.html.select("tbody tr")]
    assert rows == [says["of ten"].format(number) for number in (3, 4, 6, 0)]


def whole_family(form: Form) -> str:
    """Return the choice of the whole family, in either language."""
    whole = form.html.select_one("label:-soup-contains('The whole family', 'Y teulu cyfan')")
    return str(form.html.find(id=whole["for"])["value"])


@pytest.mark.parametrize("language", SAYS)
def test_macsens_wish_is_answered_and_he_hears_of_it_first_the_next_time(visit: Visit, later, language):
    beth = visit(BETH, language)
    place = address(beth.get(CASE), "a[href*='/child/']:-soup-contains('Macsen')")
    sits(beth, place, "next", "happy", "green", "amber", ("done", WISH), "stop")

    page = beth.get(f"{CASE}voices")
    beth.post(address(page, f"a:-soup-contains('{WISH}')"), {"answer": ANSWER, "language": "cy"})
    later(days=7)

    beth = visit(BETH, language)
    page = sits(beth, place)
    assert page.says(f"Dyma ddywedaist ti: {WISH} Mae Beth yn dweud: {ANSWER}")


def sits(beth: Visitor, place: str, *answers: str | tuple[str, str]) -> Page:
    """Hand the device over in Welsh, press one answer after the other, and hand it back where the child stops."""
    page = beth.post(f"{place}/start", {"language": "cy", "present": "Macsen a fi"})
    for one in answers:
        answer, words = (one, None) if isinstance(one, str) else one
        page = beth.post(f"{place}/now", {"answer": answer, "words": words})
    if answers:
        beth.post(f"{place}/now/leave", {"current": demo.PASSWORD})
    return page


@pytest.mark.parametrize("language", SAYS)
def test_the_closing_distance_is_counted_from_the_start_and_from_the_first_review(visit: Visit, language):
    beth = visit(BETH, language)
    page = beth.get(f"{CASE}distance")
    new = address(page, "a[href*='/distance/new/']:-soup-contains('Siân')")
    page = beth.post(new, {"moment": "end", "tool": "distance"})
    looked = page.path.rpartition("/")[0]
    said = chosen(CLOSING)
    for part in range(1, 6):
        asked = set(beth.get(f"{looked}/{part}").form().choices) & set(said)
        assert asked
        beth.post(f"{looked}/{part}", {domain: said[domain] for domain in asked})
    beth.post(f"{looked}/finish")

    sian = visit(SIAN, language)
    newest = address(sian.get("family.distance.index"), "main a.row[href*='/family/distance/']")
    for page in (beth.get(looked), sian.get(newest)):
        holds(page, SAYS[language])


def address(page: Page, link: str) -> str:
    """Return where a link leads that is found by its look."""
    return str(page.html.select_one(link)["href"])


def holds(page: Page, says) -> None:
    """Both distances are what a pencil counts, in the sentence and in the table."""
    since = [counted(then, CLOSING) for then in (BEGUN, REVIEWED)]
    cards = [tidy(card.get_text(" ")) for card in page.html.select("section.card:has(> .goal__from)")]
    assert len(cards) == len(since)
    for card, found in zip(cards, since, strict=True):
        assert says["counted"].format(found["better"], found["same"], found["harder"]) in card
        assert says["left"].format(found[""]) in card
    rows = table_of(page.text)
    for place, found in enumerate(since, start=len(since) + 1):
        assert [row[place] for row in rows] == [says["moves"][move] for move in found.moves]


def test_the_demo_tells_of_both_starting_points():
    assert [look.moment for look in LOOKS if look.by == "sian" and not look.about] == [Moment.START, Moment.REVIEW]
