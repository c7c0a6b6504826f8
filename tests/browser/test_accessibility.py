"""Every page, in both languages and both schemes: axe finds nothing, nothing scrolls sideways, no console line."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.browser import places
from tests.support.visitors import Visit
from tests.support.visits import axe, contrasts, sideways_pixels

pytestmark = pytest.mark.slow

WORKERS = {"beth@demo.example", "asha@demo.example", "rhian@demo.example", "admin@demo.example", *places.HALFWAY}
SMALL_DESK = {"width": 1040, "height": 800}
PHONE, DESK, SMALL = {"width": 360, "height": 5000}, {"width": 1280, "height": 900}, {"width": 320, "height": 800}
"""The phone is so long that the bar at its foot lies over nothing; what is under it can be scrolled to."""
TWICE_THE_TEXT = "root => { root.style.fontSize = `${2 * parseFloat(getComputedStyle(root).fontSize)}px`; }"


def test_somebody_is_led_to_every_page(shown_app, shown_places):
    assert list(places.never_come_to(shown_app, shown_places)) == []


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("name", ["", *places.PEOPLE, *places.PEOPLE_WITH_LITTLE, *places.HALFWAY])
def test_every_page_is_accessible(shown_app, as_someone, desk, visits, shown_places, name, language):
    visits.broken_on_purpose = "/broken/"
    page = as_someone(desk(language), name)
    page.goto(f"/?lang={language}")
    paths = places.new_to(shown_app, shown_places, name) if language == "en" else shown_places[name]

    found = [fault for path in paths for fault in faults(page, path, language, at_a_desk=name in WORKERS)]

    assert found == []


def faults(page: Page, path: str, language: str, *, at_a_desk: bool) -> Iterator[str]:
    """Everything wrong with one page, with its address."""
    page.set_viewport_size(DESK if at_a_desk or path == "/demo/gallery" else PHONE)
    page.goto(path)
    if page.locator("html").get_attribute("lang") != language and path != "/offline":
        yield f"{path}: is not in {language}"
    yield from (f"{path}: {fault}" for fault in axe(page))
    page.emulate_media(color_scheme="dark")
    yield from (f"{path}, dark: {fault}" for fault in contrasts(page))
    page.emulate_media(color_scheme="light")
    for size in (SMALL, SMALL_DESK):
        page.set_viewport_size(size)
        if pixels := sideways_pixels(page):
            yield f"{path}, {size['width']} px: {pixels} px sideways"
    page.set_viewport_size(DESK if at_a_desk else PHONE)
    page.locator("html").evaluate(TWICE_THE_TEXT)
    if pixels := sideways_pixels(page):
        yield f"{path}, 200 % text: {pixels} px sideways"


MISTAKES = {
    "": ["/sign-in", "/worker/sign-in", "/join"],
    "sian@demo.example": [
        "/family/goals/new",
        "/family/praise/new",
        "/family/account/password",
        "family.goals.score",
        "family.goals.end",
    ],
    "beth@demo.example": [
        "worker.next.add",
        "worker.next.move",
        "worker.next.drop",
        "worker.goals.new",
        "worker.goals.score",
        "worker.sharing.ask",
        "worker.sharing.show",
        "worker.people.add",
        "worker.team.add",
        "worker.notes.index",
        "worker.openings.new",
        "worker.risk.mark",
        "worker.parting.ask",
        "worker.praise.new",
    ],
}
"""Forms that nobody filled in."""


@pytest.mark.parametrize("name", list(MISTAKES))
def test_a_form_sent_empty_is_accessible_too(shown_app, as_someone, desk, shown_places, name):
    page = as_someone(desk("cy"), name)
    found = []
    for path in (one for kind in MISTAKES[name] for one in addresses(shown_app, shown_places[name], kind)):
        page.set_viewport_size(DESK if name in WORKERS else PHONE)
        page.goto(path)
        page.locator("#page-form button:not([type=button]):not([name=_language])").last.click()
        page.wait_for_selector("#errors")
        found += [f"{path}: {fault}" for fault in axe(page)]
        page.emulate_media(color_scheme="dark")
        found += [f"{path}, dark: {fault}" for fault in contrasts(page)]
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(SMALL)
        found += [f"{path}: {sideways_pixels(page)} px sideways"] if sideways_pixels(page) else []

    assert found == []


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_page_of_someone_who_is_frozen_is_accessible(shown_app, as_someone, phone, language):
    """Gareth is frozen while he looks, and let in again for whoever tries him next."""
    beth, who = Visit(shown_app)("beth@demo.example"), {"ref": "M1001"}
    who["person_id"] = places.actor_of(shown_app, "gareth@demo.example").person_id
    page = as_someone(phone(language), "gareth@demo.example")
    beth.post("worker.access.freeze", **who)
    found = list(faults(page, f"/family/?lang={language}", language, at_a_desk=False))
    where = page.url
    beth.post("worker.access.unfreeze", {"reason": "It was only tried."}, **who)

    assert where.endswith("/ring")
    assert found == []


@pytest.mark.parametrize("language", ["en", "cy"])
def test_what_each_person_will_see_is_accessible(as_someone, desk, language):
    page = as_someone(desk(language), "beth@demo.example")
    page.goto(f"/worker/families/M1001/part-homes?lang={language}")
    for name in {str(one.get_attribute("name")) for one in page.locator("input[type=radio]").all()}:
        page.locator(f"input[type=radio][name='{name}']").first.check()
    page.locator("#page-form .actions button").first.click()
    page.wait_for_selector("input[name=previewed]", state="attached")

    found = axe(page)
    page.emulate_media(color_scheme="dark")
    found += contrasts(page)
    page.set_viewport_size(SMALL)
    assert [*found, sideways_pixels(page)] == [0]


def addresses(app: Flask, paths: list[str], kind: str) -> list[str]:
    """The addresses of a kind of page; an address is one itself."""
    return [kind] if kind.startswith("/") else [path for path in paths if places.kind_of(app, path) == kind]


@pytest.mark.parametrize("name", ["sian@demo.example", "beth@demo.example"])
def test_forced_colours_keep_every_shape(as_someone, phone, shown_places, name):
    page = as_someone(phone("en", forced_colours=True), name)
    kinds = ("/family/", "/goals", "/score", "/sharing", "/M1001/", "/next")
    paths = [path for path in shown_places[name] if path.endswith(kinds) or "/goals/" in path]

    assert [f"{path}: {fault}" for path in paths for fault in (page.goto(path) and shapeless(page))] == []


SHAPELESS = """
() => [...document.querySelectorAll("svg.rag, svg.icon, svg.chart path, svg.chart ellipse, .scale__n label, .days li")]
  .filter((part) => part.getClientRects().length)
  .filter((part) => {
    const ground = getComputedStyle(document.body).backgroundColor;
    const inner = [part, ...part.querySelectorAll("*")];
    return inner.every((one) => {
      const style = getComputedStyle(one);
      const drawn = [style.stroke, style.fill, style.color].filter((colour) => colour && colour !== "none");
      return drawn.every((colour) => colour === ground || colour === "rgba(0, 0, 0, 0)");
    });
  })
  .map((part) => part.outerHTML.slice(0, 90))
"""


def shapeless(page: Page) -> list[str]:
    """Shapes that are drawn in the colour of the ground they lie on."""
    return list(page.evaluate(SHAPELESS))
