"""What a passkey has to sign: asked of one browser for one purpose, once, within five minutes."""

import secrets
import uuid
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal import clock
from portal.models import Challenge

LASTS = timedelta(minutes=5)


class Purpose(StrEnum):
    """What a passkey is asked for."""

    ADD = "add"
    PROVE = "prove"
    SIGN_IN = "sign-in"


def ask(
    db: Session, purpose: Purpose, *, account_id: uuid.UUID | None = None, session_id: uuid.UUID | None = None
) -> Challenge:
    """Make a challenge; an older one of the same session and purpose ends. Call inside a unit of work."""
    if session_id:
        older = (Challenge.session_id == session_id, Challenge.purpose == purpose.value)
        db.execute(delete(Challenge).where(*older))
    made = Challenge(
        account_id=account_id,
        session_id=session_id,
        purpose=purpose.value,
        asked=secrets.token_bytes(32),
        made_at=clock.now(),
    )
    db.add(made)
    db.flush()
    return made


def take(
    db: Session, purpose: Purpose, *, id_: uuid.UUID | None = None, session_id: uuid.UUID | None = None
) -> bytes | None:
    """Return what was asked, once: of this session, or where nobody is signed in, the one with this id.

    Call in a unit of work of its own, before the answer is looked at: a refusal afterwards does not bring it back.
    """
    asked = select(Challenge).where(Challenge.purpose == purpose.value).with_for_update()
    if session_id:
        found = db.scalar(asked.where(Challenge.session_id == session_id))
    else:
        found = db.scalar(asked.where(Challenge.id == id_, Challenge.session_id.is_(None)))
    if found is None:
        return None
    db.execute(delete(Challenge).where(Challenge.id == found.id))
    return found.asked if clock.now() - found.made_at <= LASTS else None
