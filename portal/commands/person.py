"""The people of a family and their homes."""

import uuid
from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor, Kind
from portal.commands import child_view, circle, voice
from portal.commands.edit import begun_on, hold, tidied
from portal.commands.entry import record
from portal.commands.share import end_fallen
from portal.errors import HomesParted
from portal.models import Household, HouseholdPerson, Judgement, Person
from portal.models.words import ADULTS, Relationship, Responsibility
from portal.permission import Permission
from portal.policy import allows, require
from portal.queries import keyworker

WHO_DECIDES = ("relationship", "responsibility", "born_on")
"""What it hangs from whose word on sharing stands."""


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
    require(actor, Permission.CHANGE_FAMILY, family_id)
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
    """Change someone's details; `details` are columns of `Person`.

    Raises:
        HomesParted: a grown-up would be called a child, who may live in two homes, by who may not part homes.
    """
    require(actor, Permission.CHANGE_FAMILY, person)
    begun_on(person, version)
    if person.is_adult and details.get("relationship", person.relationship) not in ADULTS:
        _may_part(db, actor, person)
    if details.get("responsibility", person.responsibility) is not person.responsibility and actor.worker_id:
        person.responsibility_checked_on = clock.today()
        person.responsibility_checked_by_id = actor.worker_id
    if is_decisive := any(details.get(name, getattr(person, name)) != getattr(person, name) for name in WHO_DECIDES):
        end_fallen(db, person.family_id)  # what fell by a birthday before, when nobody did anything
    for name, value in details.items():
        setattr(person, name, tidied(value))
    record(db, actor, person.family_id, "person_changed", person.id)
    if is_decisive:
        child_view.keep_decided(db, actor, person)
        end_fallen(db, person.family_id)
    return person


def judge_understanding(
    db: Session, actor: Actor, person: Person, *, understands: bool, version: int, why: str = ""
) -> Person:
    """Record a judgement that a younger person understands decisions on sharing, or does not; the newest counts.

    When it is taken back, what they decided stays as what they think: a worker weighs it where it differs.

    Args:
        why: what showed it, and about which decision; only workers read it.
    """
    require(actor, Permission.CHANGE_FAMILY, person)
    begun_on(person, version)
    person.understands_since = clock.today() if understands else None
    person.understands_judged_by_id = actor.worker_id if understands else None
    judged = Judgement(
        family_id=person.family_id,
        person_id=person.id,
        worker_id=actor.own_worker,
        understands=understands,
        why=why.strip(),
        judged_at=clock.now(),
    )
    db.add(judged)
    if not understands:
        child_view.keep_decided(db, actor, person)
    action = "understanding_recorded" if understands else "understanding_taken_back"
    record(db, actor, person.family_id, action, person.id)
    end_fallen(db, person.family_id)
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
    db: Session, actor: Actor, person: Person, homes: Collection[Household], *, joined: Collection[uuid.UUID] = ()
) -> None:
    """Say where someone lives now. An export may be older than a parting, so the import moves nobody after one.

    Args:
        joined: the homes in which it is meant that this grown-up reads what the others there read.

    Raises:
        HomesParted: grown-ups who live apart would read one home, and that was not said, or by who may not say it.
    """
    require(actor, Permission.CHANGE_FAMILY, person)
    if actor.kind is Kind.SYSTEM and circle.live_apart(db, person.family_id):
        return
    hold(db, person.family_id)
    newly_read = _newly_read(db, person, homes)
    if newly_read:
        _may_part(db, actor, person)
        if not newly_read <= set(joined):
            raise HomesParted(person.id)
        record(db, actor, person.family_id, "homes_joined", person.id, is_locked=True)
    if live_in(db, person.family_id, person, homes):
        voice.keep_own(db, person.family_id)
        record(db, actor, person.family_id, "person_moved_home", person.id, is_locked=bool(newly_read))


def part_from(db: Session, actor: Actor, person: Person, homes: Collection[Household]) -> None:
    """Say where someone lives from a parting on; no page of the family tells of it."""
    require(actor, Permission.PART_HOMES, keyworker.of_today(db, actor, person.family_id))
    if live_in(db, person.family_id, person, homes):
        record(db, actor, person.family_id, "person_moved_home", person.id, is_locked=True)


def _may_part(db: Session, actor: Actor, person: Person) -> None:
    """Raise `HomesParted` where the homes were parted and the actor may not part them."""
    in_charge = keyworker.of_today(db, actor, person.family_id)
    if circle.live_apart(db, person.family_id) and not allows(actor, Permission.PART_HOMES, in_charge):
        raise HomesParted(person.id)


def _newly_read(db: Session, person: Person, homes: Collection[Household]) -> set[uuid.UUID]:
    """Return the homes that a grown-up of a family that lives apart would read beside another, or as a second one."""
    if not person.is_adult or not circle.live_apart(db, person.family_id):
        return set()
    lives = select(HouseholdPerson.household_id)
    came = {home.id for home in homes} - set(db.scalars(lives.where(HouseholdPerson.person_id == person.id)))
    if len(homes) > 1:
        return came
    others = lives.join(Person).where(Person.relationship.in_(ADULTS), Person.id != person.id)
    return came & set(db.scalars(others.where(Person.family_id == person.family_id)))


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
    require(actor, Permission.CHANGE_FAMILY, family_id)
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
