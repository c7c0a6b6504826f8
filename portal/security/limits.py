"""How often one may guess at one thing: counted in the database, so over all processes together."""

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal import clock
from portal.models import SignInLimit
from portal.security.keys import keyring

TRIES = 5
"""Wrong tries at one thing before it must wait."""
WAIT = timedelta(minutes=15)


def guesses_at(db: Session, kind: str, thing: object) -> bytes:
    """Return the keyed hash under which guesses at one thing are counted."""
    return keyring(db).master.lookup(f"limit.{kind}", str(thing))


def held(db: Session, what: bytes) -> SignInLimit:
    """Return the count for one thing, held until this unit of work ends: guesses made at once come one by one."""
    for _ in range(2):
        limit = db.scalar(select(SignInLimit).where(SignInLimit.name_lookup == what).with_for_update())
        if limit is not None:
            return limit
        try:
            with db.begin_nested():
                limit = SignInLimit(name_lookup=what, failures=0, last_failed_at=clock.now())
                db.add(limit)
            return limit
        except IntegrityError:
            continue  # somebody else's first try came between
    raise LookupError("a count that is neither there nor new")


def waits(db: Session, what: bytes) -> bool:
    """Say whether a thing was guessed at too often, holding nothing; for pages that only look."""
    limit = db.scalar(select(SignInLimit).where(SignInLimit.name_lookup == what))
    return limit is not None and must_wait(limit)


def must_wait(limit: SignInLimit) -> bool:
    """Say whether a thing was guessed at too often."""
    return limit.failures >= TRIES and clock.now() - limit.last_failed_at < WAIT


def count(db: Session, limit: SignInLimit) -> None:
    """Count a wrong try; those made while one must wait do not make the wait longer."""
    now = clock.now()
    if limit.failures and now - limit.last_failed_at >= WAIT:
        limit.failures, limit.last_failed_at = 1, now
    elif limit.failures < TRIES:
        limit.failures, limit.last_failed_at = limit.failures + 1, now
    db.flush()


def forget(db: Session, limit: SignInLimit) -> None:
    """Begin again at nought after a right try."""
    db.execute(delete(SignInLimit).where(SignInLimit.id == limit.id))
