"""What someone changes about their own sign-in."""

import uuid

from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.models import Account
from portal.models.words import Side
from portal.security import passwords, sessions
from portal.security.sign_in import name_lookup


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
    )
    db.add(account)
    db.flush()
    return account


def speak(_db: Session, account: Account, *, language: str) -> None:
    """Remember the language someone reads in."""
    account.language = language


def change_password(db: Session, actor: Actor, account: Account, *, password_hash: str) -> None:
    """Change one's password; every other device is signed out."""
    account.password_hash = password_hash
    account.password_changed_at = clock.now()
    db.flush()
    sessions.end_all(db, account.id, but=actor.session_id)
