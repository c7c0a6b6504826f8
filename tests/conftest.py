"""What every test may ask for."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from time_machine import TimeMachineFixture

from portal import demo, i18n
from portal.app import create_app
from portal.database import Database, session_of, unit_of_work
from portal.models import Base
from portal.security import passwords
from portal.settings import Settings, new_secret
from tests.factories import Make
from tests.support.kept import Kept
from tests.support.statements import Statements, counted
from tests.support.tampering import past_the_rules
from tests.support.visitors import Visit

pytest_plugins = [
    "tests.support.databases",
    "tests.support.browser",
    "tests.support.figures",
    "tests.support.https",
    "tests.support.post",
    "tests.support.provider",
    "tests.support.webkit",
]

Databases = Callable[..., AbstractContextManager[str]]
DELETIONS = [f"DELETE FROM {table.name}" for table in reversed(Base.metadata.sorted_tables)]  # noqa: S608
EVERY_TOOL = "goals,distance,matrix"
SECRETS = {"secret_key": new_secret(), "master_key": new_secret()}


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where built static files are kept; built once a run."""
    return tmp_path_factory.mktemp("instance")


@pytest.fixture(scope="session")
def settings_for(instance: Path) -> Callable[..., Settings]:
    """Return settings of the tests, the same secrets each time: `settings_for(url, demo=True)`."""

    def chosen(url: str, **said: object) -> Settings:
        given = {"testing": True, "instance": instance, "address_tries": 0, "scoring": EVERY_TOOL, **SECRETS, **said}
        return Settings(_env_file=None, database_url=url, **given)  # type: ignore[call-arg, arg-type]

    return chosen


@pytest.fixture(scope="session")
def lasting_app(
    engine_name: str, kept: Kept, settings_for: Callable[..., Settings], empty_database: Databases
) -> Flask:
    """The application of one engine, over one database that is emptied after each test. Tests ask for `app`."""
    app: Flask = kept.once(("app", engine_name), serving(empty_database, settings_for))
    return app


@contextmanager
def serving(empty_database: Databases, settings_for: Callable[..., Settings], **said: object) -> Iterator[Flask]:
    """Put an application together over a database of its own."""
    with empty_database() as url:
        app = create_app(settings_for(url, **said))
        yield app
        data = app.extensions["nod.database"]
        assert data.engine.pool.checkedout() == 0, "a request or a test left its session open"
        data.close()


@pytest.fixture(scope="session", autouse=True)
def quick_hashes() -> Iterator[PasswordHasher]:
    """Hash with argon2id at little cost; tests of the cost itself ask for `dear_hashes`."""
    dear, passwords.HASHER = passwords.HASHER, PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)
    yield dear
    passwords.HASHER = dear


@pytest.fixture
def dear_hashes(quick_hashes: PasswordHasher, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hash at the cost that it has outside the tests."""
    monkeypatch.setattr(passwords, "HASHER", quick_hashes)
    passwords._nobodys.cache_clear()  # noqa: SLF001 (the hash of nobody's password costs what it cost when it was made)
    yield
    passwords._nobodys.cache_clear()  # noqa: SLF001


@pytest.fixture(autouse=True)
def in_english() -> None:
    """What a test asks without a visitor is answered in English, whoever was served last."""
    i18n.write_in("en")


@pytest.fixture
def app(lasting_app: Flask) -> Iterator[Flask]:
    """The application over an empty database. A fault answers 500, as it would outside."""
    yield lasting_app
    empty(lasting_app.extensions["nod.database"])


def empty(data: Database) -> None:
    """Delete every row; the engine stays, with the statements that it has compiled."""
    with past_the_rules(data.engine) as connection:
        for deletion in DELETIONS:
            connection.exec_driver_sql(deletion)


@pytest.fixture(scope="session")
def demo_app(engine_name: str, kept: Kept, settings_for: Callable[..., Settings], empty_database: Databases) -> Flask:
    """The application with the demo people in it, the same for the whole run: look, change nothing."""
    app: Flask = kept.once(("demo", engine_name), peopled(serving(empty_database, settings_for, demo=True)))
    return app


@contextmanager
def peopled(making: AbstractContextManager[Flask]) -> Iterator[Flask]:
    """Put the demo people into an application."""
    with making as app:
        with session_of(app.extensions["nod.database"]), unit_of_work() as db:
            demo.fill(db, app.extensions["nod.settings"])
        yield app


@pytest.fixture
def living_demo(database_url: str, settings_for: Callable[..., Settings]) -> Iterator[Flask]:
    """The application with the demo people in it, for one test alone: live their lives on.

    A module whose tests all do says `def app(living_demo): return living_demo`.
    """
    app = create_app(settings_for(database_url, demo=True))
    data = app.extensions["nod.database"]
    with session_of(data), unit_of_work() as db:
        demo.fill(db, app.extensions["nod.settings"])
    yield app
    data.close()


@pytest.fixture
def demo_visit(demo_app: Flask) -> Visit:
    """Open a browser as one of the demo people: `demo_visit("gareth@demo.example")`."""
    return Visit(demo_app)


@pytest.fixture
def database(app: Flask) -> Database:
    """The application's database."""
    data: Database = app.extensions["nod.database"]
    return data


@pytest.fixture
def make(database: Database) -> Make:
    """The factories, over the application's database."""
    return Make(database)


@pytest.fixture
def visit(app: Flask) -> Visit:
    """Open a browser: `visit(parent)`, `visit(worker, language="cy")`, `visit()` for nobody."""
    return Visit(app)


@pytest.fixture
def statements() -> Callable[[], AbstractContextManager[Statements]]:
    """Count the SQL of a block: `with statements() as seen: …; assert len(seen) <= 8`."""
    return counted


@pytest.fixture
def later(time_machine: TimeMachineFixture) -> Callable[..., None]:
    """Let time go by: `later(minutes=15)`, `later(days=7)`; ask again and more goes by."""

    def go(**spell: float) -> None:
        time_machine.move_to(datetime.now(UTC) + timedelta(**spell))

    return go
