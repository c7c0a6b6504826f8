"""Three families, their homes, and everyone who might look: the world that the matrix and the canaries walk through.

The family of every actor is `ours`; `other` has another keyworker and another area; `elsewhere` is another council's.
"""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from itertools import product

from sqlalchemy import select

from portal import clock
from portal.actor import Actor
from portal.commands import member
from portal.database import Database, session_of
from portal.models import Base, Member, Opening, Passkey, Photo
from portal.models.audit_words import OpeningPurpose
from portal.models.words import (
    ConsentStatus,
    InfoKind,
    Relationship,
    Responsibility,
)
from portal.security.keys import learn_key
from tests.factories import Make, PersonMade, Thing
from tests.support.house import HERS, HIS, OWN, WHOLE, House, furnish, keyworker_of

OURS, OTHER, ELSEWHERE = "ours", "other", "elsewhere"
AUDIT, LOOKED_AT = (
    frozenset({"entry", "knock", "sign_in_limit", "challenge"}),
    frozenset({"chain_length", "chain_hash", "seen_at", "read_at"}),
)
"""What an opened page or a wrong try may add to, and the columns that say so."""
DECIDER = {"mother": "mother", "father": "father", "young": "mother", "child": "mother"}
"""Who decides on sharing about whom, while the young person is fifteen."""


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
    ours, keyworker = houses[OURS], keyworker_of(houses[OURS])
    cover = council.worker(first_name="Carys")
    council.absence(keyworker, cover=cover, from_on=clock.today() - timedelta(days=1))
    gone = council.worker(first_name="Gwen")
    late = council.worker(first_name="Lowri")
    council.member(ours.family, late, from_on=clock.today() + timedelta(days=1))
    _end(council, council.member(ours.family, gone))
    council.member(ours.family, keyworker_of(houses[ELSEWHERE]))  # by mistake: another council's worker sees nothing
    actors = {
        **{name: _actor(ours.people[name]) for name in OWN},
        "keyworker": keyworker.actor,
        "cover": cover.actor,
        "gone": gone.actor,
        "late": late.actor,
        "colleague": keyworker_of(houses[OTHER]).actor,
        "manager": council.manager().actor,
        "administrator": council.administrator().actor,
        "partner": ours.team[WHOLE].actor,
        "stranger": keyworker_of(houses[ELSEWHERE]).actor,
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
    furnish(make, house)
    return house


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
