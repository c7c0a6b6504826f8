"""The council's workers and the agencies it works with, to choose from."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.errors import NotFound
from portal.models import Agency, Worker
from portal.models.words import Access, WorkerRole
from portal.permission import Permission
from portal.policy import require


@dataclass(frozen=True, slots=True)
class Colleague:
    """A worker who may be asked onto a team."""

    id: uuid.UUID
    name: str
    role: WorkerRole
    agency: str


def colleagues(db: Session, actor: Actor) -> Sequence[Colleague]:
    """Return everyone who works with families now, by name; never administrators."""
    require(actor, Permission.CHANGE_TEAM)
    rows = db.execute(
        select(Worker.id, Worker.first_name, Worker.last_name, Worker.role, Agency.name.label("agency"))
        .join(Agency, Agency.id == Worker.agency_id)
        .where(
            Worker.authority_id == actor.authority_id,
            Worker.access != Access.ADMINISTRATOR,
            or_(Worker.left_on.is_(None), Worker.left_on > clock.today()),
        )
        .order_by(Worker.first_name, Worker.last_name, Worker.id)
    )
    return [Colleague(row.id, f"{row.first_name} {row.last_name}", row.role, row.agency) for row in rows]


def get(db: Session, actor: Actor, worker_id: uuid.UUID) -> Worker:
    """Return one worker of the actor's own council; raises `NotFound`."""
    require(actor, Permission.CHANGE_TEAM)
    worker = db.scalar(select(Worker).where(Worker.id == worker_id, Worker.authority_id == actor.authority_id))
    if worker is None:
        raise NotFound("worker", worker_id)
    return worker


def partner_agencies(db: Session, actor: Actor) -> Sequence[tuple[uuid.UUID, str]]:
    """Return the partner agencies that a question on sharing may be about, by name."""
    require(actor, Permission.ASK_SHARING)
    rows = db.execute(
        select(Agency.id, Agency.name)
        .where(Agency.authority_id == actor.authority_id, Agency.is_partner)
        .order_by(Agency.name, Agency.id)
    )
    return [(row.id, row.name) for row in rows]


def own_name(db: Session, actor: Actor) -> str:
    """Return what a worker is called in full, with the number at work."""
    row = db.execute(
        select(Worker.first_name, Worker.last_name, Worker.phone).where(Worker.id == actor.own_worker)
    ).one()
    name = " ".join(part for part in (row.first_name, row.last_name) if part)
    return f"{name}, {row.phone}" if row.phone else name
