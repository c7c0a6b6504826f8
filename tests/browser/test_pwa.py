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


def test_a_form_sent_without_a_line_is_sent_when_the_page_is_loaded_again(as_someone, phone, visits):
    page = as_someone(phone("en"), "grace@demo.example")
    page.goto("/family/goals/new?lang=en")
    page.get_by_role("textbox").fill("I want to sleep at night")
    page.locator("[name=whose]").first.check()
    page.locator("[name=circle]").first.check()
    page.context.set_offline(True)
    page.get_by_role("button", name="Save my goal").click()
    page.wait_for_url(lambda url: url.startswith("chrome-error:"), wait_until="commit")
    page.context.set_offline(False)

    page.reload()

    expect(page.locator("#said")).to_have_text("Your goal is saved. You can score it now.")
    expect(page.locator("h1")).to_have_text("I want to sleep at night")
    visits.faults[:] = [fault for fault in visits.faults if "ERR_INTERNET_DISCONNECTED" not in fault]


def test_private_pages_are_not_stored_and_the_policy_is_strict(as_someone, phone):
    page = as_someone(phone(), "sian@demo.example")

    for path in PRIVATE:
        headers = page.context.request.get(path, max_redirects=0).headers
        assert "no-store" in headers["cache-control"], path
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert not re.search(r"unsafe-|\*|data:|https?:", policy)


def test_the_one_cookie_is_held_tightly(as_someone, phone):
    page = as_someone(phone(), "sian@demo.example")

    (cookie,) = page.context.cookies()

    assert cookie["name"] == "__Host-nod"
    assert (cookie["secure"], cookie["httpOnly"], cookie["sameSite"], cookie["path"]) == (True, True, "Lax", "/")
    assert cookie["expires"] == -1
