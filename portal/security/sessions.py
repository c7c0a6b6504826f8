"""Sessions in the database: the cookie holds a random key, the table decides."""

import hashlib
import re
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.models import AccountSession, ChildRound
from portal.models.child_round import QUIET
from portal.models.words import Side, SignInWay

IDLE = {Side.FAMILY: timedelta(minutes=30), Side.WORKER: timedelta(minutes=20)}
ABSOLUTE = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)
"""How often a live session's last use is written down."""

_BROWSERS = ("Edg", "OPR", "SamsungBrowser", "Firefox", "Chrome", "Safari")
_NAMES = {"Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung Internet"}
_SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS X", "CrOS", "Linux")


@dataclass(frozen=True, slots=True)
class Beside:
    """The child whose round a device is locked to."""

    round_id: uuid.UUID
    family_id: uuid.UUID
    person_id: uuid.UUID
    language: str
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Visit:
    """One device's session and who it is."""

    actor: Actor
    began_at: datetime
    seen_at: datetime
    ended_at: datetime | None
    keyed_for: str | None = None
    """The kind of person whom the key was made for."""
    is_untold: bool = False
    """A new way in was made that this device has not told of yet."""
    frozen_at: datetime | None = None
    """Since when the account's access is frozen."""
    beside: Beside | None = None
    """The child whom this device is locked to."""


def key_hash(key: str) -> bytes:
    """Return what the table keeps of a session key."""
    return hashlib.sha256(key.encode()).digest()


def begin(
    db: Session,
    account_id: uuid.UUID,
    user_agent: str,
    *,
    way: SignInWay = SignInWay.PASSWORD,
    is_proved: bool = False,
    told_at: datetime | None = None,
) -> str:
    """Begin a session for an account and return the key that its cookie carries."""
    key, now = secrets.token_urlsafe(32), clock.now()
    db.add(
        AccountSession(
            account_id=account_id,
            key_hash=key_hash(key),
            device=device_name(user_agent),
            began_at=now,
            seen_at=now,
            ended_at=None,
            way=way,
            proved_at=now if is_proved else None,
            told_at=told_at,
        )
    )
    db.flush()
    return key


def key_for(db: Session, session_id: uuid.UUID, kind: str) -> None:
    """Write down which kind of person a session's key was made for."""
    _change(db, session_id, keyed_for=kind)


def rotate(db: Session, session_id: uuid.UUID, kind: str) -> str:
    """Give a session another key, for this kind of person, and return it; the old one opens nothing any more."""
    key = secrets.token_urlsafe(32)
    _change(db, session_id, key_hash=key_hash(key), keyed_for=kind)
    return key


def prove(db: Session, session_id: uuid.UUID) -> None:
    """Write down that the second step was passed; its key has to be rotated as well."""
    _change(db, session_id, proved_at=clock.now())


def told(db: Session, session_id: uuid.UUID) -> None:
    """Write down that this device told of every new way in."""
    _change(db, session_id, told_at=clock.now())


def _change(db: Session, session_id: uuid.UUID, **values: object) -> None:
    db.execute(update(AccountSession).where(AccountSession.id == session_id).values(**values))


def lock(db: Session, session_id: uuid.UUID, round_id: uuid.UUID | None) -> None:
    """Lock a session to a child's round, or to none; its key has to be rotated as well."""
    _change(db, session_id, child_round_id=round_id)


def handed_over_at(db: Session, account_id: uuid.UUID) -> datetime | None:
    """Return when an account's device was last handed to a child, of those that its worker has not opened since.

    Where the session has ended meanwhile, the device may still be in the child's hands.
    """
    held = (AccountSession.account_id == account_id, AccountSession.child_round_id == ChildRound.id)
    return db.scalar(select(func.max(ChildRound.began_at)).where(*held))


def has_run_out(visit: Visit, now: datetime) -> bool:
    """Say whether a session was idle, or went on, for too long; a child's round is over sooner."""
    if visit.beside and now - visit.beside.last_at > QUIET:
        return True
    return now - visit.seen_at > IDLE[visit.actor.side] or now - visit.began_at > ABSOLUTE


def is_live(visit: Visit, now: datetime) -> bool:
    """Say whether a session may still be used."""
    return visit.ended_at is None and visit.frozen_at is None and not has_run_out(visit, now)


def was_frozen(visit: Visit) -> bool:
    """Say whether freezing is what ended a session: this device was signed in until then."""
    if visit.frozen_at is None or (visit.ended_at is not None and visit.ended_at < visit.frozen_at):
        return False
    return not has_run_out(visit, visit.frozen_at)


def seen(db: Session, session_id: uuid.UUID) -> None:
    """Write down that a session was used now."""
    _change(db, session_id, seen_at=clock.now())


def end(db: Session, account_id: uuid.UUID, session_id: uuid.UUID) -> None:
    """End one session of an account; it is refused from the next request on."""
    _end(db, AccountSession.account_id == account_id, AccountSession.id == session_id)


def end_all(db: Session, account_id: uuid.UUID, *, but: uuid.UUID | None = None) -> None:
    """End every session of an account, save perhaps one."""
    _end(db, AccountSession.account_id == account_id, AccountSession.id != but if but else True)


def _end(db: Session, *where: object) -> None:
    db.execute(
        update(AccountSession)
        .where(AccountSession.ended_at.is_(None), *where)  # type: ignore[arg-type]  # conditions
        .values(ended_at=clock.now())
    )


def device_name(user_agent: str) -> str:
    """Return the plain names of a browser and its system, such as `Chrome, Android`."""
    found = [_NAMES.get(name, name) for name in _BROWSERS if re.search(rf"\b{name}[A-Za-z]*/", user_agent)][:1]
    system = next((name for name in _SYSTEMS if name in user_agent), "")
    return ", ".join([*found, *([system] if system else [])])
