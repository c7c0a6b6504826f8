"""Three families, their homes, and everyone who might look: the world that the matrix and the canaries walk through.

The family of every actor is `ours`; `other` has another keyworker and another area; `elsewhere` is another council's.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import product

from sqlalchemy import select

from portal import clock
from portal.actor import Actor
from portal.commands import member
from portal.database import Database, session_of
from portal.models import Base, Member, Opening, Passkey, Photo
from portal.models.audit_words import OpeningPurpose
from portal.models.domains import Domain
from portal.models.words import (
    ConsentStatus,
    InfoKind,
    MemberFunction,
    Relationship,
    Responsibility,
    WorkerRole,
)
from portal.security.keys import learn_key
from tests.factories import AgencyMade, FamilyMade, HouseholdMade, Make, PersonMade, Thing, WorkerMade

OURS, OTHER, ELSEWHERE = "ours", "other", "elsewhere"
WHOLE, HERS, HIS = "whole", "hers", "his"
"""Everyone; the mother's home; the father's."""
OWN = {"mother": "mother's own", "father": "father's own", "young": "young's own"}
"""The private circles, each with the keyworker."""
IN: Mapping[str, frozenset[str]] = {
    WHOLE: frozenset({"mother", "father", "young", "child", "baby"}),
    HERS: frozenset({"mother", "young", "child", "baby"}),
    HIS: frozenset({"father", "child"}),
    **{circle: frozenset({person}) for person, circle in OWN.items()},
}
"""Who is in each circle of a family."""
SHARED_THINGS = ("goal", "step", "member", "occasion")
"""What belongs to a circle and has an address of its own."""
AUDIT, LOOKED_AT = (
    frozenset({"entry", "knock", "sign_in_limit", "challenge"}),
    frozenset({"chain_length", "chain_hash", "seen_at"}),
)
"""What an opened page or a wrong try may add to, and the columns that say so."""
DECIDER = {"mother": "mother", "father": "father", "young": "mother", "child": "mother"}
"""Who decides on sharing about whom, while the young person is fifteen."""


@dataclass
class House:
    """One family of the county."""

    called: str
    family: FamilyMade
    homes: dict[str, HouseholdMade]
    people: dict[str, PersonMade]
    circles: dict[str, uuid.UUID]
    agencies: dict[str, AgencyMade]
    """The partner agency on the team in each circle that has one."""
    team: dict[str, WorkerMade] = field(default_factory=dict)
    """Who has a place in each of the shared circles, beside the keyworker."""
    goals: dict[str, Thing] = field(default_factory=dict)
    steps: dict[str, Thing] = field(default_factory=dict)
    members: dict[str, Thing] = field(default_factory=dict)
    looks: dict[str, Thing] = field(default_factory=dict)
    """A finished look at how things are in each circle."""
    note: Thing | None = None
    code: str = ""
    """A live invitation."""

    def shared(self, noun: str) -> dict[str, Thing]:
        """Return the things of one kind by their circle."""
        return {"goal": self.goals, "step": self.steps, "member": self.members, "occasion": self.looks}[noun]


@dataclass
class County:
    """Everyone and everything."""

    database: Database
    makers: dict[str, Make]
    houses: dict[str, House]
    actors: dict[str, Actor]
    """Who signs in, by what they are to `ours`."""

    @property
    def ours(self) -> House:
        """The family that actors are described by."""
        return self.houses[OURS]

    def rows(self) -> dict[str, list[str]]:
        """Return every row there is, table by table, but the audit: what was shut must have changed nothing."""
        with session_of(self.database) as db:
            return {
                table.name: sorted(
                    repr(tuple(row))
                    for row in db.execute(select(*(one for one in table.c if one.name not in LOOKED_AT)))
                )
                for table in Base.metadata.sorted_tables
                if table.name not in AUDIT
            }

    def say(self, state: str) -> None:
        """Bring every family's decisions on sharing with the partner of the whole circle to a state."""
        for house in self.houses.values():
            make = self.makers[house.called]
            if state != "none":
                self._answer(house, make, ConsentStatus.GIVEN)
            if state == "withdrawn":
                self._answer(house, make, ConsentStatus.WITHDRAWN)
            if state == "lapsed":
                make.understands(house.people["young"])

    def _answer(self, house: House, make: Make, status: ConsentStatus) -> None:
        for (about, decider), kind in product(DECIDER.items(), InfoKind):
            asked = make.question(
                house.people[decider], house.agencies[WHOLE], about=house.people[about], kind=kind, is_asked=False
            )
            make.decision(asked, status)


def settle(database: Database) -> County:
    """Make the county; nobody has been asked about sharing yet."""
    council = Make(database)
    makers = {OURS: council, OTHER: council, ELSEWHERE: Make(database, "Elsewhere", 5_000)}
    area = council.area("South")
    houses = {
        OURS: _house(OURS, council),
        OTHER: _house(OTHER, council, area_team_id=area),
        ELSEWHERE: _house(ELSEWHERE, makers[ELSEWHERE]),
    }
    ours, keyworker = houses[OURS], _keyworker(houses[OURS])
    cover = council.worker(first_name="Carys")
    council.absence(keyworker, cover=cover, from_on=clock.today() - timedelta(days=1))
    gone = council.worker(first_name="Gwen")
    late = council.worker(first_name="Lowri")
    council.member(ours.family, late, from_on=clock.today() + timedelta(days=1))
    _end(council, council.member(ours.family, gone))
    council.member(ours.family, _keyworker(houses[ELSEWHERE]))  # by mistake: another council's worker sees nothing
    actors = {
        **{name: _actor(ours.people[name]) for name in OWN},
        "keyworker": keyworker.actor,
        "cover": cover.actor,
        "gone": gone.actor,
        "late": late.actor,
        "colleague": _keyworker(houses[OTHER]).actor,
        "manager": council.manager().actor,
        "administrator": council.administrator().actor,
        "partner": ours.team[WHOLE].actor,
        "stranger": _keyworker(houses[ELSEWHERE]).actor,
    }
    with council.writing() as db:
        db.add_all(_opening(house, actors["colleague"]) for house in houses.values())
        db.add(Photo(worker_id=keyworker.id, content=b"a face", added_at=clock.now()))
        db.add_all(_passkey(actors[name]) for name in ("mother", "keyworker", "manager"))
    return County(database, makers, houses, actors)


def _house(called: str, make: Make, **details: uuid.UUID) -> House:
    one = make.family(f"Family {called}", **details)
    homes = {
        HERS: make.household(one, "A", name=f"Her home {called}", address=f"1 Her Street {called}"),
        HIS: make.household(one, "B", name=f"His home {called}", address=f"2 His Road {called}"),
    }
    hers, his = (homes[HERS],), (homes[HIS],)
    contact = {"mobile": "07700 900100", "email": f"{called}@demo.example", "school": "Ysgol"}
    people = {
        "mother": make.parent(one, homes=hers, **contact),
        "father": make.parent(one, first_name="Gareth", homes=his, responsibility=Responsibility.YES, **contact),
        "young": make.young_person(one, homes=hers, **contact),
        "child": make.child(one, homes=hers + his, **contact),
        "baby": make.person(one, Relationship.UNBORN, first_name="Baby", age=None, homes=hers, signs_in=False),
    }
    for name in OWN:
        make.safe(people[name], code_word="Pear")
    circles = {WHOLE: one.circle_id, HERS: homes[HERS].circle_id, HIS: homes[HIS].circle_id}
    circles |= {circle: _private(people[name]) for name, circle in OWN.items()}
    agencies = {name: make.agency(f"Service of {name} {called}") for name in (WHOLE, HERS, HIS)}
    house = House(called, one, homes, people, circles, agencies)
    _furnish(make, house)
    return house


def _furnish(make: Make, house: House) -> None:
    """Put a goal, steps of every kind and a worker into each circle, and a note and an invitation into the family."""
    for name, circle_id in house.circles.items():
        place, day = {"circle_id": circle_id}, clock.today() + timedelta(days=9)
        owner = next((house.people[one] for one in OWN if name == OWN[one]), None)
        owner = owner or {HERS: house.people["mother"], HIS: house.people["father"]}.get(name)
        by = house.people["father"] if name == HIS else (owner or house.people["mother"])
        keyworker = _keyworker(house)
        house.goals[name] = make.goal(owner or house.family, f"Goal {name}", by=keyworker.actor, **place)
        make.score(house.goals[name], by, 3, why=f"Why {name}", language="en")
        make.ended(make.goal(owner or house.family, f"Old goal {name}", by=keyworker.actor, **place))
        house.looks[name] = make.look(by, {Domain.HEALTH: 3}, why=f"Said {name}", **place)
        make.left_out(by, f"Left out {name}", **place)
        house.steps[name] = make.step(house.family, f"Step {name}", **place)
        make.moved(house.steps[name], day, f"Moved {name}")
        make.dropped(make.step(house.family, f"Dropped {name}", **place), f"Never {name}")
        if name in house.agencies:
            helper = make.worker(WorkerRole.SCHOOL_LEAD, first_name="Asha", agency=house.agencies[name])
            house.team[name] = helper
            house.members[name] = make.member(house.family, helper, function=MemberFunction.TEAM_MEMBER, **place)
    house.note = make.note(house.family)
    house.code = make.invitation(house.people["child"])


def _keyworker(house: House) -> WorkerMade:
    if house.family.keyworker is None:
        raise LookupError("each family of the county has a keyworker")
    return house.family.keyworker


def _actor(one: PersonMade) -> Actor:
    if one.actor is None:
        raise LookupError("this person does not sign in")
    return one.actor


def _private(one: PersonMade) -> uuid.UUID:
    if one.private_circle_id is None:
        raise LookupError("this person has no keyworker")
    return one.private_circle_id


def _opening(house: House, by: Actor) -> Opening:
    """An opening that ended yesterday: it is read about, and lets nobody in."""
    ended = clock.now() - timedelta(days=1)
    when = {"begins_at": ended - timedelta(hours=1), "ends_at": ended, "is_locked": False}
    told = {"purpose": OpeningPurpose.LAW, "reason": "A court asked for it today"}
    return Opening(family_id=house.family.id, worker_id=by.own_worker, **told, **when)


def _passkey(who: Actor) -> Passkey:
    kept = {"public_key": b"", "sign_count": 0, "name": "Chrome", "made_at": clock.now()}
    return Passkey(account_id=who.own_account, credential_id=who.own_account.bytes, **kept)


def _end(make: Make, place: Thing) -> None:
    """End a place on the team yesterday, as it ends on a page."""
    with make.writing() as db:
        learn_key(db, place.family.id)
        row = db.get_one(Member, place.id)
        member.end(db, make.system, row, version=row.version)
