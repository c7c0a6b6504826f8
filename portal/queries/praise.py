"""Praise, the newest first: for the people of its circle and the council's workers. Partner agencies read none."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, case, exists, or_, select, true
from sqlalchemy.orm import Session, aliased

from portal import clock
from portal.actor import Actor
from portal.errors import NotFound
from portal.models import Member, Person, Praise, Worker
from portal.models.base import UtcDateTime
from portal.models.words import MemberFunction
from portal.policy import visible_circles
from portal.queries.circle import CircleName, Circles
from portal.queries.face import Face, face, face_of
from portal.queries.prepared import OF_FAMILY, Sort, any_of, run
from portal.security.encryption import Keyring
from portal.security.keys import learn_key

FRESH_FOR = timedelta(days=14)
"""For how long the first page shows it; on its own page it is kept."""
PRAISED, SAYER = aliased(Person), aliased(Person)
FRESH_SINCE = bindparam("fresh_since", callable_=lambda: clock.now() - FRESH_FOR, type_=UtcDateTime())


@dataclass(frozen=True, slots=True)
class PraiseView:
    """One good thing that was said."""

    id: uuid.UUID
    words: str
    language: str
    by: Face | None
    """Empty: a worker whom the reader may not know of."""
    is_by_worker: bool
    to: Face | None
    """Empty: the whole family."""
    goal_id: uuid.UUID | None
    circle: CircleName
    at: datetime

    @property
    def is_own(self) -> bool:
        """Say whether someone is proud of this themself."""
        return self.by is not None and self.to is not None and self.by.id == self.to.id

    def is_of(self, person_id: uuid.UUID | None) -> bool:
        """Say whether this person said it, or it was said to them."""
        return person_id is not None and person_id in {one.id for one in (self.by, self.to) if one}


def of_family(db: Session, actor: Actor, family_id: uuid.UUID, circles: Circles) -> Sequence[PraiseView]:
    """Return all that the actor sees."""
    return _gathered(db, actor, family_id, circles, _statement(actor.sort))


def of_goal(
    db: Session, actor: Actor, family_id: uuid.UUID, circles: Circles, goal_id: uuid.UUID
) -> Sequence[PraiseView]:
    """Return what was said about one goal."""
    return _gathered(db, actor, family_id, circles, _statement(actor.sort).where(Praise.goal_id == goal_id))


def fresh(db: Session, actor: Actor, family_id: uuid.UUID, circles: Circles) -> PraiseView | None:
    """Return the newest of these two weeks that somebody else said, or one is proud of oneself; what is to me first."""
    return next(iter(_gathered(db, actor, family_id, circles, _freshest(actor.sort))), None)


def by_goal(found: Iterable[PraiseView]) -> Mapping[uuid.UUID | None, Sequence[PraiseView]]:
    """Return praise by the goal that it is about, the oldest first; under no goal what is about none."""
    gathered: dict[uuid.UUID | None, list[PraiseView]] = {}
    for one in sorted(found, key=lambda one: (one.at, one.id)):
        gathered.setdefault(one.goal_id, []).append(one)
    return gathered


def get(db: Session, actor: Actor, family_id: uuid.UUID, praise_id: uuid.UUID) -> Praise:
    """Return one to put it away; raises `NotFound` as well when it was put away."""
    praise = db.scalar(
        select(Praise).where(
            Praise.id == praise_id,
            Praise.family_id == family_id,
            Praise.circle_id.in_(visible_circles(actor)),
            Praise.put_away_at.is_(None),
        )
    )
    if praise is None or actor.is_partner:
        raise NotFound("praise", praise_id)
    learn_key(db, family_id)
    return praise


def _gathered(
    db: Session, actor: Actor, family_id: uuid.UUID, circles: Circles, statement: Select[Any]
) -> list[PraiseView]:
    if actor.is_partner:
        return []
    ring = learn_key(db, family_id)
    return [_view(row, ring, family_id, circles) for row in run(db, statement, actor, family_id)]


@cache
def _freshest(sort: Sort) -> Select[Any]:
    me = any_of(sort).person_id
    to_me = or_(Praise.to_id == me, Praise.to_id.is_(None))
    by_others = or_(Praise.by_person_id.is_(None), Praise.by_person_id != me)
    return (
        _statement(sort)
        .where(Praise.said_at > FRESH_SINCE, or_(to_me, by_others))
        .order_by(None)
        .order_by(case((to_me, 0), else_=1), Praise.said_at.desc(), Praise.id)
        .limit(1)
    )


@cache
def _statement(sort: Sort) -> Select[Any]:
    actor = any_of(sort)
    return (
        select(
            Praise.__table__,
            PRAISED.first_name.label("praised_first"),
            PRAISED.known_as.label("praised_known"),
            SAYER.first_name.label("sayer_first"),
            SAYER.known_as.label("sayer_known"),
            Worker.first_name.label("worker_first"),
            Worker.last_name.label("worker_last"),
            _may_be_known(actor).label("may_be_known"),
        )
        .select_from(Praise)
        .outerjoin(PRAISED, PRAISED.id == Praise.to_id)
        .outerjoin(SAYER, SAYER.id == Praise.by_person_id)
        .outerjoin(Worker, Worker.id == Praise.by_worker_id)
        .where(Praise.family_id == OF_FAMILY, Praise.put_away_at.is_(None))
        .where(Praise.circle_id.in_(visible_circles(actor)))
        .order_by(Praise.said_at.desc(), Praise.id)
    )


def _may_be_known(actor: Actor) -> ColumnElement[bool]:
    """Hold for workers whom the reader may know of: not for one who is on the team of the other home alone."""
    if not actor.is_family:
        return true()
    placed = exists().where(Member.family_id == Praise.family_id, Member.worker_id == Praise.by_worker_id)
    known = or_(Member.circle_id.in_(visible_circles(actor)), Member.function == MemberFunction.KEYWORKER)
    return or_(~placed, placed.where(known))


def _view(row: Row[Any], ring: Keyring, family_id: uuid.UUID, circles: Circles) -> PraiseView:
    by = face_of(ring, family_id, row.by_person_id, row.sayer_first, row.sayer_known) if row.by_person_id else None
    if row.by_worker_id and row.may_be_known:
        by = face(row.by_worker_id, row.worker_first, row.worker_last)
    return PraiseView(
        id=row.id,
        words=ring.open_if(family_id, "praise.words", row.id, row.words),
        language=row.language,
        by=by,
        is_by_worker=row.by_worker_id is not None,
        to=face_of(ring, family_id, row.to_id, row.praised_first, row.praised_known) if row.to_id else None,
        goal_id=row.goal_id,
        circle=circles[row.circle_id],
        at=row.said_at,
    )
