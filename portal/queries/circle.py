"""The circles an actor sees, with the names of the people in each."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, select, true
from sqlalchemy.orm import Session

from portal.actor import Actor
from portal.errors import NotFound
from portal.models import Circle, CirclePerson, Household, Member, Person, Worker
from portal.models.words import ADULTS, CircleKind, InfoKind
from portal.policy import agreed_people, is_current, visible_circles
from portal.queries.face import called
from portal.queries.prepared import OF_FAMILY, Sort, any_of, run
from portal.security.encryption import Keyring
from portal.security.keys import learn_key

Circles = Mapping[uuid.UUID, "CircleName"]


@dataclass(frozen=True, slots=True)
class CircleName:
    """Who can see a thing, in words."""

    id: uuid.UUID
    kind: CircleKind
    name: str
    """A home's own name; empty for the others."""
    people: tuple[str, ...]
    """First names."""
    person_ids: tuple[uuid.UUID, ...]
    worker: str
    """The first name of the one worker who sees a private circle."""
    name_language: str | None = None
    is_closed: bool = False
    """Whether nothing new is put here: the family lives apart now."""
    is_read: bool = True
    """Whether that worker is on the team now; otherwise nobody else reads what is written there."""


_ORDER = (CircleKind.WHOLE_FAMILY, CircleKind.HOME, CircleKind.PRIVATE)


def seen_by(db: Session, actor: Actor, family_id: uuid.UUID) -> Circles:
    """Return the family's circles that the actor sees, the whole family first, with whom of it they may know."""
    ring = learn_key(db, family_id)
    gathered: dict[uuid.UUID, list[Row[Any]]] = {}
    for row in run(db, _statement(actor.sort), actor, family_id):
        gathered.setdefault(row.id, []).append(row)
    names = _names(ring, family_id, (row for people in gathered.values() for row in people))
    named = (_named(ring, family_id, people, names) for people in gathered.values())
    return {circle.id: circle for circle in sorted(named, key=lambda circle: _ORDER.index(circle.kind))}


@cache
def _statement(sort: Sort) -> Select[Any]:
    return (
        select(
            Circle.id,
            Circle.kind,
            Circle.household_id,
            Circle.closed_on,
            Household.name.label("home"),
            Household.name_language.label("home_language"),
            Worker.first_name.label("worker"),
            exists()
            .where(Member.family_id == Circle.family_id, Member.worker_id == Circle.worker_id, is_current(Member))
            .label("on_team"),
            Person.id.label("person_id"),
            Person.relationship,
            Person.first_name.label("first_name"),
            Person.known_as.label("known_as"),
            Person.born_on,
        )
        .select_from(Circle)
        .outerjoin(Household, Household.id == Circle.household_id)
        .outerjoin(Worker, Worker.id == Circle.worker_id)
        .outerjoin(CirclePerson, CirclePerson.circle_id == Circle.id)
        .outerjoin(Person, and_(Person.id == CirclePerson.person_id, _may_be_named(any_of(sort))))
        .where(Circle.family_id == OF_FAMILY, Circle.id.in_(visible_circles(any_of(sort))))
        .order_by(Household.label, Circle.id, Person.id)
    )


def _may_be_named(actor: Actor) -> ColumnElement[bool]:
    return Person.id.in_(agreed_people(actor, InfoKind.CONTACT)) if actor.is_partner else true()


def _names(ring: Keyring, family_id: uuid.UUID, rows: Iterable[Row[Any]]) -> Mapping[uuid.UUID, str]:
    """Return the name of everyone in any of the circles, each opened once."""
    sealed = {row.person_id: row for row in rows if row.person_id}
    return {id_: called(ring, family_id, id_, row.first_name, row.known_as) for id_, row in sealed.items()}


def _named(ring: Keyring, family_id: uuid.UUID, rows: Sequence[Row[Any]], names: Mapping[uuid.UUID, str]) -> CircleName:
    people = sorted(
        (row for row in rows if row.person_id),
        key=lambda row: (row.relationship not in ADULTS, row.born_on or date.max, row.person_id),
    )
    circle = rows[0]
    return CircleName(
        id=circle.id,
        kind=circle.kind,
        name=ring.open_if(family_id, "household.name", circle.household_id, circle.home) if circle.household_id else "",
        name_language=circle.home_language,
        people=tuple(names[row.person_id] for row in people),
        person_ids=tuple(row.person_id for row in people),
        worker=circle.worker or "",
        is_closed=circle.closed_on is not None,
        is_read=circle.kind is not CircleKind.PRIVATE or circle.on_team,
    )


def get(db: Session, actor: Actor, family_id: uuid.UUID, circle_id: uuid.UUID) -> Circle:
    """Return one circle of a family.

    Raises:
        NotFound: no such circle, or not one the actor sees.
    """
    circle = db.scalar(
        select(Circle).where(
            Circle.id == circle_id, Circle.family_id == family_id, Circle.id.in_(visible_circles(actor))
        )
    )
    if circle is None:
        raise NotFound("circle", circle_id)
    return circle
