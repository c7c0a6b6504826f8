"""Leaving fast and leaving nothing behind; switching the language without losing a word."""

import pytest
from playwright.sync_api import Page, expect

ELSEWHERE = "https://www.bbc.co.uk/weather"
NAME = "sian@demo.example"


@pytest.fixture
def sian(as_someone, phone):
    """Siân's phone; it may go to the weather."""

    def open_phone(language: str = "en", **wishes: object) -> Page:
        page = as_someone(phone(language, may_leave_for=ELSEWHERE, **wishes), NAME)
        page.goto(f"/family/goals?lang={language}")
        return page

    return open_phone


def is_away(page: Page) -> None:
    """The page is elsewhere, and one step back shows nothing of ours."""
    page.wait_for_url(f"{ELSEWHERE}**")
    page.wait_for_timeout(500)  # the session ends while we are away
    page.go_back()
    expect(page.locator("body")).not_to_contain_text("Siân")
    expect(page.locator("body")).not_to_contain_text("boreau tawel")
    page.goto("/family/goals")
    assert page.url.endswith("/sign-in")


@pytest.mark.parametrize("language", ["en", "cy"])
def test_one_press_leaves_from_every_place(sian, language):
    page = sian(language)

    page.locator("#exit").click()

    page.wait_for_url(f"{ELSEWHERE}**")
    page.wait_for_timeout(500)  # the worker empties itself while we are away
    other = page.context.new_page()
    other.goto("/cookies")
    assert other.evaluate("async () => (await caches.keys()).length") == 0
    assert other.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
    is_away(page)
    assert "/family" not in page.evaluate("() => JSON.stringify([sessionStorage, localStorage])")


def test_shift_three_times_leaves(sian):
    page = sian()

    for _ in range(3):
        page.keyboard.press("Shift")

    is_away(page)


def test_shift_while_writing_capitals_does_not_leave(sian):
    page = sian()
    page.goto("/family/goals/new")
    page.get_by_role("textbox").focus()

    for letter in "ABCD":
        page.keyboard.press(f"Shift+{letter}")
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")

    expect(page.locator("#whisper")).to_have_text("Press Shift 1 more time to leave this page.")
    expect(page.get_by_role("textbox")).to_have_value("ABCD")


def test_leaving_works_without_javascript(sian):
    page = sian(javascript=False)

    page.locator("#exit").click()

    is_away(page)


def test_leaving_works_while_there_is_no_line(sian, visits):
    page = sian()
    page.context.set_offline(True)

    page.locator("#exit").click()

    expect(page.locator("body")).not_to_contain_text("Siân")
    page.context.set_offline(False)
    visits.faults[:] = [fault for fault in visits.faults if "ERR_INTERNET_DISCONNECTED" not in fault]


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_back_after_signing_out_shows_nothing_of_ours(sian, javascript):
    page = sian(javascript=javascript)
    page.goto("/family/more")
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("#said")).to_contain_text("You are signed out.")

    for _ in range(2):
        page.go_back()
        expect(page.locator("body")).not_to_contain_text("boreau tawel")
        assert not page.url.endswith("/family/goals") or page.locator("#page-form[action='/sign-in']").count()


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_the_back_button_goes_the_way_that_was_come(sian, javascript):
    page = sian(javascript=javascript)
    page.get_by_role("link", name="Dw i eisiau boreau tawel, heb weiddi, cyn ysgol.").click()
    page.get_by_role("link", name="Score this goal").click()

    page.go_back()
    expect(page.get_by_role("link", name="Score this goal")).to_be_visible()
    page.go_back()
    expect(page.locator("h1")).to_have_text("Goals")
    page.go_forward()
    expect(page.get_by_role("link", name="Score this goal")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_switching_the_language_keeps_what_was_typed(sian, javascript):
    page = sian(javascript=javascript)
    page.goto("/family/goals/new")
    page.get_by_role("textbox").fill("Nobody shouts\nin the morning")
    page.locator("[name=whose][value=mine]").check()

    page.get_by_role("button", name="Cymraeg").click()

    expect(page.locator("html")).to_have_attribute("lang", "cy")
    expect(page.get_by_role("textbox")).to_have_value("Nobody shouts\nin the morning")
    expect(page.locator("[name=whose][value=mine]")).to_be_checked()
    assert page.locator("#errors").count() == 0
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("textbox")).to_have_value("Nobody shouts\nin the morning")


def test_the_language_is_one_press_on_a_page_without_a_form_and_stays_there(sian):
    page = sian()

    page.get_by_role("link", name="Cymraeg").click()

    expect(page.locator("html")).to_have_attribute("lang", "cy")
    assert "/family/goals" in page.url
    page.goto("/family/next")
    expect(page.locator("html")).to_have_attribute("lang", "cy")
