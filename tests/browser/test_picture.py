"""The picture of a goal as it is drawn: told apart without any colour, on a screen, on paper, in forced colours."""

import pytest
from playwright.sync_api import Page

from tests.support.greys import LOOKS, can_be_told_apart, laid_open, wishes

pytestmark = pytest.mark.slow

KEYS = "svg.chart--key"


@pytest.fixture(params=LOOKS)
def gallery(request: pytest.FixtureRequest, as_someone, desk) -> Page:
    """The gallery, where five people have scored one goal."""
    page: Page = as_someone(desk("en", **wishes(request.param)), "")
    page.goto("/demo/gallery")
    return laid_open(page, request.param)


def test_every_persons_line_and_mark_differ_without_colour(gallery):
    keys = gallery.locator("section.goal:has(li:nth-child(5) svg.chart--key) " + KEYS).all()

    assert len(keys) == 5
    can_be_told_apart(keys)


def test_the_marks_of_the_picture_are_those_that_stand_before_the_words(gallery):
    crowd = gallery.locator("section.goal:has(li:nth-child(5) svg.chart--key)").first
    names = crowd.locator(".ways b").all_inner_texts()
    outline = "d => d.getAttribute('d').replace(/^M\\S+ \\S+/, '').replace(/[\\d.]+/g, '')"
    keys = [one.evaluate(outline) for one in crowd.locator(f"{KEYS} .dot").all()]
    people = crowd.locator("svg.chart:not(.chart--key) .person")

    assert people.locator(".name").all_text_contents() == names
    assert [one.locator(".dot").first.evaluate(outline) for one in people.all()] == keys
    dashes = "d => getComputedStyle(d).strokeDasharray"
    assert [one.evaluate(dashes) for one in crowd.locator("svg.chart:not(.chart--key) .way").all()] == [
        one.evaluate(dashes) for one in crowd.locator(f"{KEYS} .way").all()
    ]


def test_a_childs_answers_differ_without_colour(gallery):
    stones = gallery.locator("section.goal:has(.trail li:nth-child(3)) .trail svg").all()

    assert len(stones) >= 3
    can_be_told_apart(stones)


def test_the_way_so_far_prints_with_every_table_and_without_the_way_about(as_someone, phone):
    page = as_someone(phone("cy", still=True), "sian@demo.example")
    page.goto("/family/goals/journey")
    page.emulate_media(media="print")

    assert page.locator("main table").count() >= 4
    assert all(table.is_visible() for table in page.locator("main table").all())
    for part in (".tabs", ".top", ".foot", "main [data-print]", ".back"):
        assert not any(one.is_visible() for one in page.locator(part).all())
    inks = page.locator("svg.chart .way").first.evaluate("way => getComputedStyle(way).stroke")
    assert inks == "rgb(0, 0, 0)"
