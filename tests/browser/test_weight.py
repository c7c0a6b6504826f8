"""What a page costs a family on a prepaid phone: bytes as they came over the line, requests, and how it settles."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page

STATIC = Path(__file__).resolve().parents[2] / "static"
KB = 1024
FIRST_VISIT, MOST_REQUESTS, FIRST_FLIGHT = 40 * KB, 8, 14_000
LATER_PAGE, OWN_SCRIPT, STYLE = 12 * KB, 6 * KB, 9 * KB
SHIFTS = """
() => new Promise((done) => {
  let sum = 0;
  const watch = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sum += entry.value;
  });
  watch.observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})
"""


@dataclass
class Loaded:
    """What came over the line, by address."""

    bytes: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    def of(self, *kinds: str) -> int:
        """The bytes of these kinds of answer, such as `Document`."""
        return sum(count for address, count in self.bytes.items() if self.kinds.get(address) in kinds)


@contextmanager
def weighed(page: Page, until: Literal["load", "networkidle"] = "load") -> Iterator[Loaded]:
    """Count, with their headers, the answers that come while the block goes on."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    addresses: dict[str, str] = {}
    found = Loaded()

    at_hand: set[str] = set()

    def answered(event: dict[str, Any]) -> None:
        if event["requestId"] not in at_hand and not event["response"].get("fromDiskCache"):
            addresses[event["requestId"]] = event["response"]["url"]
            found.kinds[event["response"]["url"]] = event["type"]

    def finished(event: dict[str, Any]) -> None:
        if event["requestId"] in addresses:
            found.bytes[addresses[event["requestId"]]] = event["encodedDataLength"]

    line.on("Network.requestServedFromCache", lambda event: at_hand.add(event["requestId"]))
    line.on("Network.responseReceived", answered)
    line.on("Network.loadingFinished", finished)
    yield found
    page.wait_for_load_state(until)
    line.detach()


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_first_visit_of_the_home_page_is_light(as_someone, phone, figure, language):
    """The worker that keeps static files is held back: what it fetches is not waited for and comes once."""
    page = as_someone(phone(language, service_workers="block"), "sian@demo.example")
    page.goto(f"/family/?lang={language}")
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")

    with weighed(page, until="networkidle") as loaded:
        page.goto("/family/")

    whole, first_flight = sum(loaded.bytes.values()), loaded.of("Document", "Stylesheet")
    figure(f"first visit, {language}: {whole} B in {len(loaded.bytes)} requests; HTML and CSS {first_flight} B")
    assert whole <= FIRST_VISIT
    assert len(loaded.bytes) <= MOST_REQUESTS
    assert first_flight <= FIRST_FLIGHT
    assert page.evaluate(SHIFTS) == 0


@pytest.mark.parametrize("name", ["sian@demo.example", "beth@demo.example"])
def test_each_later_page_is_lighter(as_someone, phone, figure, shown_places, name):
    page = as_someone(phone("cy", service_workers="block"), name)
    home = "/worker/" if name.startswith("beth") else "/family/"
    page.goto(f"{home}?lang=cy")
    too_heavy, heaviest = {}, 0
    for path in shown_places[name]:
        with weighed(page) as loaded:
            page.goto(path)
        heaviest = max(heaviest, weight := sum(loaded.bytes.values()))
        if weight > LATER_PAGE:
            too_heavy[path] = weight

    figure(f"the heaviest later page of {name}: {heaviest} B")
    assert too_heavy == {}


def test_nothing_moves_while_a_page_settles(as_someone, phone, shown_places):
    page = as_someone(phone("cy"), "sian@demo.example")

    shifted = {path: page.evaluate(SHIFTS) for path in shown_places["sian@demo.example"] if page.goto(path)}

    assert {path: shift for path, shift in shifted.items() if shift} == {}


@pytest.mark.parametrize(("name", "most"), [("js/nod.js", OWN_SCRIPT), ("css/nod.css", STYLE)])
def test_our_own_files_stay_small(figure, name, most):
    size = len(gzip.compress((STATIC / name).read_bytes(), mtime=0))

    figure(f"{name}: {size} B compressed")
    assert size <= most
