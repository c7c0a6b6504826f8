"""Workers' photographs, for those who may know of the worker."""

import uuid

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.errors import NotFound
from portal.models import Absence, Member, Photo, Worker
from portal.policy import is_current, visible_circles
from portal.queries.member import SOON
from portal.standing import TODAY


def content(db: Session, actor: Actor, photo_id: uuid.UUID) -> bytes:
    """Return a photograph; raises `NotFound` for one that the actor may not know of as for one that never was."""
    found = db.scalar(
        select(Photo.content)
        .join(Worker, Worker.id == Photo.worker_id)
        .where(Photo.id == photo_id, Worker.authority_id == actor.authority_id, _may_be_known(actor))
    )
    if found is None:
        raise NotFound("photo", photo_id)
    return found


def own(db: Session, actor: Actor) -> uuid.UUID | None:
    """Return the key of the worker's own photograph, if they have put one up."""
    return db.scalar(select(Photo.id).where(Photo.worker_id == actor.own_worker))


def _may_be_known(actor: Actor) -> ColumnElement[bool]:
    """Hold for who is on the family's team today as the actor sees it, and their cover; workers know all."""
    if actor.is_worker:
        return or_(Worker.left_on.is_(None), Worker.left_on > clock.today())
    covers = exists().where(
        and_(Absence.worker_id == Member.worker_id, Absence.cover_id == Photo.worker_id),
        and_(Absence.until_on >= TODAY, Absence.from_on <= SOON),
    )
    return exists().where(
        or_(Member.worker_id == Photo.worker_id, covers),
        Member.family_id == actor.own_family,
        Member.circle_id.in_(visible_circles(actor)),
        is_current(Member),
    )
