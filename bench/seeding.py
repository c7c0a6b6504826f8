"""The databases that are measured on: the demo people's, and larger ones made by the thousand."""

import uuid
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Table, insert, select

from bench.rows import Rows
from portal.database import Database, make_engine, session_of, unit_of_work
from portal.demo import PASSWORD, fill, fill_wiltshire
from portal.migrations import upgrade
from portal.models import Authority, Base
from portal.security import passwords
from portal.security.encryption import MasterKey
from portal.settings import Settings

A_BATCH = 2000
"""Rows written at once."""


def settings_for(folder: Path, url: str) -> Settings:
    """Return the settings of a demo whose secrets are kept in a folder of its own."""
    return Settings(
        demo=True, instance=folder, database_url=url, jobs_url=f"sqlite:///{folder}/jobs.db", log_level="ERROR"
    ).with_secrets()


def environment_of(settings: Settings) -> dict[str, str]:
    """Return the same settings as a server reads them."""
    return {
        "NOD_DEMO": "1",
        "NOD_DATABASE_URL": settings.database_url,
        "NOD_JOBS_URL": settings.jobs_url,
        "NOD_INSTANCE": str(settings.instance),
        "NOD_SECRET_KEY": settings.secret_key,
        "NOD_MASTER_KEY": settings.master_key,
        "NOD_LOG_LEVEL": settings.log_level,
    }


def demo(settings: Settings, *, county: bool) -> None:
    """Make the demo people's database, with the county's 291 families if asked, and one caseload of twenty more."""
    upgrade(settings.database_url)
    data = Database(settings.database_url, MasterKey(settings.master_key))
    with session_of(data), unit_of_work() as db:
        (fill_wiltshire if county else fill)(db, settings)
        authority = db.scalars(select(Authority.id)).one()
    thousands([data.engine], settings, 20, authority)
    data.close()


def many(urls: Sequence[str], settings: Settings, count: int) -> None:
    """Make one database of so many families several times over, the same rows in each."""
    engines = []
    authority = uuid.uuid4()
    for url in urls:
        upgrade(url)
        engines.append(make_engine(url))
        with engines[-1].begin() as connection:
            connection.execute(insert(Authority).values(id=authority, name_en="Council", name_cy="Cyngor"))
    thousands(engines, settings, count, authority)
    for engine in engines:
        engine.dispose()


def thousands(engines: Sequence[Engine], settings: Settings, count: int, authority: uuid.UUID) -> None:
    """Write so many families into each database, table by table."""
    rows = Rows(MasterKey(settings.master_key), authority, count, passwords.hashed(PASSWORD))
    for name, made in rows.tables():
        write(engines, Base.metadata.tables[name], made)
    for engine in engines:
        settle(engine)


def write(engines: Sequence[Engine], table: Table, rows: Iterable[dict[str, object]]) -> None:
    """Write rows into one table of each database, batch by batch."""
    rest = iter(rows)
    while batch := list(islice(rest, A_BATCH)):
        for engine in engines:
            with engine.begin() as connection:
                connection.execute(insert(table), batch)


def settle(engine: Engine) -> None:
    """Do what a grown database has long had done: statistics, and nothing left in the log."""
    connection = engine.raw_connection()
    driver: Any = connection.driver_connection
    if engine.name == "postgresql":
        driver.autocommit = True  # SQLite's is by `portal.database`
    for statement in ("ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)" if engine.name == "sqlite" else "CHECKPOINT"):
        driver.execute(statement)
    connection.close()


def copied(source: str, target: str) -> None:
    """Copy every row of one database into another that is empty."""
    upgrade(target)
    old, new = make_engine(source), make_engine(target)
    with old.connect() as reading:
        for table in Base.metadata.sorted_tables:
            rows = reading.execute(select(table)).mappings()
            write([new], table, ({**row} for row in rows))
    settle(new)
    old.dispose()
    new.dispose()
