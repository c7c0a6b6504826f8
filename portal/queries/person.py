"""The people of a family and the homes they live in."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, and_, select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.errors import NotFound
from portal.models import Account, CirclePerson, Household, HouseholdPerson, Invitation, Person
from portal.models.words import ADULTS, InfoKind, Relationship, Responsibility
from portal.policy import NOW, agreed_people, visible_circles, visible_families
from portal.queries.face import Face, face
from portal.queries.prepared import OF_FAMILY, Sort, any_of, run
from portal.security.encryption import Keyring
from portal.security.keys import learn_key
from portal.standing import years_between


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach someone, and where they go to school. Only for the person and for workers."""

    mobile: str = ""
    email: str = ""
    school: str = ""


@dataclass(frozen=True, slots=True)
class PersonView:
    """Someone in the family. Contact details are empty for everyone who may not know them."""

    id: uuid.UUID
    face: Face
    known_as: str
    relationship: Relationship
    responsibility: Responsibility
    responsibility_checked_on: date | None
    language: str
    born_on: date | None
    understands_since: date | None
    age: int | None
    version: int
    account_id: uuid.UUID | None
    invited_until: datetime | None
    frozen_at: datetime | None
    household_ids: tuple[uuid.UUID, ...] = ()
    contact: Contact = field(default_factory=Contact)

    @property
    def is_adult(self) -> bool:
        """Say whether they are in the family as a grown-up."""
        return self.relationship in ADULTS

    @property
    def is_unborn(self) -> bool:
        """Say whether they are still to be born."""
        return self.relationship is Relationship.UNBORN


@dataclass(frozen=True, slots=True)
class HouseholdView:
    """One home."""

    id: uuid.UUID
    label: str
    name: str
    name_language: str | None
    address: str
    version: int


def of_family(db: Session, actor: Actor, family_id: uuid.UUID) -> Sequence[PersonView]:
    """Return the people whom a worker, or someone in a circle with them, sees: grown-ups first, then by age."""
    ring = learn_key(db, family_id)
    today = clock.today()
    people: dict[uuid.UUID, PersonView] = {}
    for row in run(db, _statement(actor.sort), actor, family_id):
        homes = people[row.id].household_ids if row.id in people else ()
        if row.household_id:
            homes = (*homes, row.household_id)
        people[row.id] = _view(row, ring, actor, homes, today)
    return sorted(people.values(), key=grown_ups_first)


def grown_ups_first(person: Any) -> tuple[bool, date, uuid.UUID]:
    """Sort people, or rows of them, as every page names them: grown-ups, then the others, the oldest first."""
    return person.relationship not in ADULTS, person.born_on or date.max, person.id


@cache
def _statement(sort: Sort) -> Select[Any]:
    actor = any_of(sort)
    live = and_(
        Invitation.person_id == Person.id,
        Invitation.used_at.is_(None),
        Invitation.ended_at.is_(None),
        Invitation.ends_at > NOW,
    )
    statement = (
        select(
            Person.__table__,
            Account.id.label("account_id"),
            Account.frozen_at,
            Invitation.ends_at.label("invited_until"),
            HouseholdPerson.household_id,
        )
        .select_from(Person)
        .outerjoin(Account, Account.person_id == Person.id)
        .outerjoin(Invitation, live)
        .outerjoin(HouseholdPerson, HouseholdPerson.person_id == Person.id)
        .where(Person.family_id == OF_FAMILY, Person.family_id.in_(visible_families(actor)))
        .order_by(Person.id, HouseholdPerson.household_id)
    )
    if actor.is_family:
        beside = select(CirclePerson.person_id).where(CirclePerson.circle_id.in_(visible_circles(actor)))
        return statement.where(Person.id.in_(beside))
    if actor.is_partner:
        return statement.where(Person.id.in_(agreed_people(actor, InfoKind.CONTACT)))
    return statement


def _view(row: Row[Any], ring: Keyring, actor: Actor, homes: tuple[uuid.UUID, ...], today: date) -> PersonView:
    def text(column: str) -> str:
        return ring.open_if(row.family_id, f"person.{column}", row.id, row._mapping[column])

    own = actor.is_worker or actor.person_id == row.id
    known_as = text("known_as")
    return PersonView(
        id=row.id,
        face=face(row.id, known_as or text("first_name"), text("last_name")),
        known_as=known_as,
        relationship=row.relationship,
        responsibility=row.responsibility,
        responsibility_checked_on=row.responsibility_checked_on,
        language=row.language,
        born_on=row.born_on,
        understands_since=row.understands_since,
        age=years_between(row.born_on, today) if row.born_on else None,
        version=row.version,
        account_id=row.account_id,
        invited_until=row.invited_until,
        frozen_at=row.frozen_at,
        household_ids=homes,
        contact=Contact(text("mobile"), text("email"), text("school")) if own else Contact(),
    )


def households(db: Session, actor: Actor, family_id: uuid.UUID) -> Sequence[HouseholdView]:
    """Return the homes: to a worker all, to someone of the family only those they live in."""
    ring = learn_key(db, family_id)

    def text(row: Row[Any], column: str) -> str:
        return ring.open_if(family_id, f"household.{column}", row.id, row._mapping[column])

    return [
        HouseholdView(
            id=row.id,
            label=row.label,
            name=text(row, "name"),
            name_language=row.name_language,
            address=text(row, "address"),
            version=row.version,
        )
        for row in run(db, _homes(actor.sort), actor, family_id)
    ]


@cache
def _homes(sort: Sort) -> Select[Any]:
    actor = any_of(sort)
    statement = (
        select(Household.__table__)
        .where(Household.family_id == OF_FAMILY, Household.family_id.in_(visible_families(actor)))
        .order_by(Household.label, Household.id)
    )
    if actor.is_family:
        lived_in = select(HouseholdPerson.household_id).where(HouseholdPerson.person_id == actor.person_id)
        return statement.where(Household.id.in_(lived_in))
    if actor.is_partner:
        agreed = agreed_people(actor, InfoKind.HOME)
        lived_in = select(HouseholdPerson.household_id).where(HouseholdPerson.person_id.in_(agreed))
        return statement.where(Household.id.in_(lived_in))
    return statement


def find(people: Iterable[PersonView], id_: uuid.UUID) -> PersonView:
    """Return one of the people; raises `NotFound`."""
    for person in people:
        if person.id == id_:
            return person
    raise NotFound("person", id_)


def get(db: Session, actor: Actor, family_id: uuid.UUID, person_id: uuid.UUID) -> Person:
    """Return one person of a family that the actor sees; raises `NotFound`."""
    person = db.scalar(
        select(Person).where(
            Person.id == person_id,
            Person.family_id == family_id,
            Person.family_id.in_(visible_families(actor)),
        )
    )
    if person is None:
        raise NotFound("person", person_id)
    learn_key(db, family_id)
    return person


def household(db: Session, actor: Actor, family_id: uuid.UUID, household_id: uuid.UUID) -> Household:
    """Return one home of a family that a worker sees; raises `NotFound`."""
    home = db.scalar(
        select(Household).where(
            Household.id == household_id,
            Household.family_id == family_id,
            Household.family_id.in_(visible_families(actor)),
        )
    )
    if home is None:
        raise NotFound("household", household_id)
    learn_key(db, family_id)
    return home
