"""Signing in: one answer, and one amount of work, for a wrong name and a wrong password."""

import unicodedata
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal import clock
from portal.errors import SignInRefused
from portal.models import Account, SignInLimit
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


def account_for(db: Session, side: Side, name: str, password: str) -> Account:
    """Return the account that name and password open.

    Raises:
        SignInRefused: they do not belong together, the name is unknown, it is of the other side, or it was tried too
            often. The caller commits all the same: the wrong try is counted in the database.
    """
    lookup = name_lookup(db, name)
    limit = db.scalar(select(SignInLimit).where(SignInLimit.name_lookup == lookup).with_for_update())
    must_wait = limit is not None and limit.failures >= TRIES and clock.now() - limit.last_failed_at < WAIT
    account = db.scalar(select(Account).where(Account.name_lookup == lookup, Account.side == side))
    fits = passwords.fits(account.password_hash if account else None, password)
    if account is None or not fits or must_wait:
        _count(db, limit, lookup)
        raise SignInRefused
    db.execute(delete(SignInLimit).where(SignInLimit.name_lookup == lookup))
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
