"""Children's rounds: the one that a device is locked to, and what workers read of them afterwards."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.models import ChildRound, Family, Member, Worker
from portal.models.child_round import QUIET
from portal.models.words import Colour, MemberFunction, ScoreKind
from portal.policy import is_current, visible_families
from portal.security.keys import learn_key


@dataclass(frozen=True, slots=True)
class RoundView:
    """One round, as workers read of it."""

    id: uuid.UUID
    worker: str
    """The first name of the worker who sat beside the child."""
    language: str
    began_at: datetime
    until: datetime
    """When it ended; while it goes on, when the device was last touched."""
    is_over: bool
    is_stopped: bool
    present: str
    colour: Colour | None
    passed: tuple[tuple[str, ScoreKind], ...]
    """Questions that were left out, and how."""


@dataclass(frozen=True, slots=True)
class Reader:
    """The worker who reads what a child says."""

    id: uuid.UUID
    name: str
    """Their first name."""


def ref(db: Session, actor: Actor, round_id: uuid.UUID) -> str:
    """Return the family's reference for the address of a round; only of one's own."""
    family_id = db.scalar(
        select(ChildRound.family_id).where(ChildRound.id == round_id, ChildRound.worker_id == actor.worker_id)
    )
    family = db.get_one(Family, family_id)
    learn_key(db, family.id)
    return family.ref


def own(db: Session, actor: Actor, round_id: uuid.UUID) -> ChildRound:
    """Return the round of this device, to go on with it."""
    sitting = db.scalars(
        select(ChildRound).where(ChildRound.id == round_id, ChildRound.worker_id == actor.worker_id)
    ).one()
    learn_key(db, sitting.family_id)
    return sitting


def of_person(db: Session, actor: Actor, family_id: uuid.UUID, person_id: uuid.UUID) -> Sequence[RoundView]:
    """Return a child's rounds, the newest first. A partner agency reads none of them."""
    if actor.is_partner:
        return []
    learn_key(db, family_id)
    rows = db.execute(
        select(ChildRound, Worker.first_name)
        .join(Worker, Worker.id == ChildRound.worker_id)
        .where(
            ChildRound.person_id == person_id,
            ChildRound.family_id == family_id,
            ChildRound.family_id.in_(visible_families(actor)),
        )
        .order_by(ChildRound.began_at.desc(), ChildRound.id)
    )
    return [_view(sitting, worker) for sitting, worker in rows]


def _view(sitting: ChildRound, worker: str) -> RoundView:
    left = (one.partition(".") for one in sitting.passed)
    return RoundView(
        id=sitting.id,
        worker=worker,
        language=sitting.language,
        began_at=sitting.began_at,
        until=sitting.ended_at or sitting.last_at,
        is_over=sitting.ended_at is not None or clock.now() - sitting.last_at > QUIET,
        is_stopped=sitting.stopped_at is not None,
        present=sitting.present,
        colour=sitting.colour,
        passed=tuple((question, ScoreKind(how)) for question, _dot, how in left),
    )


def reader(db: Session, actor: Actor, family_id: uuid.UUID) -> Reader:
    """Return who reads what a child says: the keyworker, else whoever sits beside them."""
    row = db.execute(
        select(Worker.id, Worker.first_name)
        .join(Member, Member.worker_id == Worker.id)
        .where(
            Member.family_id == family_id,
            Member.family_id.in_(visible_families(actor)),
            Member.function == MemberFunction.KEYWORKER,
            is_current(Member),
        )
        .order_by(Member.from_on.desc(), Member.id)
        .limit(1)
    ).first()
    return Reader(row.id, row.first_name) if row else Reader(actor.own_worker, actor.name)
