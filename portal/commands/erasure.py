"""Erases a family: its key is destroyed and its rows go. Its audit stays, as bare ids. A legal hold forbids it."""

import os
import uuid
from datetime import date
from functools import cache

from sqlalchemy import ColumnElement, Table, and_, delete, false, or_, select, update
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.commands.entry import record
from portal.errors import FamilyHeld, KeptLonger, NotFound
from portal.models import Account, Base, Entry, Family, Person
from portal.models.words import FamilyStatus
from portal.permission import Permission
from portal.policy import require
from portal.security.keys import learn_key
from portal.standing import years_before

LEFT = ("family", "entry", "person", "account")
"""Tables in which something is left, because the audit leans on it: who did what, as ids that nobody has a name for."""


def hold(db: Session, actor: Actor, family_id: uuid.UUID, reason: str) -> None:
    """Put a legal hold on a family."""
    family = _family(db, actor, family_id)
    family.held_since, family.hold_reason = clock.now(), reason
    record(db, actor, family_id, "family_held", family_id, is_change=False, reason=reason)


def release(db: Session, actor: Actor, family_id: uuid.UUID) -> None:
    """Take a legal hold off."""
    family = _family(db, actor, family_id)
    family.held_since, family.hold_reason = None, None
    record(db, actor, family_id, "family_released", family_id, is_change=False)


def erase(db: Session, actor: Actor, family_id: uuid.UUID, *, keep_years: int, before_time: bool = False) -> None:
    """Destroy a family's key and delete what hangs from it.

    Raises:
        FamilyHeld: a legal hold stands.
        KeptLonger: the family is open, or closed for fewer years than it must be kept, and `before_time` is not said.
    """
    family = _family(db, actor, family_id)
    if family.held_since:
        raise FamilyHeld(family_id)
    if not before_time and not _may_go(family, clock.today(), keep_years):
        raise KeptLonger(family_id)
    record(
        db,
        actor,
        family_id,
        "family_erased",
        family_id,
        purpose="before_time" if before_time else "kept_long_enough",
    )
    db.expunge_all()
    for table in reversed(Base.metadata.sorted_tables):
        where = of_family(table, family_id)
        if where is not None and table.name not in LEFT:
            db.execute(delete(table).where(where))
    _empty(db, family_id)


def _family(db: Session, actor: Actor, family_id: uuid.UUID) -> Family:
    require(actor, Permission.RUN_COUNCIL)
    family = db.scalar(
        select(Family)
        .where(Family.id == family_id, Family.authority_id == actor.authority_id, Family.erased_at.is_(None))
        .with_for_update()
    )
    if family is None or not learn_key(db, family_id).knows(family_id):
        raise NotFound("family", family_id)
    return family


def _may_go(family: Family, today: date, keep_years: int) -> bool:
    is_closed = family.status is FamilyStatus.CLOSED and family.closed_on is not None
    return is_closed and family.closed_on <= years_before(today, keep_years)  # type: ignore[operator]  # it is closed


def of_family(table: Table, family_id: uuid.UUID) -> ColumnElement[bool] | None:
    """Return what holds for the rows of a table that hang from a family; none for a table of which no row does.

    A row hangs from it by its `family_id`, or by any reference to a row that hangs from it. So a table that is added
    later is erased with the rest, without being named here.
    """
    if table.name == "family":
        return table.c.id == family_id
    if "family_id" in table.c:
        return table.c.family_id == family_id
    above = [
        column.in_(select(key.column.table.c.id).where(where))
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table is not table
        and _hangs(key.column.table)
        and (where := of_family(key.column.table, family_id)) is not None
    ]
    return or_(false(), *above) if above else None


@cache
def _hangs(table: Table) -> bool:
    """Say whether rows of a table can hang from a family."""
    if table.name == "family" or "family_id" in table.c:
        return True
    others = {key.column.table for key in table.foreign_keys} - {table}
    return any(_hangs(other) for other in others)


def _empty(db: Session, family_id: uuid.UUID) -> None:
    """Empty every column of what is left that may be empty; what finds a row finds it no more."""
    people = select(Person.id).where(Person.family_id == family_id)
    acting = select(Entry.account_id).where(Entry.family_id == family_id, Entry.account_id.is_not(None))
    accounts = and_(Account.person_id.in_(people))
    db.execute(delete(Account.__table__).where(accounts, Account.id.not_in(acting)))  # type: ignore[arg-type]  # a table
    owners = select(Account.person_id).where(Account.person_id.is_not(None))
    db.execute(delete(Person.__table__).where(Person.family_id == family_id, Person.id.not_in(owners)))  # type: ignore[arg-type]  # the same
    for id_ in db.scalars(select(Account.id).where(accounts)).all():
        nowhere = {"name_lookup": os.urandom(32), "password_hash": ""}
        _blank(db, Account.__table__, id_, but=("person_id", "worker_id"), **nowhere)  # type: ignore[arg-type]  # the same
    for id_ in db.scalars(people).all():
        _blank(db, Person.__table__, id_)  # type: ignore[arg-type]  # the same
    gone = {"ref_lookup": os.urandom(32), "status": FamilyStatus.CLOSED, "erased_at": clock.now()}
    _blank(db, Family.__table__, family_id, but=("closed_on",), **gone)  # type: ignore[arg-type]  # the same


def _blank(db: Session, table: Table, id_: uuid.UUID, *, but: tuple[str, ...] = (), **values: object) -> None:
    nothing = {column.name: None for column in table.columns if column.nullable and column.name not in but}
    db.execute(update(table).where(table.c.id == id_).values({**nothing, **values}))
