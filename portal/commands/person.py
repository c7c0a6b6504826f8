"""The people of a family and their homes."""

import uuid
from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor, Kind
from portal.commands import circle, voice
from portal.commands.edit import begun_on, tidied
from portal.commands.entry import record
from portal.models import Household, HouseholdPerson, Person
from portal.models.words import Relationship, Responsibility
from portal.policy import Permission, require


def add(
    db: Session,
    actor: Actor,
    family_id: uuid.UUID,
    *,
    first_name: str,
    last_name: str,
    relationship: Relationship,
    responsibility: Responsibility = Responsibility.UNKNOWN,
    language: str = "en",
    born_on: date | None = None,
    known_as: str = "",
    mobile: str = "",
    email: str = "",
    school: str = "",
    ref_lookup: bytes | None = None,
    homes: Collection[Household] = (),
) -> Person:
    """Add someone to a family, to its whole-family circle and to their homes."""
    person = Person(
        family_id=family_id,
        ref_lookup=ref_lookup,
        first_name=first_name.strip(),
        last_name=last_name.strip(),
        known_as=known_as.strip(),
        mobile=mobile.strip(),
        email=email.strip(),
        school=school.strip(),
        born_on=born_on,
        relationship=relationship,
        responsibility=responsibility,
        language=language,
    )
    add_several(db, actor, family_id, {person: homes})
    return person


def add_several(
    db: Session, actor: Actor, family_id: uuid.UUID, newcomers: Mapping[Person, Collection[Household]]
) -> None:
    """Add people at once, each with the homes they live in; the circles are filled once for all of them."""
    require(actor, Permission.CHANGE_FAMILY)
    db.add_all(newcomers)
    db.flush()
    circle.fill_whole_family(db, family_id)
    db.add_all(
        HouseholdPerson(household_id=home.id, person_id=person.id)
        for person, homes in newcomers.items()
        for home in homes
    )
    db.flush()
    for home_id in sorted({home.id for homes in newcomers.values() for home in homes}):
        circle.fill_home(db, family_id, home_id)
    for person in newcomers:
        record(db, actor, family_id, "person_added", person.id)


def change(db: Session, actor: Actor, person: Person, *, version: int, **details: object) -> Person:
    """Change someone's details; `details` are columns of `Person`."""
    require(actor, Permission.CHANGE_FAMILY, person)
    begun_on(person, version)
    if details.get("responsibility", person.responsibility) is not person.responsibility and actor.worker_id:
        person.responsibility_checked_on = clock.today()
        person.responsibility_checked_by_id = actor.worker_id
    for name, value in details.items():
        setattr(person, name, tidied(value))
    record(db, actor, person.family_id, "person_changed", person.id)
    return person


def judge_understanding(db: Session, actor: Actor, person: Person, *, understands: bool, version: int) -> Person:
    """Record that a younger person understands decisions on sharing, or take the judgement back."""
    require(actor, Permission.CHANGE_FAMILY, person)
    begun_on(person, version)
    person.understands_since = clock.today() if understands else None
    person.understands_judged_by_id = actor.worker_id if understands else None
    action = "understanding_recorded" if understands else "understanding_taken_back"
    record(db, actor, person.family_id, action, person.id)
    return person


def live_in(db: Session, family_id: uuid.UUID, person: Person, homes: Collection[Household]) -> bool:
    """Say where someone lives, and keep the homes' circles true; return whether anything changed."""
    lived = select(HouseholdPerson.household_id).where(HouseholdPerson.person_id == person.id)
    before, after = set(db.scalars(lived)), {home.id for home in homes}
    if before == after:
        return False
    db.execute(
        delete(HouseholdPerson).where(
            HouseholdPerson.person_id == person.id, HouseholdPerson.household_id.in_(before - after)
        )
    )
    db.add_all(HouseholdPerson(household_id=id_, person_id=person.id) for id_ in sorted(after - before))
    db.flush()
    for home_id in sorted(before ^ after):
        circle.fill_home(db, family_id, home_id)
    return True


def move_home(
    db: Session, actor: Actor, person: Person, homes: Collection[Household], *, is_locked: bool = False
) -> None:
    """Say where someone lives now. An export may be older than a parting, so the import moves nobody after one."""
    require(actor, Permission.CHANGE_FAMILY, person)
    if actor.kind is Kind.SYSTEM and circle.live_apart(db, person.family_id):
        return
    if live_in(db, person.family_id, person, homes):
        voice.keep_own(db, person.family_id)
        record(db, actor, person.family_id, "person_moved_home", person.id, is_locked=is_locked)


def add_household(
    db: Session,
    actor: Actor,
    family_id: uuid.UUID,
    *,
    label: str,
    name: str = "",
    address: str = "",
    language: str | None = None,
    is_locked: bool = False,
) -> Household:
    """Add a home; its circle is empty until someone lives there."""
    require(actor, Permission.CHANGE_FAMILY)
    home = Household(
        family_id=family_id, label=label, name=name.strip(), name_language=language, address=address.strip()
    )
    db.add(home)
    db.flush()
    circle.fill_home(db, family_id, home.id)
    record(db, actor, family_id, "household_added", home.id, is_locked=is_locked)
    return home


def change_household(
    db: Session,
    actor: Actor,
    home: Household,
    *,
    name: str,
    language: str | None,
    address: str,
    version: int,
    is_locked: bool = False,
) -> Household:
    """Change what a home is called and where it is."""
    require(actor, Permission.CHANGE_FAMILY, home)
    begun_on(home, version)
    home.name, home.name_language, home.address = name.strip(), language, address.strip()
    record(db, actor, home.family_id, "household_changed", home.id, is_locked=is_locked)
    return home
