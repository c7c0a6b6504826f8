"""The whole suite on both databases: `database_url` is a migrated, empty one of its own for every test."""

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, nullcontext
from functools import cache
from itertools import count
from pathlib import Path
from zlib import crc32

import pytest

from tests.support.kept import Kept
from tests.support.postgres import Postgres

ENGINES = ("sqlite", "postgresql")

Maker = Callable[..., AbstractContextManager[str]]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a developer run one engine alone."""
    parser.addoption("--database", choices=[*ENGINES, "both"], default="both", help="the engine to test on")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each test that touches a database once for each engine; those marked `one_engine` on one of them."""
    if "engine_name" in metafunc.fixturenames:
        chosen = metafunc.config.getoption("--database")
        names = ENGINES if chosen == "both" else (chosen,)
        if chosen == "both" and metafunc.definition.get_closest_marker("one_engine"):
            names = (ENGINES[crc32(metafunc.definition.name.encode()) % len(ENGINES)],)
        metafunc.parametrize("engine_name", names, indirect=True, scope="session")


@pytest.fixture(scope="session")
def engine_name(request: pytest.FixtureRequest) -> str:
    """`sqlite` or `postgresql`."""
    return str(request.param)


@pytest.fixture(scope="session")
def kept() -> Iterator[Kept]:
    """The things of this run; it does not matter in which order tests ask, or which engine comes when."""
    with ExitStack() as stack:
        yield Kept(stack)


@pytest.fixture(scope="session")
def empty_database(engine_name: str, kept: Kept) -> Maker:
    """A maker of databases; each is copied from one that was migrated once."""
    if engine_name == "postgresql":
        return kept.once(engine_name, running())  # type: ignore[no-any-return]
    folder = kept.once("folder", quick_folder())
    return kept.once(engine_name, nullcontext(sqlite_maker(folder)))  # type: ignore[no-any-return]


@contextmanager
def running() -> Iterator[Maker]:
    """Run a server for as long as its databases are wanted."""
    server = Postgres()
    server.start()
    yield PostgresDatabases(server)
    server.stop()


@contextmanager
def quick_folder() -> Iterator[Path]:
    """Make a folder in memory where the machine has one: every commit is written through, as in production."""
    memory = Path("/dev/shm")  # noqa: S108 (a folder of its own is made in it)
    is_there = memory.is_dir() and os.access(memory, os.W_OK)
    with tempfile.TemporaryDirectory(prefix="nod-", dir=memory if is_there else None) as folder:
        yield Path(folder)


@pytest.fixture
def database_url(empty_database: Maker) -> Iterator[str]:
    """The URL of this test's own database, migrated and empty."""
    with empty_database() as url:
        yield url


@pytest.fixture
def unmigrated_url(empty_database: Maker) -> Iterator[str]:
    """The URL of a database without a table, for the tests of the migrations themselves."""
    with empty_database(migrated=False) as url:
        yield url


def sqlite_maker(folder: Path) -> Maker:
    """Make databases by copying one that was migrated."""
    numbers = count(1)

    @contextmanager
    def make(*, migrated: bool = True) -> Iterator[str]:
        path = folder / f"{next(numbers)}.db"
        if migrated:
            path.write_bytes(migrated_sqlite())
        try:
            yield f"sqlite:///{path}"
        finally:
            for left in folder.glob(f"{path.name}*"):
                left.unlink()

    return make


@cache
def migrated_sqlite() -> bytes:
    """Return the file of a migrated, empty database; made once a process, and kept when the process forks."""
    with quick_folder() as folder:
        path = folder / "migrated.db"
        migrate(f"sqlite:///{path}")
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return path.read_bytes()


class PostgresDatabases:
    """Databases of one server: copies of one that was migrated once, emptied after use and lent again."""

    def __init__(self, server: Postgres) -> None:
        self._server = server
        self._numbers = count(1)
        self._template = ""
        self._idle: list[str] = []

    @contextmanager
    def __call__(self, *, migrated: bool = True) -> Iterator[str]:
        """Lend one; whatever is in it goes when the block ends."""
        name = (self._idle.pop() if self._idle else self._copy()) if migrated else self._bare()
        try:
            yield self._server.url(name)
        finally:
            self._server.cut_off(name)
            if migrated:
                self._server.empty(name)
                self._idle.append(name)
            else:
                self._server.drop(name)

    def _copy(self) -> str:
        if not self._template:
            half_made = self._bare()
            migrate(self._server.url(half_made))
            self._server.cut_off(half_made)
            self._template = half_made
        return self._bare(self._template)

    def _bare(self, template: str = "template0") -> str:
        name = f"nod_{next(self._numbers)}"
        self._server.create(name, template)
        return name


def migrate(url: str) -> None:
    """Bring an empty database to the newest migration."""
    from portal.migrations import upgrade  # noqa: PLC0415 (a test that needs no database runs without it)

    upgrade(url)
