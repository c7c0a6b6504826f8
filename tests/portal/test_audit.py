"""The audit: one keyed chain a family, whole after anything the portal does, and every way of tampering is named."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, insert, select, update

from portal import clock
from portal.commands import step as steps
from portal.database import Database, session_of, unit_of_work
from portal.errors import StepEnded
from portal.models import Entry, Family, Step
from portal.queries import audit
from portal.security.chain import LINKED, link
from portal.security.encryption import MasterKey
from portal.security.keys import learn_key
from portal.settings import new_secret
from tests.support.tampering import past_the_rules
from tests.support.threads import at_once


@pytest.fixture
def faults(database):
    """What the check of every chain says: pairs of a number and what is wrong with it."""

    def read(through=database):
        with session_of(through) as db:
            return [(fault.family_id, fault.number, fault.what) for fault in audit.broken(db)]

    return read


@pytest.fixture
def told(database):
    """What a family's chain tells, in order."""

    def read(family_id):
        with session_of(database) as db:
            return db.scalars(select(Entry).where(Entry.family_id == family_id).order_by(Entry.number)).all()

    return read


@pytest.fixture
def tamper(database):
    """Change the tables behind the portal's back."""

    def run(*statements):
        with past_the_rules(database.engine) as connection:
            for statement in statements:
                connection.execute(statement)

    return run


@pytest.fixture
def one(make):
    """A family in which things have happened, by several people."""
    parent = make.parent()
    stone = make.step(parent.family)
    make.happened(stone)
    aim = make.goal(parent)
    make.score(aim, parent, 0)
    make.note(parent.family)
    make.decision(make.question(parent))
    make.invitation(make.parent(parent.family, signs_in=False))
    return parent.family


def entry(family, number):
    return (Entry.family_id == family.id) & (Entry.number == number)


def test_every_change_is_told_in_order_with_who_did_it(one, told, faults):
    entries = told(one.id)
    actions = [line.action for line in entries]

    assert [line.number for line in entries] == list(range(1, len(entries) + 1))
    assert actions[:2] == ["family_begun", "member_added"]
    assert {"step_added", "step_happened", "goal_set", "goal_scored", "note_written", "sharing_asked"} <= set(actions)
    assert {line.account_id for line in entries if line.action.startswith("step_")} == {one.keyworker.account_id}
    assert faults() == []


def test_a_worker_who_opens_a_family_is_told_of_and_the_family_itself_is_not(one, make, visit, told):
    before = len(told(one.id))
    visit(make.parent(one)).get("family.home.show")
    joined = [line for line in told(one.id)[before:] if line.action.startswith("family_")]
    visit(one.keyworker).get("worker.case.show", ref=one.ref)

    last = told(one.id)[-1]
    assert joined == []
    assert (last.action, last.account_id) == ("family_opened", one.keyworker.account_id)


def test_looking_does_not_wake_a_family_that_has_gone_quiet(one, visit, database, later):
    with session_of(database) as db:
        before = db.get_one(Family, one.id).changed_at
    later(hours=1)
    visit(one.keyworker).get("worker.case.show", ref=one.ref)

    with session_of(database) as db:
        assert db.get_one(Family, one.id).changed_at == before


def test_a_change_that_was_taken_back_is_not_told(one, database, told, faults):
    before = len(told(one.id))

    def change_then_fail():
        with session_of(database), unit_of_work() as db:
            learn_key(db, one.id)
            row = db.scalars(select(Step)).first()
            steps.finish(db, one.keyworker.actor, row, version=row.version)

    with pytest.raises(StepEnded):
        change_then_fail()
    assert len(told(one.id)) == before
    assert faults() == []


def test_nothing_that_a_person_typed_is_in_the_audit(make, database):
    parent = make.parent(first_name="Zwbl")
    make.goal(parent, "Nod zwbl")

    with database.engine.connect() as connection:
        rows = connection.execute(select(Entry.__table__)).all()
    assert "zwbl" not in repr(rows).lower()


def test_the_chains_of_families_are_apart(make, faults, tamper):
    one, other = make.family(), make.family()
    tamper(delete(Entry).where(entry(one, 1)))

    assert {family_id for family_id, _number, _what in faults()} == {one.id}
    assert other.id != one.id


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("action", "step_dropped"),
        ("account_id", None),
        ("thing_id", None),
        ("at", clock.now()),
        ("hash", b"\x00" * 32),
        ("previous", b"\x00" * 32),
        ("role", "manager"),
        ("role", None),
        ("purpose", "team"),
        ("reason", b"\x00" * 40),
        ("is_locked", True),
    ],
)
def test_an_entry_that_was_changed_is_named(one, told, faults, tamper, column, value):
    third = next(line.number for line in told(one.id) if line.action == "step_happened")
    tamper(update(Entry).where(entry(one, third)).values({column: value}))

    assert faults() == [(one.id, third, "was changed")]


def test_an_entry_taken_out_of_the_middle_is_named(one, faults, tamper):
    tamper(delete(Entry).where(entry(one, 3)))

    assert faults() == [(one.id, 3, "is missing")]


def test_an_entry_taken_out_and_the_rest_numbered_anew_is_named(one, faults, tamper):
    tamper(
        delete(Entry).where(entry(one, 3)),
        *(update(Entry).where(entry(one, number)).values(number=number - 1) for number in range(4, 20)),
    )

    assert faults() == [(one.id, 3, "was changed")]


def test_the_newest_entry_taken_away_is_named(one, told, faults, tamper):
    last = len(told(one.id))
    tamper(delete(Entry).where(entry(one, last)))

    assert faults() == [(one.id, last, "is missing")]


def test_the_newest_entry_taken_away_with_the_count_put_right_is_named(one, told, faults, tamper):
    last = len(told(one.id))
    tamper(
        delete(Entry).where(entry(one, last)),
        update(Family).where(Family.id == one.id).values(chain_length=last - 1),
    )

    assert faults() == [(one.id, last, "is missing")]


def test_a_chain_taken_away_whole_is_named(one, faults, tamper):
    tamper(
        delete(Entry).where(Entry.family_id == one.id),
        update(Family).where(Family.id == one.id).values(chain_length=0, chain_hash=b""),
    )

    assert faults() == [(one.id, 1, "is missing")]


def test_two_entries_that_changed_places_are_named(one, faults, tamper):
    tamper(
        update(Entry).where(entry(one, 3)).values(number=99),
        update(Entry).where(entry(one, 4)).values(number=3),
        update(Entry).where(entry(one, 99)).values(number=4),
    )

    assert faults() == [(one.id, 3, "was changed")]


def test_an_entry_put_in_is_named(one, told, faults, tamper):
    lines = told(one.id)
    forged = {column.name: getattr(lines[-1], column.name) for column in Entry.__table__.columns}
    forged |= {"id": one.id, "number": len(lines) + 1, "previous": lines[-1].hash, "reason": None}
    tamper(insert(Entry).values(**forged))

    assert faults() == [(one.id, len(lines) + 1, "was changed")]


@pytest.mark.parametrize("field", LINKED)
def test_every_part_of_an_entry_is_in_its_hash(field):
    told = {"id": uuid.uuid4(), "family_id": uuid.uuid4(), "number": 3, "at": clock.now(), "account_id": uuid.uuid4()}
    told |= {"action": "step_added", "thing_id": uuid.uuid4(), "role": "adult", "purpose": None, "reason": None}
    told |= {"is_locked": False, "previous": b"one before"}
    other = {"number": 4, "at": clock.now() + timedelta(seconds=1), "action": "step_moved", "previous": b"another"}
    other |= {"role": "young", "purpose": "team", "reason": b"sealed", "is_locked": True}

    assert link(b"key", **told) != link(b"key", **{**told, field: other.get(field, uuid.uuid4())})
    assert link(b"key", **told) != link(b"another key", **told)


def test_another_familys_entries_do_not_fit(make, faults, tamper):
    one, other = make.family(), make.family()
    tamper(delete(Entry).where(Entry.family_id == one.id), update(Entry).values(family_id=one.id))

    assert (one.id, 1, "was changed") in faults()
    assert {family_id for family_id, *_rest in faults()} == {one.id, other.id}


def test_without_the_key_no_chain_can_be_made_to_fit(one, faults, app):
    stranger = Database(app.extensions["nod.settings"].database_url, MasterKey(new_secret()))

    assert faults(stranger) == [(one.id, 1, "was changed")]
    stranger.close()


def test_many_who_write_at_once_make_one_chain(make, faults, told, database):
    family = make.family()
    outcomes = at_once(*(lambda: [make.note(family) for _ in range(3)] for _ in range(6)))

    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    assert len(told(family.id)) == 2 + 18
    assert faults() == []
    with session_of(database) as db:
        assert db.scalar(select(func.count(Entry.id))) == audit.count(db)
