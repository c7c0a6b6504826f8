"""Copies of the whole database, and back. What is sealed stays sealed."""

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine, inspect, make_url

from portal.database import make_engine
from portal.errors import PortalError


class NotEmpty(PortalError):
    """A backup was about to be put over a database that holds something, or a file over a file."""


def write(url: str, file: Path) -> None:
    """Write a copy while others go on writing."""
    if file.exists():
        raise NotEmpty(file.name)
    if not url.startswith("sqlite"):
        _postgres("pg_dump", url, "--format=custom", f"--file={file}")
        return
    with closing(sqlite3.connect(_path(url))) as here, closing(sqlite3.connect(file)) as there:
        here.backup(there)


def read(url: str, file: Path) -> None:
    """Put a copy in the place of an empty database."""
    engine = make_engine(url)
    try:
        if _holds_something(engine):
            raise NotEmpty(url.rpartition("@")[2])
    finally:
        engine.dispose()
    if not url.startswith("sqlite"):
        _postgres("pg_restore", url, "--no-owner", "--exit-on-error", str(file))
        return
    with closing(sqlite3.connect(file)) as there, closing(sqlite3.connect(_path(url))) as here:
        there.backup(here)


def _holds_something(engine: Engine) -> bool:
    return bool(inspect(engine).get_table_names())


def _path(url: str) -> str:
    return make_url(url).database or ""


def _postgres(program: str, url: str, *arguments: str) -> None:
    at = make_url(url).set(drivername="postgresql")
    environment = {**os.environ, "PGPASSWORD": at.password or ""}  # not on the command line, which others can read
    plain = at.set(password=None).render_as_string()
    subprocess.run([program, f"--dbname={plain}", *arguments], check=True, env=environment)  # noqa: S603 (our own program and settings)
