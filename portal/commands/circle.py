"""Keeps a family's circles true to who is in it and who lives where."""

import uuid

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal import clock
from portal.models import Account, Circle, CirclePerson, HouseholdPerson, Member, Person
from portal.models.words import CircleKind, MemberFunction
from portal.policy import is_current


def fill_whole_family(db: Session, family_id: uuid.UUID) -> Circle:
    """Put everyone of the family into the circle of the whole family, and return it.

    Once they live apart it stays as it was on that day: whoever comes into one home is not told to the other.
    """
    circle = _of_kind(db, family_id, CircleKind.WHOLE_FAMILY)
    if circle.closed_on is not None:
        return circle
    _hold(db, circle, set(db.scalars(select(Person.id).where(Person.family_id == family_id))))
    return circle


def live_apart(db: Session, family_id: uuid.UUID) -> bool:
    """Say whether the homes of a family have been parted."""
    return _of_kind(db, family_id, CircleKind.WHOLE_FAMILY).closed_on is not None


def fill_home(db: Session, family_id: uuid.UUID, household_id: uuid.UUID) -> Circle:
    """Put everyone who lives in a home into its circle, and return it."""
    circle = _of_kind(db, family_id, CircleKind.HOME, household_id)
    living = select(HouseholdPerson.person_id).where(HouseholdPerson.household_id == household_id)
    _hold(db, circle, set(db.scalars(living)))
    return circle


def give_private(db: Session, person: Person, worker_id: uuid.UUID) -> Circle:
    """Return the circle of one person and one named worker, making it if there is none."""
    circle = db.scalar(
        select(Circle)
        .join(CirclePerson, CirclePerson.circle_id == Circle.id)
        .where(
            Circle.kind == CircleKind.PRIVATE,
            Circle.worker_id == worker_id,
            CirclePerson.person_id == person.id,
        )
    )
    if circle is None:
        circle = Circle(family_id=person.family_id, kind=CircleKind.PRIVATE, worker_id=worker_id)
        db.add(circle)
        db.flush()
        db.add(CirclePerson(circle_id=circle.id, person_id=person.id))
        db.flush()
    return circle


def keyworker_of(db: Session, family_id: uuid.UUID) -> uuid.UUID | None:
    """Return who is keyworker today, to whom what is private goes; of several, who came last."""
    place = (Member.family_id == family_id, Member.function == MemberFunction.KEYWORKER, is_current(Member))
    return db.scalar(select(Member.worker_id).where(*place).order_by(Member.from_on.desc(), Member.id).limit(1))


def offer_private_with(db: Session, family_id: uuid.UUID, worker_id: uuid.UUID) -> None:
    """Give everyone with an account a circle with the new keyworker; what is in the old one stays there."""
    people = select(Person).join(Account, Account.person_id == Person.id).where(Person.family_id == family_id)
    for person in db.scalars(people.order_by(Person.id)):
        give_private(db, person, worker_id)


def close(db: Session, circle: Circle, *, empty: bool) -> None:
    """Let nothing new into a circle, and let nobody of the family read it any more when it is to be empty."""
    circle.closed_on = clock.today()
    db.flush()
    if empty:
        _hold(db, circle, set())


def _of_kind(db: Session, family_id: uuid.UUID, kind: CircleKind, household_id: uuid.UUID | None = None) -> Circle:
    circle = db.scalar(
        select(Circle).where(Circle.family_id == family_id, Circle.kind == kind, Circle.household_id == household_id)
    )
    if circle is None:
        circle = Circle(family_id=family_id, kind=kind, household_id=household_id)
        db.add(circle)
        db.flush()
    return circle


def _hold(db: Session, circle: Circle, people: set[uuid.UUID]) -> None:
    held = set(db.scalars(select(CirclePerson.person_id).where(CirclePerson.circle_id == circle.id)))
    if gone := held - people:
        db.execute(delete(CirclePerson).where(CirclePerson.circle_id == circle.id, CirclePerson.person_id.in_(gone)))
    db.add_all(CirclePerson(circle_id=circle.id, person_id=id_) for id_ in sorted(people - held))
    db.flush()
