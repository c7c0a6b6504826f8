"""Copies of the whole database without its keys, and back. What is sealed stays sealed; the keys go their own way."""

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, make_url, text

from portal import key_copies
from portal.database import WRITING, make_engine
from portal.errors import PortalError


class NotEmpty(PortalError):
    """A backup was about to be put over a database that holds something, or a file over a file."""


def write(url: str, file: Path, keys: Path | None = None) -> Path:
    """Write a copy while others go on writing, and today's keys into a file of their own; return where that is."""
    if file.exists():
        raise NotEmpty(file.name)
    if not url.startswith("sqlite"):
        left_out = (f"--exclude-table-data={table}" for table in key_copies.TABLES)
        _postgres("pg_dump", url, "--format=custom", f"--file={file}", *left_out)
    else:
        with closing(sqlite3.connect(_path(url))) as here, closing(sqlite3.connect(file)) as there:
            here.backup(there)
            _take_keys_out(there)
    at = keys or key_copies.beside(file)
    engine = make_engine(url)
    try:
        with engine.begin() as connection:  # writes only the first time, and then waits for others who write
            key_copies.write(connection, at)
    finally:
        engine.dispose()
    return at


def read(url: str, file: Path, keys: Path | None = None) -> int:
    """Put a copy in the place of an empty database, with today's keys; return how many families have none."""
    engine = make_engine(url)
    try:
        if _holds_something(engine):
            raise NotEmpty(url.rpartition("@")[2])
    finally:
        engine.dispose()
    if not url.startswith("sqlite"):
        _postgres("pg_restore", url, "--no-owner", "--exit-on-error", str(file))
    else:
        with closing(sqlite3.connect(file)) as there, closing(sqlite3.connect(_path(url))) as here:
            there.backup(here)
    at = keys or key_copies.beside(file)
    with _writing(url) as connection:
        if at.exists():
            key_copies.give_back(connection, at)
        return key_copies.without(connection)


def scrub(engine: Engine) -> None:
    """Leave nothing of deleted keys behind: in SQLite's log, or in PostgreSQL's dead rows."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if engine.name == "sqlite":
            connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
        else:
            connection.execute(text("VACUUM (FULL) family_key"))
            connection.execute(text("CHECKPOINT"))


def _take_keys_out(copy: sqlite3.Connection) -> None:
    """Delete the keys from a copy, overwriting where they stood."""
    copy.isolation_level = None
    copy.execute("PRAGMA secure_delete=ON")
    tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for table in sorted(tables & set(key_copies.TABLES)):
        copy.execute(f"DELETE FROM {table}")  # noqa: S608 (one of our own tables)
    copy.execute("VACUUM")
    copy.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that writes, past sessions and their objects."""
    with engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
        yield connection


@contextmanager
def _writing(url: str) -> Iterator[Connection]:
    engine = make_engine(url)
    try:
        with writing(engine) as connection:
            yield connection
    finally:
        engine.dispose()


def _holds_something(engine: Engine) -> bool:
    return bool(inspect(engine).get_table_names())


def _path(url: str) -> str:
    return make_url(url).database or ""


def _postgres(program: str, url: str, *arguments: str) -> None:
    at = make_url(url).set(drivername="postgresql")
    environment = {**os.environ, "PGPASSWORD": at.password or ""}  # not on the command line, which others can read
    plain = at.set(password=None).render_as_string()
    subprocess.run([program, f"--dbname={plain}", *arguments], check=True, env=environment)  # noqa: S603 (our own program and settings)
