"""All that is known of one council's workers and families: what an export is compared with."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.actor import Actor
from portal.models import (
    Agency,
    AreaTeam,
    Family,
    FamilyKey,
    Household,
    HouseholdPerson,
    Member,
    Person,
    Worker,
)
from portal.permission import Permission
from portal.policy import require, visible_families
from portal.security.encryption import MasterKey
from portal.security.keys import keyring
from portal.security.look_ups import Lookup

_OfAuthority = TypeVar("_OfAuthority", Agency, AreaTeam, Worker, Family)
_Known = TypeVar("_Known", Family, Person)
_OfFamily = TypeVar("_OfFamily", Household, Member)


@dataclass(frozen=True, slots=True)
class Council:
    """Rows to change, by the council's own references; those of families and people are keyed hashes."""

    master: MasterKey
    agencies: Mapping[str, Agency]
    area_teams: Mapping[str, AreaTeam]
    workers: Mapping[str, Worker]
    families: Mapping[bytes, Family]
    people: Mapping[bytes, Person]
    households: Mapping[uuid.UUID, Sequence[Household]]
    """By family."""
    living_in: Mapping[uuid.UUID, frozenset[uuid.UUID]]
    """Households by person."""
    members: Mapping[uuid.UUID, Sequence[Member]]
    """By family; those whose place has ended too."""

    def family(self, ref: str) -> Family | None:
        """Return a family."""
        return _found(self.families, self.master.lookup("family.ref", ref))

    def person_lookup(self, ref: str) -> Lookup:
        """Return the keyed hash by which a person is found."""
        return self.master.lookup("person.ref", ref)

    def person(self, ref: str) -> Person | None:
        """Return a person."""
        return _found(self.people, self.person_lookup(ref))

    def has_worker(self, worker_ref: str) -> bool:
        """Say whether a worker is known."""
        return worker_ref in self.workers

    def is_of_another_family(self, person_ref: str, family_ref: str) -> bool:
        """Say whether a person is known, and in another family than this."""
        person, family = self.person(person_ref), self.family(family_ref)
        return person is not None and (family is None or family.id != person.family_id)


def get(db: Session, actor: Actor) -> Council:
    """Return the whole council in nine statements, with every family's key on the keyring."""
    require(actor, Permission.RUN_COUNCIL)
    ring, families = keyring(db), visible_families(actor)
    for family_id, wrapped in db.execute(select(FamilyKey.id, FamilyKey.wrapped).where(FamilyKey.id.in_(families))):
        ring.add(family_id, wrapped)
    people = db.scalars(select(Person).where(Person.family_id.in_(families))).all()
    return Council(
        master=ring.master,
        agencies={row.name: row for row in _of_authority(db, actor, Agency)},
        area_teams={row.name: row for row in _of_authority(db, actor, AreaTeam)},
        workers={row.ref: row for row in _of_authority(db, actor, Worker)},
        families={row.ref_lookup: row for row in _of_authority(db, actor, Family)},
        people={row.ref_lookup: row for row in people if row.ref_lookup},
        households=_by_family(db, actor, Household),
        living_in=_living_in(db, actor),
        members=_by_family(db, actor, Member),
    )


def _found(known: Mapping[bytes, _Known], lookup: Lookup) -> _Known | None:
    """Return what stands under a look-up, or under a form that it had before the master key was changed."""
    return next((known[form] for form in (lookup, *lookup.older) if form in known), None)


def _of_authority(db: Session, actor: Actor, kind: type[_OfAuthority]) -> Sequence[_OfAuthority]:
    return db.scalars(select(kind).where(kind.authority_id == actor.authority_id).order_by(kind.id)).all()


def _by_family(db: Session, actor: Actor, kind: type[_OfFamily]) -> Mapping[uuid.UUID, Sequence[_OfFamily]]:
    found: defaultdict[uuid.UUID, list[_OfFamily]] = defaultdict(list)
    theirs = kind.family_id.in_(visible_families(actor))
    for row in db.scalars(select(kind).where(theirs).order_by(kind.id)):
        found[row.family_id].append(row)
    return found


def _living_in(db: Session, actor: Actor) -> Mapping[uuid.UUID, frozenset[uuid.UUID]]:
    found: defaultdict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    statement = (
        select(HouseholdPerson.person_id, HouseholdPerson.household_id)
        .join(Household, Household.id == HouseholdPerson.household_id)
        .where(Household.family_id.in_(visible_families(actor)))
    )
    for person_id, household_id in db.execute(statement):
        found[person_id].add(household_id)
    return {person_id: frozenset(homes) for person_id, homes in found.items()}
