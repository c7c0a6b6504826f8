"""What a page costs: statements whatever the number of families, bytes on a phone."""

import gzip
import re

import pytest

from portal.models.words import InfoKind

MOST_STATEMENTS = 8
HTML_AND_CSS, LATER_PAGE = 14_000, 12_000


@pytest.fixture
def busy(make):
    """A parent in a family in which a lot goes on."""
    one = make.family()
    home = make.household(one, "A", name="Mam’s home")
    parent = make.parent(one, homes=(home,))
    make.child(one, homes=(home,))
    make.partner(one)
    for number in range(3):
        aim = make.goal(parent, f"Bwyta gyda’n gilydd {number}")
        for value in (0, 3, 6):
            make.score(aim, parent, value, why="Roedd hi’n dawel")
        make.praise(parent, "Da iawn", about=aim)
        stone = make.step(one, f"Beth yn dod {number}", in_days=number + 1)
        make.happened(make.step(one, f"Beth wedi dod {number}"))
    make.dropped(stone)
    for kind in list(InfoKind)[:3]:
        make.question(parent, kind=kind)
    return parent


@pytest.fixture
def others(make):
    """Put so many families into the database altogether; the county's own number takes a moment."""

    def fill(number):
        helper = make.worker()
        for _ in range(number - 1):
            make.family(keyworker=helper)
        return helper

    return fill


PLACES = (
    "home.show",
    "next.show",
    "team.show",
    "goals.index",
    "goals.journey",
    "praise.index",
    "words.index",
    "distance.index",
    "sharing.index",
    "account.show",
)


@pytest.mark.parametrize("families", [1, 20, pytest.param(291, marks=pytest.mark.slow)])
def test_a_familys_pages_ask_the_same_few_questions_whatever_the_number_of_families(
    busy, others, visit, statements, families
):
    others(families)
    browser = visit(busy)
    for place in PLACES:
        browser.get(f"family.{place}")
        with statements() as seen:
            browser.fetch("GET", browser.address(f"family.{place}"))
        assert 1 <= len(seen) <= MOST_STATEMENTS, (place, *seen)


def test_a_young_persons_pages_ask_no_more_than_eight_questions(busy, make, visit, statements):
    elin = make.young_person(busy.family)
    make.answered(make.voice(elin), happened="Done")
    make.voice(elin)
    browser = visit(elin)
    for place in ("home.show", "words.index", "words.new"):
        browser.get(f"family.{place}")
        with statements() as seen:
            browser.fetch("GET", browser.address(f"family.{place}"))
        assert 1 <= len(seen) <= MOST_STATEMENTS, (place, *seen)


@pytest.mark.parametrize("families", [1, 20, pytest.param(291, marks=pytest.mark.slow)])
def test_the_caseload_asks_the_same_few_questions_whatever_the_number_of_families(
    busy, others, visit, statements, families
):
    helper = others(families)
    with_busy = visit(busy.family.keyworker)
    for browser in (visit(helper), with_busy):
        browser.get("worker.caseload.index")
        with statements() as seen:
            browser.fetch("GET", "/worker/")
        assert 1 <= len(seen) <= MOST_STATEMENTS, seen


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_first_page_and_its_style_fit_one_flight(busy, visit, language):
    browser = visit(busy, language)
    page = browser.get("family.home.show")
    (sheet,) = [str(link["href"]) for link in page.html.select("link[rel=stylesheet]")]
    style = browser.fetch("GET", sheet, headers={"Accept-Encoding": "br"})
    html = browser.fetch("GET", "/family/", headers={"Accept-Encoding": "gzip"})

    assert html.headers["Content-Encoding"] == "gzip"
    assert len(html.data) + len(style.data) <= HTML_AND_CSS, (len(html.data), len(style.data))


@pytest.mark.parametrize("place", PLACES)
def test_a_later_page_is_small(busy, visit, place):
    browser = visit(busy, "cy")
    path = browser.address(f"family.{place}")
    sent = browser.fetch("GET", path, headers={"Accept-Encoding": "gzip"})

    assert len(sent.data) <= LATER_PAGE
    assert gzip.decompress(sent.data).startswith(b"<!doctype html>")


def test_the_first_visit_is_forty_kilobytes_in_eight_requests_and_asks_nobody_else(busy, visit):
    browser = visit(busy)
    page = browser.get("family.home.show")
    asked = {str(tag["href"]) for tag in page.html.select("head link[href]") if "touch" not in str(tag["rel"])}
    asked |= {str(tag["src"]) for tag in page.html.select("script[src], img[src]")}
    asked |= {re.sub("#.*", "", str(tag["href"])) for tag in page.html.select("use[href]")}
    parts = [browser.fetch("GET", path, headers={"Accept-Encoding": "br, gzip"}) for path in ["/family/", *asked]]

    assert not [path for path in asked if not path.startswith("/")]
    assert [part.status_code for part in parts] == [200] * len(parts)
    assert len(parts) <= 8, sorted(asked)
    assert sum(len(part.data) for part in parts) <= 40_000, [(len(part.data), part.request.path) for part in parts]
