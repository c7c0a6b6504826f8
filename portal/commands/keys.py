"""Changes the master key in small steps, each a unit of work of its own; those who read and write meanwhile go on."""

import uuid
from collections.abc import Callable, Sequence

from sqlalchemy import Column, or_, select, update
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.errors import KeyNotNew
from portal.models import Base, FamilyKey, KeptKey
from portal.permission import Permission
from portal.policy import require
from portal.security.encryption import KEPT
from portal.security.keys import keyring

AT_ONCE = 100
"""How many rows one unit of work changes."""
Some = tuple[uuid.UUID | None, int]
"""The row that was looked at last, to go on from, none after the last; and how many were changed."""


def begin(db: Session, actor: Actor) -> None:
    """Keep what was derived from the master key before, wrapped by the new one. From now on all write with the new.

    Raises:
        KeyNotNew: there is no key before, it does not open what is here, or the new one was in use before it.
    """
    require(actor, Permission.RUN_COUNCIL)
    master = keyring(db).master
    if master.old is None:
        raise KeyNotNew
    kept = db.scalars(select(KeptKey).order_by(KeptKey.number)).all()
    if any(row.made_by == master.old.id for row in kept):
        return  # it has begun before, and goes on where it stopped
    if any(row.made_by == master.id for row in kept):
        raise KeyNotNew
    _try_one(db)
    for row in kept:
        row.wrapped = master.kept_anew(row)
    number = max((row.number for row in kept), default=0) + 1
    for purpose in KEPT:
        wrapped = master.kept(purpose, number)
        db.add(KeptKey(purpose=purpose, number=number, made_by=master.old.id, wrapped=wrapped, kept_at=clock.now()))
    db.flush()


def _try_one(db: Session) -> None:
    """Open one family's key, so that two settings that changed places are noticed before anything is changed."""
    row = db.execute(select(FamilyKey.id, FamilyKey.wrapped).limit(1)).one_or_none()
    master = keyring(db).master
    if row is not None and master.old is not None:
        master.old.unwrapped(row.id, row.wrapped)


def rewrap_some(db: Session, actor: Actor) -> int:
    """Wrap some families' keys by the new master key and return how many; 0 when all are."""
    require(actor, Permission.RUN_COUNCIL)
    master = keyring(db).master
    left = or_(FamilyKey.wrapped_by.is_(None), FamilyKey.wrapped_by != master.id)
    rows = db.execute(select(FamilyKey.id, FamilyKey.wrapped).where(left).order_by(FamilyKey.id).limit(AT_ONCE)).all()
    for row in rows:
        db.execute(
            update(FamilyKey)
            .where(FamilyKey.id == row.id, FamilyKey.wrapped == row.wrapped)
            .values(wrapped=master.rewrapped(row.id, row.wrapped), wrapped_by=master.id)
        )
    return len(rows)


def look_ups() -> Sequence["Column[bytes]"]:
    """Return every column that holds a keyed hash: those whose name ends with `_lookup`."""
    tables = Base.metadata.sorted_tables
    return [column for table in tables for column in table.columns if column.name.endswith("_lookup")]


def secrets() -> Sequence["Column[bytes]"]:
    """Return every column that the master key itself seals and that lasts longer than a day."""
    tables = Base.metadata.tables
    return [tables["account"].c.totp, tables["session"].c.totp_offered]


def lift_some(db: Session, actor: Actor, column: "Column[bytes]", after: uuid.UUID | None) -> Some:
    """Hash some look-ups of a column once more, with the new key."""
    master = keyring(db).master
    return _change_some(db, actor, column, after, lambda _id, was: master.lifted(was))


def reseal_some(db: Session, actor: Actor, column: "Column[bytes]", after: uuid.UUID | None) -> Some:
    """Seal some secrets of a column anew, with the new key."""
    master = keyring(db).master
    return _change_some(db, actor, column, after, lambda id_, was: master.resealed(str(column), id_, was))


def _change_some(
    db: Session,
    actor: Actor,
    column: "Column[bytes]",
    after: uuid.UUID | None,
    changed_to: Callable[[uuid.UUID, bytes], bytes],
) -> Some:
    require(actor, Permission.RUN_COUNCIL)
    table, changed = column.table, 0
    statement = select(table.c.id, column).where(column.is_not(None)).order_by(table.c.id).limit(AT_ONCE)
    rows = db.execute(statement.where(table.c.id > after) if after else statement).all()
    for id_, was in rows:
        now = changed_to(id_, was)
        if now != was:
            db.execute(update(table).where(table.c.id == id_, column == was).values({column: now}))
            changed += 1
    return (rows[-1][0] if len(rows) == AT_ONCE else None), changed
