"""The migrations end at what the models say also where a comparison does not look: checks, triggers, rows."""

import re
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, Enum, inspect, text
from sqlalchemy.exc import DBAPIError

from portal import migrations
from portal.database import make_engine
from portal.models import Base

ONE = "00000000000000000000000000000001"
COUNCIL = "INSERT INTO authority (id, name_en, name_cy, own_decision_age) VALUES (:id, 'A', 'A', 16)"
FAMILY = """
INSERT INTO family
(id, authority_id, ref_lookup, level, status, opened_on, changed_at, chain_length, chain_hash, version)
VALUES (:id, :id, :hash, 'support', 'open', '2026-01-05', :at, 1, :hash, 1)
"""
ENTRY = """
INSERT INTO entry (id, family_id, number, at, action, previous, hash)
VALUES (:id, :id, 1, :at, 'family_begun', :hash, :hash)
"""
AUDITED = (COUNCIL, FAMILY, ENTRY)
"""A council, a family and the first entry of its audit, as the first migration has them."""


@pytest.fixture
def connected(unmigrated_url):
    """A new connection to the database: migrations come between."""

    @contextmanager
    def connect():
        engine = make_engine(unmigrated_url)
        with engine.connect() as connection:
            yield connection
        engine.dispose()

    return connect


def words_held(connection: Connection) -> dict[str, set[str]]:
    """The words that each check of the database allows."""
    found = {}
    for table in Base.metadata.tables:
        for check in inspect(connection).get_check_constraints(table):
            found[check["name"]] = set(re.findall(r"'(\w+)'", check["sqltext"]))
    return found


def words_meant() -> dict[str, set[str]]:
    """The words that each enumeration of the models has."""
    return {
        f"ck_{table.name}_{column.type.name}": set(column.type.enums)
        for table in Base.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, Enum)
    }


def differing(connection: Connection) -> dict[str, set[str]]:
    held = words_held(connection)
    return {name: words ^ held.get(name, set()) for name, words in words_meant().items() if words != held.get(name)}


def test_each_check_allows_every_word_of_its_enumeration(unmigrated_url, connected):
    migrations.upgrade(unmigrated_url)
    with connected() as connection:
        assert differing(connection) == {}
    migrations.downgrade(unmigrated_url, "0003")
    migrations.upgrade(unmigrated_url)
    with connected() as connection:
        assert differing(connection) == {}


def audited(connection: Connection) -> None:
    values = {"id": ONE, "hash": b"a", "at": "2026-01-05 09:00:00+00:00"}
    for statement in AUDITED:
        connection.execute(text(statement), values)
    connection.commit()


def test_rows_stay_through_every_migration_and_back(unmigrated_url, connected):
    migrations.upgrade(unmigrated_url, "0001")
    with connected() as connection:
        audited(connection)
    migrations.upgrade(unmigrated_url)
    migrations.downgrade(unmigrated_url, "0001")
    migrations.upgrade(unmigrated_url)

    with connected() as connection:
        assert connection.scalar(text("SELECT count(*) FROM entry")) == 1
        assert connection.scalar(text("SELECT count(*) FROM family")) == 1


@pytest.mark.parametrize("statement", ["UPDATE entry SET action = 'step_added'", "DELETE FROM entry"])
def test_entries_are_refused_every_change_from_their_rule_to_the_newest_migration(unmigrated_url, connected, statement):
    migrations.upgrade(unmigrated_url, "0001")
    with connected() as connection:
        audited(connection)
    for number in numbers_since("0005"):
        migrations.upgrade(unmigrated_url, number)
        with connected() as connection, pytest.raises(DBAPIError, match="never changed and never deleted"):
            connection.execute(text(statement))


def numbers_since(first: str) -> list[str]:
    names = (path.name[:4] for path in (migrations.HERE / "versions").glob("[0-9]*.py"))
    return sorted(name for name in names if name >= first)
