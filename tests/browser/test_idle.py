"""A page that nobody touches is shut when the session ends: nothing private is left to read, nothing typed is lost."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import update

from portal import clock, demo
from portal.models import AccountSession
from portal.models.words import Side
from portal.security.sessions import IDLE

SIAN, BETH = "sian@demo.example", "beth@demo.example"
WORDS = "Bwyta gyda’n gilydd\nheb ffraeo"


@pytest.fixture
def waiting(as_someone, phone) -> Callable[..., Page]:
    """Someone's phone, whose time can be let go by."""

    def open_phone(name: str, path: str, **wishes: object) -> Page:
        page = as_someone(phone("en", **wishes), name)
        page.clock.install()
        page.goto(path)
        return page

    return open_phone


@pytest.fixture
def run_out(shown_app: Flask) -> Callable[[], None]:
    """Let every session have lain idle for too long."""

    def lie_idle() -> None:
        with shown_app.extensions["nod.database"].engine.begin() as connection:
            connection.execute(update(AccountSession).values(seen_at=clock.now() - 2 * max(IDLE.values())))

    return lie_idle


def let_go_by(page: Page, side: Side, *, all_but: int = 0) -> None:
    """Let the time of a session go by on this page."""
    page.clock.fast_forward((int(IDLE[side].total_seconds()) - all_but) * 1000)


def test_someone_who_reads_on_is_asked_before_and_stays_with_one_press(waiting):
    page = waiting(SIAN, "/family/goals?lang=en")

    let_go_by(page, Side.FAMILY, all_but=60)
    expect(page.get_by_role("heading", name="Are you still there?")).to_be_visible()
    page.get_by_role("button", name="Stay signed in").click()

    expect(page.locator("#idle")).to_be_hidden()
    expect(page.get_by_text("Dw i eisiau boreau tawel", exact=False).first).to_be_visible()


@pytest.mark.parametrize(
    ("name", "path", "side"),
    [(SIAN, "/family/goals?lang=en", Side.FAMILY), (BETH, "/worker/?lang=en", Side.WORKER)],
    ids=["mother", "keyworker"],
)
def test_when_the_time_is_over_nothing_of_the_page_can_be_read(waiting, name, path, side):
    page = waiting(name, path)

    let_go_by(page, side)

    expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()
    assert page.title() == "You are signed out"
    for part in ("#main", "header", "nav >> nth=0"):
        expect(page.locator(part)).to_be_hidden()
    assert "Siân" not in page.evaluate("() => document.body.innerText")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert "Siân" not in page.evaluate("() => document.body.innerText")
    expect(page.get_by_role("link", name="Sign in again")).to_be_visible()
    exits = page.locator("#idle .exit")
    assert exits.is_visible() if side is Side.FAMILY else exits.count() == 0


def test_the_quick_exit_still_leaves_when_the_page_is_shut(as_someone, phone):
    page = as_someone(phone("en", may_leave_for="https://www.bbc.co.uk/weather"), SIAN)
    page.clock.install()
    page.goto("/family/goals?lang=en")
    let_go_by(page, Side.FAMILY)

    page.locator("#idle .exit").click()

    page.wait_for_url("https://www.bbc.co.uk/weather**")


def test_what_was_typed_can_be_copied_and_is_back_after_signing_in(waiting, run_out):
    page = waiting(SIAN, "/family/goals/new?lang=en")
    page.get_by_role("textbox").fill(WORDS)
    page.locator("[name=whose]").first.check()

    let_go_by(page, Side.FAMILY)
    run_out()

    expect(page.locator("#idle .card")).to_have_text(WORDS)
    page.get_by_role("link", name="Sign in again").click()
    page.wait_for_url("**/sign-in")
    page.get_by_label("Your sign-in name").fill(SIAN)
    page.get_by_label("Password", exact=True).fill(demo.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/family/goals/new")
    expect(page.get_by_role("textbox")).to_have_value(WORDS)
    expect(page.locator("[name=whose]").first).to_be_checked()
    assert page.locator("#errors").count() == 0


def test_what_stood_in_a_form_before_is_not_left_to_read(waiting, shown_places):
    path = next(path for path in shown_places[BETH] if path.endswith("/change") and "/people/" in path)
    page = waiting(BETH, f"{path}?lang=en")

    let_go_by(page, Side.WORKER)

    expect(page.locator("#idle [data-words]")).to_be_hidden()
    expect(page.locator("#idle .card")).to_have_count(0)


def test_a_phone_that_slept_wakes_with_the_page_shut(waiting):
    page = waiting(SIAN, "/family/goals?lang=en")
    page.clock.set_system_time(clock.now() + 2 * IDLE[Side.FAMILY])
    expect(page.locator("#idle")).to_be_hidden()

    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")

    assert "boreau tawel" not in page.evaluate("() => document.body.innerText")


def test_a_page_that_was_drawn_again_gives_back_all_that_stood_in_it(waiting):
    page = waiting(SIAN, "/family/goals/new?lang=en")
    page.get_by_role("textbox").fill(WORDS)
    page.get_by_role("button", name="Save my goal").click()
    expect(page.locator("#errors")).to_be_visible()

    let_go_by(page, Side.FAMILY)

    expect(page.locator("#idle .card")).to_have_text(WORDS)
