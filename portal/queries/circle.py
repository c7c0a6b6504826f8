"""The circles an actor sees, with the names of the people in each."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.actor import Actor
from portal.errors import NotFound
from portal.models import Circle, CirclePerson, Household, Person, Worker
from portal.models.words import CircleKind
from portal.policy import visible_circles
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


_ORDER = (CircleKind.WHOLE_FAMILY, CircleKind.HOME, CircleKind.PRIVATE)


def seen_by(db: Session, actor: Actor, family_id: uuid.UUID) -> Circles:
    """Return the family's circles that the actor sees, the whole family first."""
    ring = learn_key(db, family_id)
    rows = db.execute(
        select(
            Circle.id,
            Circle.kind,
            Circle.household_id,
            Household._name.label("home"),
            Worker.first_name.label("worker"),
            Person.id.label("person_id"),
            Person._first_name.label("first_name"),
            Person._known_as.label("known_as"),
        )
        .select_from(Circle)
        .outerjoin(Household, Household.id == Circle.household_id)
        .outerjoin(Worker, Worker.id == Circle.worker_id)
        .outerjoin(CirclePerson, CirclePerson.circle_id == Circle.id)
        .outerjoin(Person, Person.id == CirclePerson.person_id)
        .where(Circle.family_id == family_id, Circle.id.in_(visible_circles(actor)))
        .order_by(Household.label, Circle.id, Person.born_on, Person.id)
    ).all()
    gathered: dict[uuid.UUID, CircleName] = {}
    for row in rows:
        known = gathered.get(row.id)
        people, ids = (known.people, known.person_ids) if known else ((), ())
        if row.person_id:
            called = ring.open_if(family_id, "person.known_as", row.person_id, row.known_as) or ring.open_if(
                family_id, "person.first_name", row.person_id, row.first_name
            )
            people, ids = (*people, called), (*ids, row.person_id)
        home = (
            ring.open_if(family_id, "household.name", row.household_id, row.home) if row.household_id else ""
        )
        gathered[row.id] = CircleName(row.id, row.kind, home, people, ids, row.worker or "")
    return dict(sorted(gathered.items(), key=lambda item: _ORDER.index(item[1].kind)))


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
