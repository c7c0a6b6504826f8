"""Families that were opened by workers who are not on their teams."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.models import Family, FamilyKey, Opening, Worker
from portal.models.audit_words import OpeningPurpose
from portal.policy import visible_families
from portal.queries.face import Face, face
from portal.security.keys import keyring

MOST = 100


@dataclass(frozen=True, slots=True)
class OpeningView:
    """One opening."""

    id: uuid.UUID
    ref: str
    family: str
    worker: Face
    purpose: OpeningPurpose
    reason: str
    begins_at: datetime
    ends_at: datetime
    is_running: bool
    is_locked: bool
    is_own: bool


def newest(db: Session, actor: Actor) -> Sequence[OpeningView]:
    """Return the openings of the families that the worker sees, the newest first."""
    columns: tuple[Any, ...] = (
        Opening.__table__,
        FamilyKey.wrapped,
        Family.ref.label("family_ref"),
        Family.name.label("family_name"),
        Worker.first_name,
        Worker.last_name,
    )
    rows = db.execute(
        select(*columns)
        .join(Family, Family.id == Opening.family_id)
        .join(FamilyKey, FamilyKey.id == Family.id)
        .join(Worker, Worker.id == Opening.worker_id)
        .where(Opening.family_id.in_(visible_families(actor)))
        .order_by(Opening.begins_at.desc(), Opening.id)
        .limit(MOST)
    )
    return [_view(db, actor, row) for row in rows]


def own_until(db: Session, actor: Actor, family_id: uuid.UUID) -> datetime | None:
    """Return until when the worker has opened this family; none who sees it in another way alone."""
    own = select(func.max(Opening.ends_at)).where(Opening.family_id == family_id, Opening.worker_id == actor.worker_id)
    return db.scalar(own.where(Opening.ends_at > clock.now()))


def _view(db: Session, actor: Actor, row: Any) -> OpeningView:
    ring = keyring(db)
    ring.add(row.family_id, row.wrapped)
    return OpeningView(
        id=row.id,
        ref=ring.open_if(row.family_id, "family.ref", row.family_id, row.family_ref),
        family=ring.open_if(row.family_id, "family.name", row.family_id, row.family_name),
        worker=face(row.worker_id, row.first_name, row.last_name),
        purpose=row.purpose,
        reason=ring.open_if(row.family_id, "opening.reason", row.id, row.reason),
        begins_at=row.begins_at,
        ends_at=row.ends_at,
        is_running=row.ends_at > clock.now(),
        is_locked=row.is_locked,
        is_own=row.worker_id == actor.worker_id,
    )
