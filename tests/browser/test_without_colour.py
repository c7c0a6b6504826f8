"""The pictures on the pages of real people, in greys: by day, by night, on paper, in a reader's own few colours."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.greys import LOOKS, can_be_told_apart, laid_open, wishes

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("look", LOOKS)]

OURS = "We want Macsen and Non to know which days they are where."
COLOURS = ("green", "amber", "red")


def kinds(page: Page | Locator, name: str, *kinds: str) -> list[Locator]:
    """The first picture of each kind: `kinds(page, "rag", "green", "red")`."""
    found = [page.locator(f"svg.{name}--{kind}").first for kind in kinds]
    for one in found:
        expect(one).to_be_visible()
    return found


def lines_differ(goal: Locator) -> None:
    """Every person's key differs, its mark alone too, and the line in the picture has the dashes of its key."""
    can_be_told_apart(goal.locator("svg.chart--key").all())
    can_be_told_apart(goal.locator("svg.chart--key .dot").all())
    chart = goal.locator("svg.chart:not(.chart--key)")
    dashes = "line => getComputedStyle(line).strokeDasharray"
    drawn = [one.evaluate(dashes) for one in chart.locator(".way").all()]
    assert drawn == [one.evaluate(dashes) for one in goal.locator("svg.chart--key .way").all()]
    assert len(set(drawn)) == len(drawn) == 3


def test_a_goal_that_three_have_scored_and_the_way_so_far(as_someone, phone, look):
    page = as_someone(phone("cy", **wishes(look)), "sian@demo.example")
    page.goto("/family/goals")
    page.locator("main").get_by_role("link", name=OURS).click()
    page.wait_for_url("**/goals/*")
    lines_differ(laid_open(page, look).locator("section.goal"))

    page.goto("/family/goals/journey")
    lines_differ(laid_open(page, look).locator("section.goal", has_text=OURS))


def test_the_same_goal_and_a_childs_path_on_the_workers_side(as_someone, desk, look):
    page = as_someone(desk("en", **wishes(look)), "beth@demo.example")
    page.goto("/worker/families/M1001/goals/journey")
    laid_open(page, look)

    lines_differ(page.locator("section.goal", has_text=OURS))
    path = page.locator("section.goal:has(.trail li:nth-child(4))")
    can_be_told_apart([*kinds(path, "rag", *COLOURS), path.locator(".trail svg.icon").first])


def test_how_far_someone_has_come_in_numbers(as_someone, phone, look):
    page = as_someone(phone("cy", **wishes(look)), "sian@demo.example")
    page.goto("/family/distance")
    page.locator("main a.row").filter(has_not_text="Macsen").first.click()
    page.wait_for_url("**/distance/*")
    laid_open(page, look)

    can_be_told_apart(kinds(page, "arrow", "better", "same", "harder"))
    bar = page.locator("svg.way-bar:has(.trail)").first
    can_be_told_apart([bar.locator(".dot:not(.dot--now)"), bar.locator(".dot--now")])


def test_how_far_a_child_has_come_in_colours(as_someone, desk, look):
    page = as_someone(desk("en", **wishes(look)), "beth@demo.example")
    page.goto("/worker/families/M1001/distance")
    page.locator("main a.row:not([href*=new]):not([href*=left-out])", has_text="Macsen").first.click()
    page.wait_for_url("**/distance/*")
    laid_open(page, look)

    can_be_told_apart(kinds(page, "rag", *COLOURS))
