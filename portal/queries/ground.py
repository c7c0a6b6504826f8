"""What lets a worker look at a family: the place on its team, cover, the area they lead, or an opening."""

import uuid
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from portal.actor import Actor, Kind
from portal.models import Absence, Circle, Family, Member, Opening
from portal.models.audit_words import Ground
from portal.models.words import CircleKind
from portal.policy import NOW, is_current
from portal.queries.prepared import OF_FAMILY, Sort, any_of, run
from portal.standing import TODAY


@dataclass(frozen=True, slots=True)
class Standing:
    """A ground and the thing it rests on: who may know of that thing may know of the look."""

    ground: Ground
    thing_id: uuid.UUID


def of(db: Session, actor: Actor, family_id: uuid.UUID) -> Standing:
    """Return what lets a worker in who was let in; the ground that most of the family may know of comes first."""
    places = run(db, _places(actor.sort), actor, family_id).all()
    own = [row for row in places if row.worker_id == actor.worker_id]
    for row in own:
        if row.kind is CircleKind.WHOLE_FAMILY:
            return Standing(Ground.TEAM, row.id)
    if actor.kind is Kind.MANAGER and _is_of_area(db, actor, family_id):
        return Standing(Ground.AREA, family_id)
    if own:
        return Standing(Ground.TEAM, own[0].id)
    for row in sorted(places, key=lambda place: place.kind is not CircleKind.WHOLE_FAMILY):
        return Standing(Ground.COVER, row.id)
    opened = run(db, _openings(actor.sort), actor, family_id).scalar()
    return Standing(Ground.OPENING, opened or family_id)


@cache
def _places(sort: Sort) -> Select[Any]:
    actor = any_of(sort)
    away = select(Absence.worker_id).where(
        Absence.cover_id == actor.worker_id, Absence.from_on <= TODAY, Absence.until_on >= TODAY
    )
    columns: tuple[Any, ...] = (Member.id, Member.worker_id, Circle.kind)
    return (
        select(*columns)
        .join(Circle, Circle.id == Member.circle_id)
        .where(
            Member.family_id == OF_FAMILY,
            is_current(Member),
            or_(Member.worker_id == actor.worker_id, Member.worker_id.in_(away)),
        )
        .order_by(Member.from_on, Member.id)
    )


@cache
def _openings(sort: Sort) -> Select[Any]:
    return (
        select(Opening.id)
        .where(Opening.family_id == OF_FAMILY, Opening.worker_id == any_of(sort).worker_id, Opening.ends_at > NOW)
        .order_by(Opening.ends_at.desc())
        .limit(1)
    )


def _is_of_area(db: Session, actor: Actor, family_id: uuid.UUID) -> bool:
    area = db.scalar(select(Family.area_team_id).where(Family.id == family_id))
    return area is not None and area == actor.area_team_id
