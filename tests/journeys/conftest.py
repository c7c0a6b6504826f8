"""What the journeys may ask for: the application served to real browsers, and the ways to go through it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import update

from portal import clock
from portal.database import Database
from portal.models import AccountSession
from tests.journeys.reader import KeyboardReader, Reader
from tests.journeys.ways_out import WaysOut
from tests.support.council import time_code_of
from tests.support.figures import Figure
from tests.support.records import PASSWORD, PersonMade, WorkerMade

Open = Callable[..., Page]
Enter = Callable[..., Reader]

FINGER = "by touch"
WAYS = {FINGER: Reader, "without JavaScript": Reader, "by keyboard": KeyboardReader}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Go by finger on both databases; what a browser does by keyboard or without a script is the same on either."""
    items[:] = [item for item in items if not is_the_same_again(item)]


def is_the_same_again(item: pytest.Item) -> bool:
    """Say whether another database would tell nothing new."""
    chosen = getattr(item, "callspec", None)
    return (
        chosen is not None
        and chosen.params.get("way", FINGER) != FINGER
        and chosen.params.get("engine_name") == "postgresql"
        and item.config.getoption("--database") == "both"
    )


@pytest.fixture(autouse=True)
def served(app: Flask, serve: Callable[[Flask], str]) -> str:
    """The address of the application, for as long as the test goes on."""
    return serve(app)


@pytest.fixture(params=list(WAYS))
def way(request: pytest.FixtureRequest) -> str:
    """How somebody goes through a journey."""
    return str(request.param)


@pytest.fixture
def enter(phone: Open) -> Enter:
    """Sign someone of a family in on a phone: `elin = enter(made, "cy")`; another call is another phone.

    Keywords: `way`, one of `WAYS`; `young`; and those of `phone`.
    """

    def come_in(who: PersonMade, language: str = "en", *, way: str = FINGER, **wishes: object) -> Reader:
        young = bool(wishes.pop("young", False))
        page = phone(language, javascript=way != "without JavaScript", **wishes)
        reader = WAYS[way](page, language, young=False)
        sign_in(reader, who.name)
        reader.young = young
        return reader

    return come_in


@pytest.fixture
def at_work(desk: Open, database: Database) -> Enter:
    """Sign a worker in at a desk, through the second step: `beth = at_work(made)`, with the keywords of `enter`."""

    def come_in(who: WorkerMade, language: str = "en", *, way: str = FINGER, **wishes: object) -> Reader:
        page = desk(language, javascript=way != "without JavaScript", **wishes)
        reader = WAYS[way](page, language)
        sign_in(reader, who.name, at="/worker/sign-in")
        reader.writes("Your code", time_code_of(database, who.account_id))
        reader.presses("Continue")
        page.wait_for_url(lambda address: "second-step" not in address)
        return reader

    return come_in


def sign_in(reader: Reader, name: str, password: str = PASSWORD, *, at: str = "/sign-in") -> None:
    """Sign in and wait for the first page."""
    reader.opens(at)
    reader.writes("Your sign-in name", name)
    reader.writes("Password", password)
    reader.presses("Sign in")
    reader.page.wait_for_url(lambda address: "sign-in" not in address)


@pytest.fixture
def ways_out(figure: Figure) -> WaysOut:
    """The ways out of the child's screen that a test tries in Chromium."""
    return WaysOut(figure, "Chromium")


@pytest.fixture
def run_out(database: Database) -> Callable[[timedelta], None]:
    """Let every session lie idle for this long: `run_out(IDLE[Side.FAMILY])`."""

    def lie_idle(spell: timedelta) -> None:
        with database.engine.begin() as connection:
            then = clock.now() - spell - timedelta(seconds=1)
            connection.execute(update(AccountSession).values(seen_at=then))

    return lie_idle
