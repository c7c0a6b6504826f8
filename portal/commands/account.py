"""What someone changes about their own sign-in."""

import uuid
from datetime import timedelta

from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.models import Account
from portal.models.words import Side
from portal.security import known_devices, limits, passwords, sessions
from portal.security.sign_in import name_lookup

FIRST_DAYS = timedelta(days=14)
"""How long a worker may wait to set up a first second step."""


def begin_for_worker(
    db: Session, *, authority_id: uuid.UUID, worker_id: uuid.UUID, name: str, password: str
) -> Account:
    """Give a worker an account; only the command line does."""
    now = clock.now()
    account = Account(
        authority_id=authority_id,
        side=Side.WORKER,
        worker_id=worker_id,
        name_lookup=name_lookup(db, name),
        password_hash=passwords.hashed(password),
        password_changed_at=now,
        created_at=now,
        second_step_by=now + FIRST_DAYS,
    )
    db.add(account)
    db.flush()
    return account


def speak(_db: Session, account: Account, *, language: str) -> None:
    """Remember the language someone reads in."""
    account.language = language


def gave_password(db: Session, actor: Actor, *, fits: bool) -> bool:
    """Say whether the actor gave their password; wrong tries are counted, and after five one has to wait.

    Args:
        fits: what came of comparing it, which is slow and done before the unit of work.
    """
    limit = limits.held(db, limits.guesses_at(db, "password now", actor.account_id))
    if limits.must_wait(limit) or not fits:
        limits.count(db, limit)
        return False
    limits.forget(db, limit)
    return True


def change_password(db: Session, actor: Actor, account: Account, *, password_hash: str, device_key: str = "") -> None:
    """Change one's password; every other device is signed out, and no longer known."""
    account.password_hash = password_hash
    account.password_changed_at = clock.now()
    db.flush()
    sessions.end_all(db, account.id, but=actor.session_id)
    known_devices.forget(db, account.id, but=device_key)


def read_news(db: Session, actor: Actor, device_key: str = "") -> None:
    """Note that this device has told of every new way in."""
    if actor.session_id:
        sessions.told(db, actor.session_id)
    known_devices.told(db, actor.own_account, device_key)
