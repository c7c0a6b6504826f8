"""The pictures of the README: `pytest tests/browser/test_screenshots.py --screenshots` draws them anew."""

import struct
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Page

from portal import demo
from portal.app import create_app
from portal.database import session_of, unit_of_work
from portal.settings import Settings
from tests.support.databases import sqlite_maker

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
A_TUESDAY = datetime(2026, 11, 24, 9, 40, tzinfo=UTC)
PHONE, DESK, TALL_DESK = {"width": 360, "height": 880}, {"width": 1120, "height": 640}, {"width": 1120, "height": 1640}
LAST = {"next-en": ".fate"}
"""What must stand in a picture although it lies further down."""
SIAN, GARETH, ELIN, BETH = "sian@demo.example", "gareth@demo.example", "elin", "beth@demo.example"
PICTURES = {
    "home-en": (GARETH, "/family/", ()),
    "home-cy": (SIAN, "/family/", ()),
    "next-en": (GARETH, "/family/next", ()),
    "goal-cy": (SIAN, "/family/goals", ("boreau tawel",)),
    "journey-en": (SIAN, "/family/goals", ("How far we have come",)),
    "child-cy": (BETH, "/worker/", ("Llwyd",)),
    "words-en": (ELIN, "/family/words", ()),
    "looks-cy": (SIAN, "/family/distance", ("Cyn adolygiad",)),
    "score-en": (GARETH, "/family/goals", ("cook tea", "Score this goal")),
    "sharing-cy": (SIAN, "/family/sharing", ()),
    "picture-en": (SIAN, "/family/sharing/picture", ()),
    "question-cy": (SIAN, "/family/sharing", ("Teimladau ac ymddygiad",)),
    "caseload-en": (BETH, "/worker/", ()),
    "case-en": (BETH, "/worker/", ("Llwyd",)),
}
"""Who looks, where they begin, and the links they follow."""
AT_A_DESK = ("caseload-en", "case-en")


@pytest.fixture(scope="module")
def pictured_app(settings_for: Callable[..., Settings], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The demo as it is on a Tuesday morning, so that dates do not change the pictures."""
    with (
        time_machine.travel(A_TUESDAY, tick=True),
        sqlite_maker(tmp_path_factory.mktemp("pictured"))() as url,
    ):
        app = create_app(settings_for(url, demo=True))
        data = app.extensions["nod.database"]
        with session_of(data), unit_of_work() as db:
            demo.fill(db, app.extensions["nod.settings"])
        yield app
        data.close()


@pytest.mark.parametrize("name", list(PICTURES))
def test_the_pages_of_the_readme_can_be_drawn(name, pictured_app, serve, phone, desk, request, tmp_path):
    serve(pictured_app)
    opened = desk if name in AT_A_DESK else phone
    page = opened(name[-2:], still=True, viewport=size_of(name))
    folder = FOLDER if request.config.getoption("--screenshots") else tmp_path

    goes_to(page, name)
    drawn = page.screenshot(path=folder / f"{name}.png")

    assert struct.unpack(">I", drawn[16:20]) == (1120 if name in AT_A_DESK else 720,)
    assert 20_000 < len(drawn) < 400_000
    assert f"docs/screenshots/{name}.png" in (FOLDER.parents[1] / "README.md").read_text(encoding="utf-8")


def size_of(name: str) -> dict[str, int]:
    """How much of a page a picture shows."""
    if name not in AT_A_DESK:
        return PHONE
    return TALL_DESK if name == "case-en" else DESK


def goes_to(page: Page, name: str) -> None:
    """Sign in as one of the demo people and go where the picture is drawn."""
    who, begin, links = PICTURES[name]
    page.goto("/demo")
    page.locator(f"form[action='/demo/{who}'] button").click()
    page.wait_for_url(lambda where: "/demo" not in where)
    page.goto(f"{begin}?lang={name[-2:]}")
    for words in links:
        page.locator("main").get_by_role("link", name=words).first.click()
        page.wait_for_load_state()
    if name == "child-cy":
        hands_over(page)
    page.evaluate("scrollTo(0, 0)")
    if name in LAST:
        page.locator(LAST[name]).first.evaluate("one => one.scrollIntoView({block: 'end'})")


def hands_over(page: Page) -> None:
    """Lock the device to a child, in Welsh."""
    page.locator("a[href*='/child/']", has_text="Macsen").click()
    page.get_by_role("link", name="Dechrau").click()
    page.locator("[name=language][value=cy]").check()
    page.locator("#page-form button[type=submit]").last.click()
    page.wait_for_url("**/now**")
