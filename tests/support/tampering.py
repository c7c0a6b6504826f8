"""The tables changed past the database's own rules, as someone with every right on the database could."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text

from portal.database import WRITING

NO_RULES = "SET LOCAL session_replication_role = replica"
"""Past triggers and references, for one transaction, for a superuser of PostgreSQL."""


@contextmanager
def past_the_rules(engine: Engine) -> Iterator[Connection]:
    """Open a transaction in which no trigger fires and no reference is held to."""
    with engine.connect().execution_options(**{WRITING: True}) as connection:
        if engine.name != "sqlite":
            with connection.begin():
                connection.execute(text(NO_RULES))
                yield connection
            return
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        try:
            with connection.begin(), without_triggers(connection):
                yield connection
        finally:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")  # type: ignore[union-attr]


@contextmanager
def without_triggers(connection: Connection) -> Iterator[None]:
    """Take SQLite's triggers away, and put them back: it cannot switch them off."""
    triggers = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
    for name, _made in triggers:
        connection.execute(text(f"DROP TRIGGER {name}"))
    yield
    for _name, made in triggers:
        connection.exec_driver_sql(made)
