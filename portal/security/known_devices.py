"""Browsers that an account got in with before, a worker past the second step: tries elsewhere do not make them wait."""

import hashlib
import secrets
import uuid

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from portal import clock
from portal.models import KnownDevice


def key_hash(key: str) -> bytes:
    """Return what the table keeps of a browser's key."""
    return hashlib.sha256(key.encode()).digest()


def new_key() -> str:
    """Return a fresh key for a browser."""
    return secrets.token_urlsafe(32)


def find(db: Session, account_id: uuid.UUID | None, key: str) -> KnownDevice | None:
    """Return the browser with this key, if this account got in with it before."""
    mine = select(KnownDevice).where(KnownDevice.account_id == account_id, KnownDevice.key_hash == key_hash(key))
    return db.scalar(mine)


def remember(db: Session, account_id: uuid.UUID, key: str) -> KnownDevice:
    """Write down that an account got in with this browser; call inside a unit of work."""
    device, now = find(db, account_id, key), clock.now()
    if device is None:
        device = KnownDevice(account_id=account_id, key_hash=key_hash(key), made_at=now, told_at=None)
        db.add(device)
    device.used_at = now
    db.flush()
    return device


def told(db: Session, account_id: uuid.UUID, key: str) -> None:
    """Write down that whoever uses this browser was told of new ways in."""
    mine = (KnownDevice.account_id == account_id, KnownDevice.key_hash == key_hash(key))
    db.execute(update(KnownDevice).where(*mine).values(told_at=clock.now()))


def forget(db: Session, account_id: uuid.UUID, *, but: str = "") -> None:
    """Forget every browser of an account, save perhaps the one with this key."""
    others = (KnownDevice.account_id == account_id, KnownDevice.key_hash != key_hash(but))
    db.execute(delete(KnownDevice).where(*others))
