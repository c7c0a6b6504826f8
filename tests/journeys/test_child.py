"""A worker's tablet in a child's hands, in a real browser: every way out that a child, or anyone else, might try."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from portal import clock
from portal.database import Database
from portal.models import ChildRound
from portal.models.child_round import QUIET
from portal.models.words import Scale
from tests.factories import PersonMade
from tests.journeys.conftest import Enter
from tests.journeys.reader import Reader
from tests.support.records import PASSWORD
from tests.support.visits import axe, sideways_pixels

SECRET = "Ring before noon, never after"
TABLET = {"viewport": {"width": 768, "height": 1024}, "has_touch": True, "is_mobile": True}
BOTH = pytest.mark.parametrize("way", ["by touch", "without JavaScript"])
ROUND = (
    ("okay", ""),
    ("amber", ""),
    ("done", "Ci bach"),
    ("done", "Nes i golli dant!!"),
    ("next", ""),
    ("done", "Y tywyllwch"),
)
KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) found.push(...await (await caches.open(name)).keys());
  return found.map((request) => request.url);
}"""
"""The addresses of what the service worker keeps."""
SPOKEN = """
window.spoken = [];
speechSynthesis.speak = (said) => spoken.push(said.text);
window.SpeechSynthesisUtterance = class extends EventTarget { constructor(text) { super(); this.text = text; } };
"""
"""What a device would say, written down: this machine's browser has no voice."""
VOICES = "speechSynthesis.getVoices = () => [{ lang: 'en-GB' }]"


@pytest.fixture
def child(make) -> PersonMade:
    """A child whose family has a note and a goal that are not for other eyes."""
    made = make.child(make.family(keyworker=make.worker(first_name="Beth")), age=8)
    make.note(made.family, SECRET)
    make.goal(made, "Someone to play with", scale=Scale.RAG)
    return made


@pytest.fixture
def place(child: PersonMade) -> str:
    """Where the worker begins."""
    return f"/worker/families/{child.family.ref}/child/{child.id}"


@pytest.fixture
def handed_over(at_work: Enter, child: PersonMade, place: str) -> Callable[..., Reader]:
    """The tablet in the child's hands, after the worker had the family's notes open on it."""

    def hand(childs: str = "en", **wishes: object) -> Reader:
        beth = at_work(child.family.keyworker, **(TABLET | wishes))
        beth.opens("/worker/")
        beth.opens(f"/worker/families/{child.family.ref}/notes")
        beth.reads(SECRET)
        hands_over(beth, place, childs)
        return beth

    return hand


def hands_over(beth: Reader, place: str, language: str = "en") -> None:
    beth.opens(f"{place}/start")
    beth.page.locator(f"[name=language][value={language}]").check()
    beth.writes("Who is in the room?", "The two of us")
    beth.presses("Hand it over")
    beth.is_at(f"{place}/now")


def is_kept(page: Page, place: str) -> None:
    """Only the child's page is to be seen."""
    page.wait_for_url(f"**{place}/now**")
    expect(page.locator(".round, .leave")).to_be_visible()
    assert SECRET not in page.content()


@BOTH
def test_back_and_forward_and_refresh_stay_with_the_child(handed_over, place, way, ways_out):
    page = handed_over(way=way).page
    with page.expect_navigation():
        page.locator("button[value=happy]").click()

    for _ in range(8):
        if page.go_back() is None and page.url == "about:blank":
            break
        with ways_out.is_shut():
            is_kept(page, place)
    for go in (*[page.go_forward] * 3, page.reload):
        with ways_out.is_shut():
            go()
            is_kept(page, place)


@BOTH
def test_the_history_of_the_tab_leads_back(handed_over, place, way, ways_out):
    page = handed_over(way=way).page
    page.goto(place)
    history = page.context.new_cdp_session(page)
    entries = history.send("Page.getNavigationHistory")["entries"]

    for entry in entries[1:]:
        with ways_out.is_shut():
            with page.expect_navigation(wait_until="load"):
                history.send("Page.navigateToHistoryEntry", {"entryId": entry["id"]})
            is_kept(page, place)


@BOTH
def test_no_address_leads_out(handed_over, child, place, way, ways_out):
    page = handed_over(way=way).page

    for path in (
        "/", "/worker/", "/worker/account", f"/worker/families/{child.family.ref}/", "/worker/second-step", "/sign-in",
        "/worker/sign-in", "/family/", "/help-now", "/cookies", "/offline", "/nowhere", f"{place}", f"{place}/start",
        f"/worker/families/{child.family.ref}/notes?lang=cy", f"{place}/now/../../../../notes", "/sign-out",
    ):  # fmt: skip
        with ways_out.is_shut():
            page.goto(path)
            is_kept(page, place)


def test_neither_a_pages_source_nor_a_script_in_the_address_bar_shows_more(handed_over, child, place, ways_out):
    page, notes = handed_over().page, f"/worker/families/{child.family.ref}/notes"

    for asked in (
        "{}", "{method: 'POST'}", "{method: 'OPTIONS'}", "{method: 'PUT'}", "{cache: 'force-cache'}",
        "{headers: {'HX-Request': 'true'}}", "{headers: {Accept: 'application/json'}}", "{redirect: 'manual'}",
    ):  # fmt: skip
        with ways_out.is_shut():
            assert SECRET not in page.evaluate(f"async () => (await fetch('{notes}', {asked})).text()")
    with ways_out.is_shut():
        assert [url for url in page.evaluate(KEPT) if "/static/" not in url] == []
    with ways_out.is_shut():
        page.goto(f"view-source:{page.url.replace(f'{place}/now', notes)}")
        assert SECRET not in page.content()


@BOTH
def test_a_new_tab_and_a_deep_link_open_the_childs_page(handed_over, child, place, way, ways_out):
    page = handed_over(way=way).page

    tab = page.context.new_page()
    with ways_out.is_shut():
        tab.goto(f"/worker/families/{child.family.ref}/notes")
        is_kept(tab, place)
    tab.goto("about:blank")
    with ways_out.is_shut():
        tab.goto("/")
        is_kept(tab, place)


def test_a_tab_that_was_open_before_shows_its_page_no_more(at_work, child, place, ways_out):
    beth = at_work(child.family.keyworker, **TABLET)
    other = beth.page.context.new_page()
    other.goto(f"/worker/families/{child.family.ref}/notes")
    expect(other.locator("body")).to_contain_text(SECRET)

    hands_over(beth, place)

    with ways_out.is_shut():
        is_kept(other, place)


@BOTH
def test_what_a_child_wrote_comes_back_to_nobody(handed_over, place, way):
    page = handed_over(way=way).page
    for answer in ("happy", "green", "skipped", "skipped", "next"):
        page.locator(f"button[value={answer}]").click()
    expect(page.locator("h1")).to_have_text("What is your worry?")
    page.locator("textarea").fill("He shouts at night")
    page.locator("button[value=done]").click()
    expect(page.locator("h1")).to_have_text("Thank you")
    page.locator("button[value=back]").click()
    expect(page.locator("textarea")).to_have_value("")

    for go in (*[page.go_back] * 6, *[page.go_forward] * 5, page.reload):
        if go() is not None:
            is_kept(page, place)
            assert [box.input_value() for box in page.locator("textarea").all()] in ([""], [])


@BOTH
def test_signing_out_is_no_way_in(handed_over, place, way, ways_out):
    beth = handed_over(way=way)
    beth.opens(f"{place}/now/leave")

    with ways_out.is_shut():
        beth.presses("Sign out")
        beth.sees("You are signed out.")
        is_signed_out(beth, place)


@BOTH
def test_a_round_that_ended_by_itself_opens_nothing(handed_over, place, database: Database, way, ways_out):
    beth = handed_over(way=way)
    with database.engine.begin() as connection:
        quiet = clock.now() - QUIET - timedelta(seconds=1)
        connection.execute(update(ChildRound).values(last_at=quiet))

    with ways_out.is_shut():
        beth.page.reload()
        beth.is_at("/worker/sign-in")
        is_signed_out(beth, place)


def is_signed_out(beth: Reader, place: str) -> None:
    """Nothing is to be seen, whatever is asked for or come back to."""
    for _ in range(5):
        beth.page.go_back()
        beth.reads_nothing_of(SECRET)
    for path in (f"{place}/now", "/worker/"):
        beth.opens(path)
        beth.is_at("/worker/sign-in")


def test_after_ten_quiet_minutes_the_page_shuts_and_what_was_written_is_not_shown(handed_over):
    page = handed_over().page
    for answer in ("happy", "green"):
        page.locator(f"button[value={answer}]").click()
    expect(page.locator("textarea")).to_be_visible()
    page.clock.install()
    page.reload()
    page.locator("textarea").fill("Nobody may read this")

    page.clock.fast_forward(int(QUIET.total_seconds()) * 1000)

    expect(page.get_by_role("heading", name="This is closed now")).to_be_visible()
    assert "Nobody may read this" not in page.evaluate("() => document.body.innerText")
    page.keyboard.press("Escape")
    expect(page.locator(".round")).to_be_hidden()


def test_a_line_that_is_gone_opens_nothing(handed_over, visits, place, ways_out):
    page = handed_over().page
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.context.set_offline(True)

    with ways_out.is_shut():
        page.goto("/worker/", wait_until="commit")
        expect(page.locator("h1")).to_contain_text("You are offline")
        assert SECRET not in page.content()
        page.context.set_offline(False)
        page.goto("/")
        is_kept(page, place)
    visits.faults[:] = [fault for fault in visits.faults if "ERR_INTERNET_DISCONNECTED" not in fault]


@BOTH
def test_the_worker_leaves_with_their_password_and_only_with_it(handed_over, child, place, way, ways_out):
    beth = handed_over(way=way)
    beth.page.locator("button[value=stop]").click()
    beth.page.locator(".round__leave").click()
    assert (axe(beth.page) if way == "by touch" else []) == []

    with ways_out.is_shut():
        beth.writes("Your password now", "nid-hwn-yw-e")
        beth.page.locator("#page-form button[type=submit]").last.click()
        beth.sees("This is not your password. Please try again. After five tries, wait 15 minutes.")
        beth.opens("/worker/")
        is_kept(beth.page, place)
    beth.opens(f"{place}/now/leave")
    beth.writes("Your password now", PASSWORD)
    beth.page.locator("#page-form button[type=submit]").last.click()

    beth.sees("This device is yours again.")
    beth.opens(f"/worker/families/{child.family.ref}/notes")
    beth.reads(SECRET)


@BOTH
@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_child_goes_through_a_round_in_twelve_presses(handed_over, place, language, way, at_most):
    beth = handed_over(language, way=way)
    page, presses = beth.page, 0
    page.goto(f"{place}/now")

    for answer, words in ROUND:
        assert (axe(page) if way == "by touch" else []) == []
        assert sideways_pixels(page) == 0
        if words:
            page.locator("textarea").tap()
            page.locator("textarea").fill(words)
            presses += 1
        small = [box for box in boxes(page) if box["height"] < 88 or box["width"] < 88]
        assert small == []
        with page.expect_navigation():
            page.locator(f"button[value={answer}]").tap()
        presses += 1

    expect(page.locator("h1")).to_have_text({"en": "Thank you", "cy": "Diolch"}[language])
    at_most("presses of a child's round of five questions", presses, 12)


def boxes(page: Page) -> list[dict[str, float]]:
    """Where the child presses."""
    found = page.locator(".answers button, .round__go, .round__foot button").all()
    return [dict(one.bounding_box() or {"height": 0, "width": 0}) for one in found]


def test_the_page_is_read_aloud_where_the_device_has_a_voice(handed_over, place):
    page = handed_over().page
    expect(page.locator("[data-aloud]")).to_be_hidden()

    page.add_init_script(VOICES)
    page.add_init_script(SPOKEN)
    page.goto(f"{place}/now")
    page.get_by_role("button", name="Read it to me").click()

    spoken = page.evaluate("() => spoken")
    assert spoken[:3] == ["How do you feel today?", "Happy", "OK"]
    assert spoken[-1] == "Stop"
