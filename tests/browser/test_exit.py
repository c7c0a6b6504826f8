"""The quick exit, measured: first on every page, blank at once, signed out within a second, nothing left behind."""

import threading
import time
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.support.browser import chromium_path, flags

ELSEWHERE = "https://www.bbc.co.uk/weather"
SIAN = "sian@demo.example"
BLANK_WITHIN, DEAD_WITHIN = 100, 1.0
"""Milliseconds and seconds."""
HELD = 20
"""For how many seconds, at most, the slow page keeps its answer back."""
NAMES = {"en": "Emergency: Exit this page", "cy": "Argyfwng: Gadael y dudalen hon"}
TELL_WHEN_BLANK = """
() => {
  let pressed;
  for (const kind of ["click", "keyup"])
    document.addEventListener(kind, () => { pressed = performance.now(); }, true);
  new MutationObserver(() => { if (!document.body.childElementCount) blankAfter(performance.now() - pressed); })
    .observe(document.body, { childList: true });
}
"""
FILL = """
async () => {
  localStorage.setItem("mark", "Zwbl");
  sessionStorage.setItem("mark", "Zwbl");
  await caches.open("nod-mark").then((cache) => cache.put("/mark", new Response("Zwbl")));
  const open = indexedDB.open("mark");
  await new Promise((done) => { open.onsuccess = () => { open.result.close(); done(); }; });
}
"""
LEFT = """
async () => ({
  caches: await caches.keys(), bases: await indexedDB.databases(), local: {...localStorage},
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})
"""
FOLLOW_THEN_LEAVE = """
() => { document.querySelector("a[href='/family/next']").click();
  setTimeout(() => document.getElementById("exit").click(), 200); }
"""
NOTHING = {"caches": [], "bases": [], "local": {}, "workers": 0}


@pytest.fixture
def sian(as_someone, phone):
    """Siân's phone on her goals; it may go to the weather."""

    def open_phone(language: str = "en", **wishes: object) -> Page:
        page = as_someone(phone(language, may_leave_for=ELSEWHERE, **wishes), SIAN)
        page.goto(f"/family/goals?lang={language}")
        return page

    return open_phone


def is_refused(origin: str, cookie: str) -> bool:
    """Whether another client that holds the same cookie is sent away."""
    other = HTTPConnection(urlsplit(origin).netloc)
    other.request("GET", "/family/", headers={"Cookie": cookie})
    status = other.getresponse().status
    other.close()
    return status != 200


def dead_after(origin: str, cookie: str) -> float:
    """Seconds until that client is sent away; the sign-out is on its way while the page leaves."""
    pressed = time.monotonic()
    while not is_refused(origin, cookie) and time.monotonic() - pressed < 3 * DEAD_WITHIN:
        time.sleep(0.01)
    return time.monotonic() - pressed


def cookie_of(page: Page) -> str:
    """The cookie as its browser sends it."""
    return "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())


def blanks(page: Page) -> list[float]:
    """What the page itself measures from a press to a blank page, in milliseconds."""
    found: list[float] = []

    def heard(milliseconds: float) -> None:
        found.append(milliseconds)

    page.expose_function("blankAfter", heard)
    page.evaluate(TELL_WHEN_BLANK)
    return found


def press(page: Page, way: str) -> None:
    """Leave by the button, by Shift, or by the button of the dialog that is open."""
    if way == "shift":
        for _ in range(3):
            page.keyboard.press("Shift")
    elif way == "dialog":
        page.locator("#idle .exit").click()
    else:
        page.locator("#exit").click()


# --- First on every page


@pytest.mark.parametrize("language", ["en", "cy"])
def test_it_is_seen_and_reached_first_on_every_page_of_a_family(as_someone, phone, visits, shown_places, language):
    visits.broken_on_purpose = "/broken/"
    page = as_someone(phone(language, narrow=True), SIAN)
    workers = ("/worker", "/demo/gallery", "/offline")
    public = [path for path in shown_places[""] if not path.startswith(workers)]
    wrong = []
    for path in (f"/family/?lang={language}", *shown_places[SIAN], *public):
        page.goto(path)
        link = page.get_by_role("link", name=NAMES[language], exact=True).first
        box = link.bounding_box() if link.count() else None
        page.keyboard.press("Tab")
        is_first = page.evaluate("document.activeElement.id") == "exit" or page.locator("#errors").count()
        if not (box and box["y"] < 60 and box["x"] + box["width"] <= 320 and box["height"] >= 44 and is_first):
            wrong.append((path, box))
    assert wrong == []


def test_the_page_without_a_line_has_a_way_out_in_both_languages(as_someone, phone):
    page = as_someone(phone("cy", narrow=True), "")
    page.goto("/offline")

    link = page.get_by_role("link", name="Argyfwng Emergency: Gadael y dudalen hon Exit this page")
    assert link.get_attribute("href") == ELSEWHERE
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.href") == ELSEWHERE


@pytest.mark.parametrize("language", ["en", "cy"])
def test_someone_who_joins_can_leave_from_every_step(as_someone, phone, shown_app, language):
    from tests.browser.places import invitation  # noqa: PLC0415 (makes the invitation of this test alone)

    page = as_someone(phone(language), "")
    page.goto(invitation(shown_app) + f"?lang={language}")

    expect(page.get_by_role("link", name=NAMES[language], exact=True)).to_be_visible()


# --- Fast


@pytest.mark.parametrize("way", ["button", "shift", "dialog"])
def test_it_is_blank_at_once_and_the_session_is_dead_within_a_second(sian, figure, way):
    page = sian()
    if way != "button":
        page.evaluate("document.getElementById('idle').showModal()")
    blank = blanks(page)
    cookie = cookie_of(page)
    origin = page.evaluate("location.origin")
    assert not is_refused(origin, cookie)

    press(page, way)
    dead = dead_after(origin, cookie)
    page.wait_for_url(f"{ELSEWHERE}**")

    figure(f"quick exit by {way}: blank after {blank[0]:.1f} ms, session dead after {dead * 1000:.0f} ms")
    assert blank[0] < BLANK_WITHIN
    assert dead < DEAD_WITHIN


def test_it_does_not_wait_for_a_slow_page(sian, shown_app, figure):
    """A link was pressed and its answer does not come; the exit is not held up."""
    page = sian()
    blank = blanks(page)
    cookie, origin = cookie_of(page), page.evaluate("location.origin")
    answer, may_answer = shown_app.view_functions["family.next.show"], threading.Event()

    def slow() -> object:
        may_answer.wait(HELD)
        return answer()

    shown_app.view_functions["family.next.show"] = slow
    try:
        page.evaluate(FOLLOW_THEN_LEAVE)
        pressed = time.monotonic()
        while not page.url.startswith(ELSEWHERE) and time.monotonic() - pressed < HELD / 2:
            page.wait_for_timeout(20)  # the link's own way is cut off, which `wait_for_url` would take for a fault
        dead = dead_after(origin, cookie)
    finally:
        may_answer.set()
        shown_app.view_functions["family.next.show"] = answer
    figure(f"quick exit from a slow page: blank after {blank[0]:.1f} ms, session dead after {dead * 1000:.0f} ms")
    assert blank[0] < BLANK_WITHIN
    assert dead < DEAD_WITHIN


# --- Nothing left


@pytest.mark.parametrize("way", ["button", "shift"])
def test_every_store_of_the_browser_is_empty_afterwards(sian, way):
    page = sian()
    page.evaluate("async () => { await navigator.serviceWorker.ready; }")
    page.evaluate(FILL)

    press(page, way)
    page.wait_for_url(f"{ELSEWHERE}**")
    page.wait_for_timeout(500)  # the worker empties itself while we are away

    other = page.context.new_page()
    other.goto("/cookies")
    assert other.evaluate(LEFT) == NOTHING
    page.goto("/cookies")
    assert "Zwbl" not in page.evaluate("JSON.stringify(sessionStorage)")


def test_back_shows_nothing_of_ours_from_a_browser_that_keeps_whole_pages(playwright: Playwright, as_someone, address):
    """Chromium as people run it, which keeps pages for "back"; the tests' other browser does not."""
    assert as_someone
    kept = "--disable-back-forward-cache"
    browser = playwright.chromium.launch(executable_path=chromium_path(), args=flags(), ignore_default_args=[kept])
    context = browser.new_context(base_url=address.url)
    context.route(f"{ELSEWHERE}**", lambda route: route.fulfill(content_type="text/html", body="<title>x</title>"))
    page = context.new_page()
    page.add_init_script("addEventListener('pageshow', () => { globalThis.shownFirst = document.body.innerText; })")
    page.goto("/demo")
    page.locator(f"form[action='/demo/{SIAN}'] button").click()
    for path in ("/family/", "/family/goals", "/family/next"):
        page.goto(path)

    page.locator("#exit").click()
    page.wait_for_url(f"{ELSEWHERE}**")
    for _ in range(3):
        page.go_back()
        page.wait_for_load_state()
        assert "boreau tawel" not in page.evaluate("String(globalThis.shownFirst) + document.body.innerText")
        assert "/family" not in page.url
    browser.close()


# --- Before the first use


@pytest.mark.parametrize("language", ["en", "cy"])
def test_practice_goes_blank_and_signs_nobody_out(sian, language):
    page = sian(language)
    page.goto("/leaving")
    blank = blanks(page)

    page.locator("#practise").click()

    page.wait_for_url("**/leaving/practised")
    assert blank[0] < BLANK_WITHIN
    page.goto("/family/goals")
    assert page.url.endswith("/family/goals")


def test_practice_works_without_javascript(sian):
    page = sian(javascript=False)
    page.goto("/leaving")

    page.locator("#practise").click()

    expect(page.locator("h1")).to_have_text("That was practice")


def test_the_red_button_is_real_on_the_page_of_practice_too(sian):
    page = sian()
    page.goto("/leaving")
    cookie, origin = cookie_of(page), page.evaluate("location.origin")

    press(page, "shift")

    assert dead_after(origin, cookie) < DEAD_WITHIN
    page.wait_for_url(f"{ELSEWHERE}**")
