"""All that could be told of a family to another agency, read as the council reads it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor, the_system
from portal.models import Household, HouseholdPerson, Person, SafeContact
from portal.models.domains import Domain
from portal.models.words import CircleKind, InfoKind, Relationship, StepState
from portal.queries import circle, goal, occasion, step, voice
from portal.queries.circle import CircleName, Circles
from portal.queries.coverage import Coverage, Matter
from portal.queries.goal import GoalView
from portal.queries.occasion import OccasionView
from portal.queries.person import grown_ups_first
from portal.queries.step import StepView
from portal.queries.voice import VoiceView
from portal.security.keys import learn_key

DOMAINS: Mapping[Domain, InfoKind] = {
    **dict.fromkeys((Domain.HOME_MONEY, Domain.COMMUNITY), InfoKind.HOME),
    **dict.fromkeys((Domain.HEALTH, Domain.GROWING, Domain.TALKING, Domain.SELF_CARE), InfoKind.HEALTH),
    **dict.fromkeys((Domain.REASONING, Domain.PARTICIPATION, Domain.PROGRESS, Domain.ASPIRATIONS), InfoKind.LEARNING),
    **dict.fromkeys((Domain.FEELINGS, Domain.BEHAVIOUR, Domain.IDENTITY, Domain.RELATIONSHIPS), InfoKind.FEELINGS),
}
"""Which kind an answer about a part of life is of. Nobody was asked about care at home and family life by a kind of its
own, so what is said of these goes to nobody."""


@dataclass(frozen=True, slots=True)
class Known:
    """Someone of the family."""

    id: uuid.UUID
    relationship: Relationship
    name: str
    row: Person


@dataclass(frozen=True, slots=True)
class Stock:
    """All that lines are made of. It is read as the council reads it: what may go is decided line by line."""

    covered: Coverage
    people: tuple[Known, ...]
    """Grown-ups first; nobody who is not born yet."""
    circles: Circles
    """Without those of two people alone: what is between two is shared with nobody."""
    homes: tuple[tuple[Household, frozenset[uuid.UUID]], ...]
    safe: Mapping[uuid.UUID, SafeContact]
    looks: tuple[OccasionView, ...]
    goals: tuple[GoalView, ...]
    steps: tuple[StepView, ...]
    said: tuple[VoiceView, ...]

    def name(self, person_id: uuid.UUID) -> str:
        """Return someone's name where the receiver may read it."""
        known = next((one.name for one in self.people if one.id == person_id), "")
        return known if self.covered.whole(person_id, InfoKind.CONTACT) else ""

    def by(self, person_id: uuid.UUID, about: uuid.UUID | None) -> tuple[str, frozenset[Matter]]:
        """Return the name of another than whom a line is about, and what has to stand for it to be told."""
        name = self.name(person_id) if person_id != about else ""
        return name, frozenset({(person_id, InfoKind.CONTACT)}) if name else frozenset()

    def agreed(self, around: CircleName, kind: InfoKind) -> frozenset[Matter] | None:
        """Return what has to stand for something of everyone in a circle; none where it does not stand."""
        born = {one.id for one in self.people} & set(around.person_ids)
        if not born or not all(self.covered.whole(one, kind) for one in born):
            return None
        return frozenset((one, kind) for one in born)

    def agreed_beside(self, around: CircleName, about: uuid.UUID, kind: InfoKind) -> frozenset[Matter] | None:
        """Return what has to stand for something about one of a circle, out of it; none where it does not stand.

        Everyone else in the circle agreed to all of that kind, and somebody is in it: as their account shows it. Of
        what needs no agreement nobody is asked.
        """
        ground = self.covered.grounds.get((about, kind))
        if ground and ground.override_id:
            return frozenset()
        born = {one.id for one in self.people} & set(around.person_ids)
        others = born - {about}
        if not born or not all(self.covered.whole(one, kind) for one in others):
            return None
        return frozenset((one, kind) for one in others)

    def may_quote(self, writer: uuid.UUID, about: uuid.UUID, kind: InfoKind) -> frozenset[Matter] | None:
        """Return what has to stand for someone's own words about another; none where they may not be quoted.

        Whoever said yes to this about the person let their own words about it go with that.
        """
        ground = self.covered.grounds.get((about, kind))
        if ground and (writer == about or writer in ground.deciders or ground.override_id):
            return frozenset()
        return frozenset({(writer, kind)}) if self.covered.whole(writer, kind) else None


def stock_of(db: Session, actor: Actor, family_id: uuid.UUID, covered: Coverage) -> Stock:
    """Read what lines are made of; the actor's sight of the family was asked for with the coverage."""
    learn_key(db, family_id)
    wide = the_system(actor.authority_id)
    people = tuple(
        Known(row.id, row.relationship, row.called, row)
        for row in sorted(db.scalars(select(Person).where(Person.family_id == family_id)), key=grown_ups_first)
        if row.relationship is not Relationship.UNBORN
    )
    circles = circle.seen_by(db, wide, family_id)
    told = {id_: one for id_, one in circles.items() if one.kind is not CircleKind.PRIVATE}
    return Stock(
        covered=covered,
        people=people,
        circles=told,
        homes=_homes(db, family_id),
        safe={row.person_id: row for row in db.scalars(select(SafeContact).where(SafeContact.family_id == family_id))},
        looks=tuple(
            look
            for look in occasion.of_family(db, wide, family_id, circles)
            if look.is_finished and look.circle.id in told
        ),
        goals=tuple(
            aim
            for aim in goal.of_family(db, wide, family_id, circles)
            if (aim.is_open or aim.is_paused) and aim.circle.id in told
        ),
        steps=tuple(
            stone
            for stone in step.of_family(db, wide, family_id, circles)
            if stone.state is StepState.COMING and stone.circle.id in told and stone.on >= clock.today()
        ),
        said=tuple(one for one in voice.of_family(db, wide, family_id, circles) if one.is_for_others and one.words),
    )


def _homes(db: Session, family_id: uuid.UUID) -> tuple[tuple[Household, frozenset[uuid.UUID]], ...]:
    rows = db.execute(
        select(Household, HouseholdPerson.person_id)
        .join(HouseholdPerson, HouseholdPerson.household_id == Household.id)
        .where(Household.family_id == family_id)
        .order_by(Household.label, Household.id)
    )
    found: dict[uuid.UUID, tuple[Household, set[uuid.UUID]]] = {}
    for home, person_id in rows:
        found.setdefault(home.id, (home, set()))[1].add(person_id)
    return tuple((home, frozenset(living)) for home, living in found.values())
