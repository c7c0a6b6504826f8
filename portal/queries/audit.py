"""Checks the audit's chains."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.models import Entry, Family
from portal.security.chain import LINKED, link
from portal.security.keys import keyring


@dataclass(frozen=True, slots=True)
class Fault:
    """The first entry of a family's chain that is not as it was written."""

    family_id: uuid.UUID
    number: int
    what: str


def count(db: Session) -> int:
    """Return how many entries there are."""
    return db.scalar(select(func.count(Entry.id))) or 0


def broken(db: Session) -> Iterator[Fault]:
    """Yield the first fault of each broken chain."""
    for family in db.execute(select(Family.id, Family.chain_length, Family.chain_hash).order_by(Family.id)):
        fault = _first_fault(db, family.id, family.chain_length, family.chain_hash)
        if fault:
            yield fault


def _first_fault(db: Session, family_id: uuid.UUID, length: int, last_hash: bytes) -> Fault | None:
    key = keyring(db).master.audit
    previous, number = b"", 0
    rows = db.execute(select(Entry.__table__).where(Entry.family_id == family_id).order_by(Entry.number))
    for number, row in enumerate(rows, start=1):
        fields = {name: row._mapping[name] for name in LINKED}
        if row.number != number:
            return Fault(family_id, number, "is missing")
        if row.previous != previous or link(key, **fields) != row.hash:
            return Fault(family_id, number, "was changed")
        previous = row.hash
    if number != length or previous != last_hash or not length:  # every chain begins with the family itself
        return Fault(family_id, number + 1, "is missing")
    return None
