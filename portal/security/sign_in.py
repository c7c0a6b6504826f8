"""Signing in: one answer, and one amount of work, for a wrong name and a wrong password."""

import unicodedata
import uuid
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from portal import clock
from portal.errors import SignInRefused
from portal.models import Account, FamilyKey, Person, SignInLimit, Worker
from portal.models.words import Side
from portal.security import passwords
from portal.security.keys import keyring

TRIES = 5
"""Wrong tries for one name before it must wait."""
WAIT = timedelta(minutes=15)


def name_lookup(db: Session, name: str) -> bytes:
    """Return the keyed hash of a sign-in name; case, spaces and the way a number is written make no difference."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    plain = "".join(plain.split())
    digits = plain.replace("-", "").removeprefix("+44")
    if digits.isdecimal() and digits != plain and not digits.startswith("0"):
        plain = f"0{digits}"
    return keyring(db).master.lookup("account.name", plain)


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of comparing a name and a password, before it is counted."""

    lookup: bytes
    account_id: uuid.UUID | None
    """Empty when they do not belong together or the name is unknown: nobody is told which."""


def tried(db: Session, side: Side, name: str, password: str) -> Tried:
    """Compare a name and a password. The slow hash is done here, so that no write waits for it."""
    lookup = name_lookup(db, name)
    found = db.execute(
        select(Account.id, Account.password_hash)
        .outerjoin(Worker, Worker.id == Account.worker_id)
        .outerjoin(Person, Person.id == Account.person_id)
        .where(
            or_(Person.id.is_(None), Person.family_id.in_(select(FamilyKey.id))),
            Account.name_lookup == lookup,
            Account.side == side,
            or_(Worker.left_on.is_(None), Worker.left_on > clock.today()),
        )
    ).one_or_none()
    fits = passwords.fits(found.password_hash if found else None, password)
    return Tried(lookup, found.id if found and fits else None)


def account_for(db: Session, attempt: Tried) -> Account:
    """Return the account that was opened; call inside a unit of work.

    Raises:
        SignInRefused: name and password do not belong together, or the name was tried too often. The caller commits
            all the same: the wrong try is counted in the database.
    """
    limit = db.scalar(select(SignInLimit).where(SignInLimit.name_lookup == attempt.lookup).with_for_update())
    must_wait = limit is not None and limit.failures >= TRIES and clock.now() - limit.last_failed_at < WAIT
    account = db.get(Account, attempt.account_id) if attempt.account_id and not must_wait else None
    if account is None:
        _count(db, limit, attempt.lookup)
        raise SignInRefused
    db.execute(delete(SignInLimit).where(SignInLimit.name_lookup == attempt.lookup))
    return account


def _count(db: Session, limit: SignInLimit | None, lookup: bytes) -> None:
    now = clock.now()
    if limit is None:
        db.add(SignInLimit(name_lookup=lookup, failures=1, last_failed_at=now))
    elif now - limit.last_failed_at >= WAIT:
        limit.failures, limit.last_failed_at = 1, now
    elif limit.failures < TRIES:
        limit.failures, limit.last_failed_at = limit.failures + 1, now
    db.flush()
