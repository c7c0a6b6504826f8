"""What was said to a keyworker alone who has left since: whose it is and whom they told, and never what they said."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, select
from sqlalchemy.orm import Session, aliased

from portal.actor import Actor
from portal.models import Circle, Family, Member, Person, Voice, Worker
from portal.models.words import CircleKind, MemberFunction
from portal.policy import is_current, visible_circles
from portal.queries.face import Face, face_of
from portal.queries.prepared import OF_FAMILY, Sort, any_of, run
from portal.queries.voice import waits
from portal.security.keys import learn_key

OWN, SINCE = aliased(Member), aliased(Voice)


@dataclass(frozen=True, slots=True)
class LeftVoice:
    """That somebody said something to one worker, which nobody answered before the worker left."""

    person: Face
    worker: str
    """A first name."""


def of_family(db: Session, actor: Actor, family_id: uuid.UUID) -> Sequence[LeftVoice]:
    """Return for the keyworker of today who said something to one before, and has told nobody anything since."""
    if not actor.is_worker or actor.is_partner:
        return []
    ring = learn_key(db, family_id)
    rows = run(db, _left(actor.sort), actor, family_id)
    return [LeftVoice(face_of(ring, family_id, row.id, row.first, row.known), row.worker) for row in rows]


def left_count(actor: Actor) -> ColumnElement[int]:
    """Return a column of `Family`: how many people said something to a keyworker who has left."""
    if not actor.is_worker or actor.is_partner:
        return literal(0)
    people = select(func.count(Voice.person_id.distinct())).join(Circle, Circle.id == Voice.circle_id)
    return people.where(Voice.family_id == Family.id, _is_left(actor)).correlate(Family).scalar_subquery()


@cache
def _left(sort: Sort) -> Select[Any]:
    return (
        select(
            Person.id,
            Person.first_name.label("first"),
            Person.known_as.label("known"),
            Worker.first_name.label("worker"),
        )
        .select_from(Voice)
        .join(Circle, Circle.id == Voice.circle_id)
        .join(Person, Person.id == Voice.person_id)
        .join(Worker, Worker.id == Circle.worker_id)
        .where(Voice.family_id == OF_FAMILY, _is_left(any_of(sort)))
        .distinct()
        .order_by(Person.id, Worker.first_name)
    )


def _is_left(actor: Actor) -> ColumnElement[bool]:
    """Hold for what only a worker could read who is on the team no more, while its speaker has said nothing since."""
    place = (Member.family_id == Voice.family_id, Member.worker_id == Circle.worker_id, is_current(Member))
    own = (OWN.family_id == Voice.family_id, OWN.worker_id == actor.worker_id, is_current(OWN))
    later = (SINCE.person_id == Voice.person_id, SINCE.said_at > Voice.said_at)
    return and_(
        Circle.kind == CircleKind.PRIVATE,
        ~exists().where(*place),
        waits(),
        exists().where(*own, OWN.function == MemberFunction.KEYWORKER),
        ~exists().where(*later, SINCE.circle_id.in_(visible_circles(actor))),
    )
