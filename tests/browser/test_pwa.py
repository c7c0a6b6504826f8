"""Nod on a home screen: what is kept on the device, what never is, and how tightly pages are held."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import chromium_path, flags

KEPT = "async () => { const names = await caches.keys(); const all = []; for (const name of names) { \
for (const one of await (await caches.open(name)).keys()) all.push(new URL(one.url).pathname); } return all; }"
READY = "async () => { await navigator.serviceWorker.ready; }"
PRIVATE = ("/family/", "/family/next", "/family/goals", "/family/sharing", "/family/account", "/sign-in", "/join")


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_manifest_has_no_faults_and_speaks_the_readers_language(as_someone, phone, language):
    page = as_someone(phone(language), "")
    page.goto(f"/?lang={language}")

    found = page.context.new_cdp_session(page).send("Page.getAppManifest")

    assert found["errors"] == []
    manifest = json.loads(found["data"])
    assert manifest["lang"] == language
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}


def test_it_can_be_installed(as_someone, playwright, address, tmp_path):
    """A browser that keeps a profile says whether it would offer to install; a private one never does."""
    assert as_someone
    context = playwright.chromium.launch_persistent_context(tmp_path, executable_path=chromium_path(), args=flags())
    page = context.pages[0]
    page.goto(address.url)

    faults = page.context.new_cdp_session(page).send("Page.getInstallabilityErrors")["installabilityErrors"]

    context.close()
    assert faults == []


def test_the_device_keeps_static_files_and_nothing_else(as_someone, phone):
    page = as_someone(phone("cy"), "sian@demo.example")
    page.evaluate(READY)
    for path in PRIVATE[:5]:
        page.goto(path)

    kept = page.evaluate(KEPT)

    assert kept
    assert [path for path in kept if not path.startswith("/static/")] == []
    assert page.evaluate("() => Object.keys(localStorage)") == []
    assert page.evaluate("() => Object.keys(sessionStorage)") == ["htmx-current-path-for-history"]  # a path, no words
    assert page.evaluate("async () => (await indexedDB.databases()).length") == 0


def test_nobody_who_only_looks_gets_anything_kept(as_someone, phone):
    page = as_someone(phone(), "")
    page.goto("/")
    page.goto("/help-now", wait_until="networkidle")

    assert page.evaluate(KEPT) == []
    assert page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0


def test_without_a_line_there_is_a_page_with_the_numbers_and_nothing_private(as_someone, phone, visits):
    page = as_someone(phone("cy"), "sian@demo.example")
    page.evaluate(READY)
    page.goto("/family/")
    page.context.set_offline(True)

    page.goto("/family/goals")

    expect(page.locator("h1")).to_contain_text("all-lein")
    for number in ("999", "0808 80 10 800", "0800 1111", "116 123"):
        expect(page.locator("body")).to_contain_text(number)
    assert "Siân" not in page.content()
    page.context.set_offline(False)
    page.goto("/family/goals")
    expect(page.locator("html")).to_have_attribute("lang", "cy")
    visits.faults[:] = [fault for fault in visits.faults if "ERR_INTERNET_DISCONNECTED" not in fault]


SAID = {
    ("grace@demo.example", "en"): "There is no connection just now. Nothing is lost. Press again when it is back.",
    (
        "grace@demo.example",
        "cy",
    ): "Does dim cysylltiad ar hyn o bryd. Does dim wedi’i golli. Pwyswch eto pan ddaw’n ôl.",
    ("elin", "cy"): "Does dim cysylltiad ar hyn o bryd. Does dim wedi’i golli. Pwysa eto pan ddaw’n ôl.",
}


@pytest.mark.parametrize(("name", "language"), SAID, ids=["en", "cy", "ti"])
def test_a_form_sent_without_a_line_stays_with_all_its_words_and_is_sent_with_the_next_press(
    as_someone, phone, name, language
):
    page = as_someone(phone(language), name)
    page.goto(f"/family/goals/new?lang={language}")
    page.get_by_role("textbox").fill("Cysgu drwy’r nos")
    page.locator("[name=whose]").first.check()
    page.locator("[name=circle]").first.check()
    page.context.set_offline(True)
    button = page.locator("#page-form [type=submit]")
    for _ in range(2):
        button.click()
        expect(page.get_by_role("alert")).to_have_text(SAID[name, language])
    expect(page.get_by_role("textbox")).to_have_value("Cysgu drwy’r nos")
    page.context.set_offline(False)
    expect(page.get_by_role("alert")).to_have_count(0)

    button.click()

    expect(page.locator("h1")).to_have_text("Cysgu drwy’r nos")
    end(page)


def end(page):
    """Put the goal away again: three may be open, and these people serve every test."""
    page.goto(f"{page.url}/end")
    page.locator("#page-form input[type=radio]").first.check()
    page.locator("#page-form [type=submit]").click()
    page.wait_for_url(lambda url: not url.endswith("/end"))


def test_the_language_is_not_switched_without_a_line_and_nothing_typed_is_lost(as_someone, phone):
    page = as_someone(phone("en"), "grace@demo.example")
    page.goto("/family/goals/new?lang=en")
    page.get_by_role("textbox").fill("I want to sleep at night")
    page.context.set_offline(True)

    page.get_by_role("button", name="Cymraeg").click()

    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_value("I want to sleep at night")


def test_private_pages_are_not_stored_and_the_policy_is_strict(as_someone, phone):
    page = as_someone(phone(), "sian@demo.example")

    for path in PRIVATE:
        headers = page.context.request.get(path, max_redirects=0).headers
        assert "no-store" in headers["cache-control"], path
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert not re.search(r"unsafe-|\*|data:|https?:", policy)


def test_both_cookies_are_held_tightly(as_someone, phone):
    page = as_someone(phone(), "sian@demo.example")

    cookies = {cookie["name"]: cookie for cookie in page.context.cookies()}

    assert set(cookies) == {"__Host-nod", "__Host-nod-known"}
    for cookie in cookies.values():
        assert (cookie["secure"], cookie["httpOnly"], cookie["sameSite"], cookie["path"]) == (True, True, "Lax", "/")
    assert cookies["__Host-nod"]["expires"] == -1
