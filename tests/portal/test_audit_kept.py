"""The audit convinces: the database refuses to change it, every flipped bit shows, checkpoints show a cut-off end."""

import json
import random
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from portal import clock
from portal.database import session_of
from portal.errors import CannotBeRead, NotOurs, PortalError
from portal.exchange import checkpoints
from portal.models import Base, Entry, Family
from portal.models.base import Sealed
from portal.queries import audit
from portal.security.chain import LINKED
from portal.security.encryption import MasterKey
from portal.security.keys import learn_key
from portal.settings import new_secret
from tests.support.tampering import past_the_rules

FLIPS = 1_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@pytest.fixture
def busy(make):
    """A family in which a lot was done."""
    parent = make.parent(make.family(), mobile="07700 900141", school="Ysgol y Dderwen")
    for number in range(3):
        make.score(make.goal(parent.family, f"Nod {number}"), parent, number, why="Roedd hi’n dawel")
    for number in range(8):
        stone = make.step(parent.family, f"Beth yn dod {number}", where="Neuadd")
        make.note(parent.family, f"Nodyn {number}")
        make.moved(stone, clock.today() + timedelta(days=9))
    return parent.family


# --- Never changed, never deleted


@pytest.mark.parametrize(
    "statement", ["UPDATE entry SET action = 'step_added'", "DELETE FROM entry", "UPDATE entry SET is_locked = false"]
)
def test_the_database_refuses_to_change_or_delete_an_entry(make, database, statement):
    make.family()

    with pytest.raises(DBAPIError, match="never changed and never deleted"), database.engine.begin() as connection:
        connection.execute(text(statement))


def test_postgresql_refuses_to_empty_the_audit_too(make, database, engine_name):
    if engine_name == "sqlite":
        pytest.skip("SQLite has no TRUNCATE")
    make.family()

    with pytest.raises(DBAPIError, match="never changed"), database.engine.begin() as connection:
        connection.execute(text("TRUNCATE entry"))


# --- Flipped bits


def flipped(value, chance):
    """One bit of a value the other way, kept such that the column can hold it."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, bytes):
        at = chance.randrange(len(value))
        return value[:at] + bytes([value[at] ^ (1 << chance.randrange(8))]) + value[at + 1 :]
    if isinstance(value, uuid.UUID):
        return uuid.UUID(int=value.int ^ (1 << chance.randrange(128)))
    if isinstance(value, int):
        return value ^ (1 << chance.randrange(8, 20))  # a number that another entry has is refused by the database
    if isinstance(value, datetime):
        micros = (value - EPOCH) // timedelta(microseconds=1) ^ (1 << chance.randrange(48))
        return EPOCH + timedelta(microseconds=micros)
    at = chance.randrange(len(value))
    other = ord(value[at]) ^ (1 << chance.randrange(7))
    return value[:at] + chr(other or 127) + value[at + 1 :]


def test_every_flipped_bit_is_noticed(busy, database, capsys):
    chance, noticed, tried = random.Random(1907), 0, 0  # noqa: S311 (the same bits each time)
    with session_of(database) as db:
        rows = db.execute(select(Entry.__table__).where(Entry.family_id == busy.id)).all()
    for _ in range(FLIPS // 2):
        row, name = chance.choice(rows), chance.choice((*LINKED, "hash"))
        if not (was := row._mapping[name]) and not isinstance(was, bool):
            row, name = chance.choice(rows), "hash"
            was = row.hash
        noticed += entry_shows(database, row, name, was, flipped(was, chance))
        tried += 1
    cells = sealed_cells(database)
    for _ in range(FLIPS // 2):
        model, id_, name, family_id, sealed = chance.choice(cells)
        noticed += not opens(database, model, id_, name, family_id, flipped(sealed, chance))
        tried += 1

    with capsys.disabled():
        print(f"\n{tried} flipped bits in audit rows and sealed texts: {noticed} noticed")  # noqa: T201 (the figure)
    assert (tried, noticed) == (FLIPS, FLIPS)


def entry_shows(database, row, name, was, now):
    column, id_ = Entry.__table__.c[name], row.id
    now_id = now if name == "id" else id_
    with past_the_rules(database.engine) as connection:
        connection.execute(update(Entry.__table__).where(Entry.__table__.c.id == id_).values({column: now}))
    with session_of(database) as db:
        found = list(audit.broken(db))
    with past_the_rules(database.engine) as connection:
        connection.execute(update(Entry.__table__).where(Entry.__table__.c.id == now_id).values({column: was}))
    return len(found) == 1


def sealed_cells(database):
    cells = []
    with session_of(database) as db:
        for mapper in Base.registry.mappers:
            names = [name for name, held in vars(mapper.class_).items() if isinstance(held, Sealed)]
            table = mapper.class_.__table__
            for row in db.execute(select(table)) if names else ():
                family_id = row.id if table.name == "family" else row.family_id
                cells += [
                    (table.name, row.id, name, family_id, row._mapping[name]) for name in names if row._mapping[name]
                ]
    return cells


def opens(database, table, id_, name, family_id, sealed):
    with session_of(database) as db:
        try:
            learn_key(db, family_id).open(family_id, f"{table}.{name}", id_, sealed)
        except CannotBeRead:
            return False
    return True


# --- Checkpoints


@pytest.fixture
def signed(database, tmp_path):
    """A checkpoint of now."""

    def write(name="checkpoint"):
        with session_of(database) as db:
            checkpoints.write(tmp_path / name, database.master, clock.now(), audit.ends(db))
        return tmp_path / name

    return write


@pytest.fixture
def since(database):
    """What does not go on from a checkpoint."""

    def read(file):
        with session_of(database) as db:
            return [
                (fault.family_id, fault.number, fault.what)
                for fault in audit.broken_since(db, checkpoints.read(file, database.master))
            ]

    return read


def test_a_chain_that_only_grew_goes_on_from_its_checkpoint(make, signed, since):
    one = make.family()
    file = signed()
    make.note(one)
    make.family()

    assert since(file) == []


def test_an_end_cut_off_with_everything_put_right_is_noticed_against_a_checkpoint(make, database, signed, since):
    one = make.family()
    with session_of(database) as db:
        before = audit.ends(db)[one.id]
    make.note(one)
    file = signed()
    with past_the_rules(database.engine) as connection:
        connection.execute(delete(Entry).where(Entry.number > before.length))
        connection.execute(update(Family).values(chain_length=before.length, chain_hash=before.hash))

    with session_of(database) as db:
        assert list(audit.broken(db)) == []
    assert since(file) == [(one.id, before.length + 1, "is missing")]


def test_a_family_taken_away_whole_is_noticed_against_a_checkpoint(make, database, signed, since):
    one = make.family()
    file = signed()
    with past_the_rules(database.engine) as connection:
        connection.execute(delete(Entry))

    assert since(file) == [(one.id, 1, "is missing")]


@pytest.mark.parametrize("change", ["families", "at", "signature"])
def test_a_checkpoint_that_was_changed_is_refused(make, database, signed, change):
    make.family()
    file = signed()
    said = json.loads(file.read_text())
    said[change] = {} if change == "families" else f"{said[change]}0"[1:]
    file.write_text(json.dumps(said))

    with pytest.raises(NotOurs):
        checkpoints.read(file, database.master)


def test_another_councils_checkpoint_is_refused(make, signed):
    make.family()
    file, stranger = signed(), MasterKey(new_secret())

    with pytest.raises(NotOurs):
        checkpoints.read(file, stranger)
    assert checkpoints.public_keys(stranger)[0] != json.loads(file.read_text())["public_key"]


@pytest.mark.parametrize("words", ["", "[]", "{}", "nonsense", '{"signature": 3}', '{"what": 1, "signature": "zz"}'])
def test_a_file_that_is_no_checkpoint_is_refused(database, tmp_path, words):
    (tmp_path / "other").write_text(words)

    with pytest.raises(PortalError):
        checkpoints.read(tmp_path / "other", database.master)
