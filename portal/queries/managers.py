"""The managers who hear of what waits for one: of the family's area or on its team, else all others of the council."""

import uuid
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.models import Family, Member, Worker
from portal.models.words import Access
from portal.policy import is_current


@dataclass(frozen=True, slots=True)
class Managers:
    """The managers of a family who are told of something, save the one who did it."""

    worker_ids: tuple[uuid.UUID, ...]
    are_elsewhere: bool
    """Whether nobody else is near: then they do not see the family until one of them has a place on its team."""


def beside(db: Session, actor: Actor, family_id: uuid.UUID, worker_id: uuid.UUID | None) -> Managers:
    """Return who is told beside one worker; nobody of another council."""
    family = select(Family.authority_id, Family.area_team_id).where(Family.id == family_id).subquery()
    on_team = select(Member.worker_id).where(Member.family_id == family_id, is_current(Member))
    is_near = or_(Worker.area_team_id == family.c.area_team_id, Worker.id.in_(on_team))
    managers = (
        select(Worker.id, is_near.label("is_near"))
        .join(family, family.c.authority_id == Worker.authority_id)
        .where(Worker.access == Access.MANAGER, Worker.id != worker_id, Worker.authority_id == actor.authority_id)
        .where(or_(Worker.left_on.is_(None), Worker.left_on > clock.today()))
    )
    found = db.execute(managers.order_by(Worker.id)).all()
    near = tuple(row.id for row in found if row.is_near)
    return Managers(near or tuple(row.id for row in found), are_elsewhere=not near)
