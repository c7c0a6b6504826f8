"""Keeps edits apart: refuses one that was begun on an older version, and holds a family while it is checked."""

import uuid
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.errors import CircleClosed, EditedMeanwhile
from portal.models import Circle, Family
from portal.models.base import Base, Versioned


def begun_on(thing: Versioned, version: int) -> None:
    """Raise `EditedMeanwhile` unless the edit was begun on the version that stands now."""
    if thing.version != version:
        raise EditedMeanwhile(thing.id if isinstance(thing, Base) else None)


def still_open(db: Session, circle: Circle) -> None:
    """Raise `CircleClosed` where nothing new is put any more, and let nobody close it until this unit of work ends."""
    hold(db, circle.family_id)
    db.refresh(circle, ["closed_on"])  # homes may have been parted since it was read
    if circle.closed_on is not None:
        raise CircleClosed(circle.id)


def tidied(value: object) -> object:
    """Return typed text without outer spaces, all else as it is; a `StrEnum` is text too and stays one."""
    return value.strip() if isinstance(value, str) and not isinstance(value, StrEnum) else value


def hold(db: Session, family_id: uuid.UUID) -> None:
    """Let nobody else check and then write in this family until this unit of work ends."""
    db.execute(select(Family.id).where(Family.id == family_id).with_for_update())
