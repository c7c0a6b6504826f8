"""Signing in: one answer, and one amount of work, for a wrong name and a wrong password."""

import unicodedata
import uuid
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portal import clock
from portal.errors import SignInRefused
from portal.models import Account, FamilyKey, Person, Worker
from portal.models.words import Side
from portal.security import known_devices, limits, passwords
from portal.security.keys import keyring


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
    named_id: uuid.UUID | None
    """The account that the name is of, whatever the password."""
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
    return Tried(lookup, found.id if found else None, found.id if found and fits else None)


def account_for(db: Session, attempt: Tried, device_key: str = "") -> Account:
    """Return the account that was opened; call inside a unit of work.

    A browser that the account signed in with before has a count of its own, so that wrong tries made elsewhere do not
    shut its owner out.

    Raises:
        SignInRefused: name and password do not belong together, or they were tried too often. The caller commits
            all the same: the wrong try is counted in the database.
    """
    device = known_devices.find(db, attempt.named_id, device_key)
    counted = limits.guesses_at(db, "known device", device.id) if device else attempt.lookup
    limit = limits.held(db, counted)
    account = None if limits.must_wait(limit) else db.get(Account, attempt.account_id or NOBODY)
    if account is None:
        limits.count(db, limit)
        raise SignInRefused
    limits.forget(db, limit)
    return account


NOBODY = uuid.UUID(int=0)
