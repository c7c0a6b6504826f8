"""Checks the audit's chains."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.exc import DataError
from sqlalchemy.orm import Session

from portal.models import Entry, Family
from portal.security.chain import LINKED, link
from portal.security.encryption import AUDIT
from portal.security.keys import keyring


@dataclass(frozen=True, slots=True)
class Fault:
    """The first entry of a family's chain that is not as it was written."""

    family_id: uuid.UUID
    number: int
    what: str


@dataclass(frozen=True, slots=True)
class End:
    """Where a chain ends: the number and hash of its last entry."""

    length: int
    hash: bytes


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
    keys = keyring(db).master.keys(AUDIT)
    previous, number, key = b"", 0, len(keys) - 1
    rows = db.execute(select(Entry.__table__).where(Entry.family_id == family_id).order_by(Entry.number))
    for number, row in enumerate(_readable(rows), start=1):
        if row is None:
            return Fault(family_id, number, "was changed")
        if row.number != number:
            return Fault(family_id, number, "is missing")
        fitting = _key_that_fits(keys[: key + 1], row) if row.previous == previous else None
        if fitting is None:
            return Fault(family_id, number, "was changed")
        previous, key = row.hash, fitting
    if number != length or previous != last_hash or not length:  # every chain begins with the family itself
        return Fault(family_id, number + 1, "is missing")
    return None


def _key_that_fits(keys: Sequence[bytes], row: Row[Any]) -> int | None:
    """Return which key an entry is linked with: one as old as the entry before it, or a newer one."""
    fields = {name: row._mapping[name] for name in LINKED}
    return next((at for at in reversed(range(len(keys))) if link(keys[at], **fields) == row.hash), None)


def _readable(rows: Iterable[Row[Any]]) -> Iterator[Row[Any] | None]:
    """Yield the rows; none for one that holds what its column cannot."""
    try:
        yield from rows
    except (ValueError, TypeError, OverflowError, DataError):
        yield None


def ends(db: Session) -> Mapping[uuid.UUID, End]:
    """Return where each family's chain ends now."""
    rows = db.execute(select(Family.id, Family.chain_length, Family.chain_hash).order_by(Family.id))
    return {row.id: End(row.chain_length, row.chain_hash) for row in rows}


def broken_since(db: Session, earlier: Mapping[uuid.UUID, End]) -> Iterator[Fault]:
    """Yield the first entry of each chain that does not go on from where it ended earlier."""
    for family_id, end in earlier.items():
        now = db.execute(select(func.max(Entry.number)).where(Entry.family_id == family_id)).scalar_one_or_none()
        if (now or 0) < end.length:
            yield Fault(family_id, (now or 0) + 1, "is missing")
        elif not _holds(db, family_id, end):
            yield Fault(family_id, end.length, "was changed")


def _holds(db: Session, family_id: uuid.UUID, end: End) -> bool:
    at_end = db.scalar(select(Entry.hash).where(Entry.family_id == family_id, Entry.number == end.length))
    return at_end == end.hash
