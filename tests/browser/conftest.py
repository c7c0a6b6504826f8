"""What the tests of the browser itself may ask for: the demo served on SQLite; nothing here depends on the engine."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask, abort, request
from playwright.sync_api import Page

from portal import demo
from portal.app import create_app
from portal.database import session_of, unit_of_work
from portal.settings import Settings
from tests.browser import places
from tests.support.databases import sqlite_maker
from tests.support.visitors import Visit

Open = Callable[..., Page]
Figure = Callable[[str], None]
OPENED = {"ref": "M1002", "purpose": "danger", "reason": "The police rang about shouting at night.", "hours": "4"}
"""What a worker from outside the team opens, so that the list of openings is not empty."""
FIGURES = pytest.StashKey[list[str]]()


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Figure:
    """Print a measured figure when the run is over: `figure("home: 31 KB")`."""
    return request.config.stash.setdefault(FIGURES, []).append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the figures, even where nothing failed."""
    for line in config.stash.get(FIGURES, []):
        terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def shown_app(
    settings_for: Callable[..., Settings], tmp_path_factory: pytest.TempPathFactory, address
) -> Iterator[Flask]:
    """The application with the demo people in it, for these tests alone; they leave it much as it was.

    `/broken/429` and the like answer with an error, so that its page can be looked at.
    """
    with sqlite_maker(tmp_path_factory.mktemp("shown"))() as url:
        app = create_app(settings_for(url, demo=True, public_url=address.url))
        app.before_request(break_on_purpose)
        data = app.extensions["nod.database"]
        with session_of(data), unit_of_work() as db:
            demo.fill(db, app.extensions["nod.settings"])
        Visit(app)("dai@demo.example").post("worker.openings.new", OPENED)
        yield app
        data.close()


def break_on_purpose() -> None:
    """Answer with the error that the address names."""
    if request.path.startswith("/broken/"):
        abort(int(request.path.rpartition("/")[2]))


@pytest.fixture(scope="session")
def shown_places(shown_app: Flask) -> dict[str, list[str]]:
    """Every address, by who comes to it."""
    everyone = (*places.PEOPLE, *places.PEOPLE_WITH_LITTLE, *places.HALFWAY)
    found = {name: places.of_someone(shown_app, name) for name in everyone}
    return {"": places.of_nobody(shown_app)} | found


@pytest.fixture
def as_someone(shown_app: Flask, serve: Callable[[Flask], str]) -> Callable[[Page, str], Page]:
    """Be one of the demo people, or nobody, on a page: `as_someone(phone("cy"), "elin")`."""
    serve(shown_app)

    def be(page: Page, name: str) -> Page:
        if name in places.HALFWAY:
            page.goto("/worker/sign-in")
            page.locator("#name").fill(name.partition(" ")[0])
            page.locator("#password").fill(demo.PASSWORD)
            page.locator("#page-form button[type=submit]").click()
            page.wait_for_url("**/worker/second-step**")
        elif name:
            page.goto("/demo")
            page.locator(f"form[action='/demo/{name}'] button").click()
            page.wait_for_url(lambda where: "/demo" not in where)
        return page

    return be
