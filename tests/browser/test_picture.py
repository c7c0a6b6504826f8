"""The picture of a goal as it is drawn: told apart without any colour, on a screen, on paper, in forced colours."""

import io
from itertools import combinations

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page

pytestmark = pytest.mark.slow

KEYS = "svg.chart--key"
INK, DIFFERENT = 110, 25
"""How far the darkest is from the lightest at least, of 255; how many dots of the drawing two marks differ in."""
LOOKS = ("light", "dark", "paper", "forced")


@pytest.fixture(params=LOOKS)
def gallery(request: pytest.FixtureRequest, as_someone, desk) -> Page:
    """The gallery, where five people have scored one goal."""
    look = request.param
    page: Page = as_someone(desk("en", dark=look == "dark", forced_colours=look == "forced", still=True), "")
    page.goto("/demo/gallery")
    page.locator(".top").evaluate("top => { top.style.position = 'static'; }")  # so that it lies over no drawing
    if look == "paper":
        page.emulate_media(media="print")
    return page


def in_greys(page: Page, selector: str) -> list[Image.Image]:
    """Draw each of these parts without any colour."""
    parts = page.locator(selector).all()
    return [Image.open(io.BytesIO(part.screenshot())).convert("L") for part in parts]


def test_every_persons_line_and_mark_differ_without_colour(gallery):
    crowd = "section.goal:has(li:nth-child(5) svg.chart--key) "
    keys = in_greys(gallery, crowd + KEYS)
    size = (min(one.width for one in keys), min(one.height for one in keys))
    keys = [one.crop((0, 0, *size)) for one in keys]

    assert len(keys) == 5
    for key in keys:
        darkest, lightest = key.getextrema()
        assert lightest - darkest >= INK
    for one, other in combinations(keys, 2):
        apart = ImageChops.difference(one, other).point(lambda dot: 255 if dot > INK / 2 else 0)
        assert apart.histogram()[255] >= DIFFERENT


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
    stones = in_greys(gallery, "section.goal:has(.trail li:nth-child(3)) .trail svg")
    size = (min(one.width for one in stones), min(one.height for one in stones))
    shapes = [one.crop((0, 0, *size)) for one in stones]

    assert len(shapes) >= 3
    for one, other in combinations(shapes, 2):
        apart = ImageChops.difference(one, other).point(lambda dot: 255 if dot > INK / 2 else 0)
        assert apart.histogram()[255] >= DIFFERENT


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
