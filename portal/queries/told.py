"""Everything that one family's audit tells, for the council's own eyes."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, select
from sqlalchemy.orm import Session

from portal.actor import Actor
from portal.errors import CannotBeRead
from portal.models import Account, Agency, Entry, Opening, Person, Worker
from portal.permission import Permission
from portal.policy import require, visible_families
from portal.security.encryption import Keyring
from portal.security.keys import learn_key


@dataclass(frozen=True, slots=True)
class Told:
    """One entry with names in the place of keys."""

    number: int
    at: datetime
    who: str
    role: str
    agency: str
    side: str
    action: str
    thing_id: uuid.UUID | None
    purpose: str
    reason: str
    is_hidden: bool
    """Under a lock, so that the family does not read it."""


def of_family(db: Session, actor: Actor, family_id: uuid.UUID, since: datetime | None = None) -> Sequence[Told]:
    """Return who saw and changed what, the oldest first: two statements, however many entries there are."""
    require(actor, Permission.RUN_COUNCIL)
    ring = learn_key(db, family_id)
    statement = _entries().where(Entry.family_id == family_id, Entry.family_id.in_(visible_families(actor)))
    if since:
        statement = statement.where(Entry.at >= since)
    return [_told(ring, row) for row in db.execute(statement.order_by(Entry.number))]


def _entries() -> Select[Any]:
    locked = and_(
        Opening.family_id == Entry.family_id,
        Opening.worker_id == Account.worker_id,
        Opening.is_locked,
        Opening.begins_at <= Entry.at,
        Entry.at <= Opening.ends_at,
    )
    columns: tuple[Any, ...] = (
        Entry.__table__,
        Account.side,
        Worker.first_name.label("worker_first"),
        Worker.last_name.label("worker_last"),
        Worker.role.label("worker_role"),
        Agency.name.label("agency"),
        Person.id.label("person_id"),
        Person.first_name.label("person_first"),
        Person.last_name.label("person_last"),
        select(Opening.id).where(locked).exists().label("is_in_lock"),
    )
    return (
        select(*columns)
        .select_from(Entry)
        .outerjoin(Account, Account.id == Entry.account_id)
        .outerjoin(Worker, Worker.id == Account.worker_id)
        .outerjoin(Agency, Agency.id == Worker.agency_id)
        .outerjoin(Person, Person.id == Account.person_id)
    )


def _told(ring: Keyring, row: Row[Any]) -> Told:
    return Told(
        number=row.number,
        at=row.at,
        who=_name(ring, row),
        role=row.worker_role.value if row.worker_role else (row.role or ""),
        agency=row.agency or "",
        side=row.side.value if row.side else "system",
        action=row.action,
        thing_id=row.thing_id,
        purpose=row.purpose or "",
        reason=_opened(ring, row.family_id, "entry.reason", row.id, row.reason),
        is_hidden=row.is_locked or row.is_in_lock,
    )


def _name(ring: Keyring, row: Row[Any]) -> str:
    if row.worker_first is not None:
        return f"{row.worker_first} {row.worker_last}".strip()
    if row.person_id is None:
        return "the council's command line"
    parts = (
        _opened(ring, row.family_id, f"person.{name}", row.person_id, sealed)
        for name, sealed in (("first_name", row.person_first), ("last_name", row.person_last))
    )
    return " ".join(part for part in parts if part) or f"person {row.person_id}"


def _opened(ring: Keyring, family_id: uuid.UUID, column: str, row_id: uuid.UUID, sealed: bytes | None) -> str:
    """Return the text; of an erased family, that nobody can read it any more."""
    try:
        return ring.open_if(family_id, column, row_id, sealed)
    except CannotBeRead:
        return "(erased)"
