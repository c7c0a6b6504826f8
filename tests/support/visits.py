"""Pages opened by a test, what went wrong in them, and what axe says about them."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATIENCE_MS = 10_000


class Visits:
    """The browser profiles of one test; `faults` has a sentence for each thing that should not have been."""

    def __init__(self, browser: Browser, home: str) -> None:
        self._browser = browser
        self._home = home
        self._open: list[BrowserContext] = []
        self.faults: list[str] = []
        self.broken_on_purpose = ""
        """The beginning of the paths that answer with an error because the test wants it."""

    def open(self, language: str, *, may_leave_for: str | None = None, **wishes: Any) -> Page:
        """Open a clean profile that asks for this language; its paths are those of the served application.

        `by_name` opens it as `localhost`: passkeys are for names, not for numbers.
        """
        home = self._home.replace("127.0.0.1", "localhost") if wishes.pop("by_name", False) else self._home
        context = self._browser.new_context(
            base_url=home, locale={"cy": "cy-GB", "en": "en-GB"}[language], **emulation(wishes)
        )
        context.set_default_timeout(PATIENCE_MS)
        context.on("console", self._listen)
        context.on("weberror", lambda error: self.faults.append(f"script failed: {error.error}"))
        context.on("request", lambda request: self._note_elsewhere(request.url, home, may_leave_for))
        if may_leave_for:
            context.route(f"{may_leave_for}**", stand_in)
        self._open.append(context)
        return context.new_page()

    def close(self) -> None:
        """Close every profile."""
        for context in self._open:
            context.close()

    def _listen(self, message: ConsoleMessage) -> None:
        path = str(message.location.get("url", "")).removeprefix(self._home)
        refused_on_purpose = message.text.startswith("Failed to load resource") and (
            "422" in message.text
            or "404" in message.text
            or (self.broken_on_purpose and path.startswith(self.broken_on_purpose))
        )
        if message.type == "error" and not refused_on_purpose:
            self.faults.append(f"console: {message.text}")

    def _note_elsewhere(self, url: str, home: str, may_leave_for: str | None) -> None:
        """Hold against the page that it asked for something of another origin; nothing leaves this machine anyway."""
        if not url.startswith(f"{home}/") and not (may_leave_for and url.startswith(may_leave_for)):
            self.faults.append(f"asked another origin: {url}")


def stand_in(route: Route) -> None:
    """Answer for the one address elsewhere that a test expects to be led to."""
    route.fulfill(status=200, content_type="text/html", body="<!doctype html><title>Elsewhere</title>")


def emulation(wishes: dict[str, Any]) -> dict[str, Any]:
    """Turn our words for a reader's circumstances into playwright's."""
    options = dict(wishes)
    if options.pop("dark", False):
        options["color_scheme"] = "dark"
    if options.pop("forced_colours", False):
        options["forced_colors"] = "active"
    if options.pop("still", False):
        options["reduced_motion"] = "reduce"
    if options.pop("narrow", False):
        options["viewport"] = {**options.get("viewport", {"height": 800}), "width": 320}
    if not options.pop("javascript", True):
        options["java_script_enabled"] = False
    return options


@cache
def axe_source() -> str:
    """The text of axe-core; put in by `evaluate`, which a strict policy of the page allows."""
    return AXE.read_text(encoding="utf-8")


def axe(page: Page) -> list[str]:
    """What axe finds wrong on a page, a line for each element."""
    return found_by_axe(page, {"type": "tag", "values": RULES})


def contrasts(page: Page) -> list[str]:
    """What axe finds wrong with the colours alone, such as those of another scheme."""
    return found_by_axe(page, {"type": "rule", "values": ["color-contrast", "link-in-text-block"]})


def found_by_axe(page: Page, run_only: dict[str, Any]) -> list[str]:
    """Run axe on a page, putting it in first."""
    if page.evaluate("typeof window.axe") == "undefined":
        page.evaluate(axe_source())
    found = page.evaluate("only => axe.run(document, {runOnly: only, resultTypes: ['violations']})", run_only)
    return [
        f"{violation['id']}: {violation['help']} at {' '.join(map(str, node['target']))}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def sideways_pixels(page: Page) -> int:
    """How far a page scrolls sideways; 0 is right."""
    root = "document.documentElement"
    return int(page.evaluate(f"Math.max(0, {root}.scrollWidth - {root}.clientWidth)"))
