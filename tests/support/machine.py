"""A small council whose life is made up rule by rule, inside one transaction that is taken back at the end."""

import uuid
from contextlib import ExitStack, suppress
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.database import Database, session_of, unit_of_work
from portal.models import Circle, CirclePerson, HouseholdPerson, Member, Person
from portal.models.words import Responsibility
from portal.policy import visible_families
from portal.queries import account as accounts
from portal.queries import circle, goal, member, person, step
from portal.queries.account import actor_of
from portal.queries.prepared import Sort, any_of, run
from portal.security import sessions
from portal.security.keys import learn_key
from tests.factories import Make
from tests.support.consent_oracle import ConsentOracle
from tests.support.oracle import Around, Oracle, Place, Reader, Someone

BEGINS = datetime(2026, 6, 15, 9, tzinfo=UTC)
ALMOST_SIXTEEN = date(2010, 6, 18)


class Town:
    """Two families, their workers and readers, as they are in the database before anything happens."""

    def __init__(self, database: Database) -> None:
        self.database, self.readers = database, dict[str, tuple[Reader, Actor]]()
        with clock.at(BEGINS):
            make = Make(database)
            self.system, self.school = make.system, make.agency()
            areas = [make.own_area(), make.area()]
            self.workers = [make.worker(first_name="One"), make.worker(first_name="Two"), make.manager()]
            self.workers.append(make.partner(agency=self.school))
            self.families = [
                make.family(f"F{number}", keyworker=self.workers[number], area_team_id=area)
                for number, area in enumerate(areas)
            ]
            self.homes = [[make.household(one, label) for label in "AB"] for one in self.families]
            for one, homes in zip(self.families, self.homes, strict=True):
                self._people(make, one, homes)
            make.member(self.families[0], self.workers[3])
            self._sign_in("one", "council", self.workers[0].actor, self.school.id)
            self._sign_in("two", "council", self.workers[1].actor, self.school.id)
            self._sign_in("manager", "manager", self.workers[2].actor, areas[0])
            self._sign_in("partner", "partner", self.workers[3].actor, self.school.id)
            self._sign_in("administrator", "administrator", make.administrator().actor, self.school.id)

    def _people(self, make: Make, one: Any, homes: Any) -> None:
        people = {
            "mother": make.parent(one, homes=(homes[0],)),
            "father": make.parent(one, homes=(homes[1],), responsibility=Responsibility.UNKNOWN),
            "young": make.young_person(one, homes=(homes[0],), born_on=ALMOST_SIXTEEN),
        }
        make.child(one, homes=tuple(homes))
        for name, made in people.items():
            if made.actor:
                self._sign_in(f"{name} of {one.name}", "family", made.actor, one.id)

    def _sign_in(self, name: str, kind: str, actor: Actor, of: uuid.UUID) -> None:
        self.readers[name] = Reader(kind, actor.person_id or actor.own_worker, of), actor


Told = TypeVar("Told", Oracle, ConsentOracle)


class Stage(Generic[Told]):
    """Where one life happens: a transaction, a clock, and an oracle beside them."""

    def __init__(self, database: Database, begins: datetime, oracle: Told) -> None:
        self.moment, self.oracle = begins, oracle
        self._stack, self._held = ExitStack(), ExitStack()
        self.db: Session = self._stack.enter_context(session_of(database))
        self._work = unit_of_work()
        self._work.__enter__()
        self.pass_time(timedelta(hours=1))

    def end(self) -> None:
        """Take everything back."""
        self._held.close()
        with suppress(Undone):
            self._work.__exit__(Undone, Undone(), None)
        self._stack.close()

    def pass_time(self, spell: timedelta) -> None:
        """Let time go by."""
        self._held.close()
        self.moment += spell
        self._held.enter_context(clock.at(self.moment))
        self.oracle.now, self.oracle.today = self.moment, clock.today()


class Life(Stage[Oracle]):
    """One life of the town."""

    def __init__(self, town: Town) -> None:
        super().__init__(town.database, BEGINS, Oracle(BEGINS, BEGINS.date()))
        self.town, self.keys = town, dict[str, str]()
        self._learn()

    def _learn(self) -> None:
        """Read the town into the oracle, once; from then on the oracle hears of what happens from the rules alone."""
        areas = {one.id: area for one, area in zip(self.town.families, self._areas(), strict=True)}
        self.oracle.areas = areas
        self.oracle.agencies = {one.id: one.agency.id for one in self.town.workers}
        for family_id in areas:
            learn_key(self.db, family_id)
        for row in self.db.scalars(select(Person)):
            self.oracle.people[row.id] = Someone(
                row.family_id, row.is_adult, row.born_on or BEGINS.date(), row.responsibility is Responsibility.YES
            )
        for lived in self.db.scalars(select(HouseholdPerson)):
            self.oracle.people[lived.person_id].homes.add(lived.household_id)
        for place in self.db.scalars(select(Member)):
            self.oracle.places[place.id] = place_of(place)
        self.learn_circles()

    def _areas(self) -> list[uuid.UUID]:
        manager = self.town.readers["manager"][0]
        return [manager.of, uuid.UUID(int=0)]

    def learn_circles(self) -> None:
        """Hear of circles that were made: which home or person they are about never changes."""
        for row in self.db.connection().execute(CIRCLES):
            if row.id not in self.oracle.circles:
                of = row.household_id or (row.person_id if row.worker_id else None)
                self.oracle.circles[row.id] = Around(row.family_id, row.kind, of, row.worker_id)

    def check(self, name: str) -> None:
        """Hold what one reader sees against the oracle."""
        who, known = self.town.readers[name]
        actor, oracle = self._let_in(name, known), self.oracle
        if actor is None:
            assert not oracle.families(who), f"{name}: shut out"
            return
        seen_families = set(run(self.db, _families(actor.sort), actor).scalars())
        assert seen_families == oracle.families(who), f"{name}: families"
        for family in oracle.areas:
            seen = circle.seen_by(self.db, actor, family)
            assert set(seen) == oracle.seen_circles(who, family), f"{name}: circles"
            assert ids(goal.of_family(self.db, actor, family, seen)) == oracle.things(oracle.goals, who, family), name
            assert ids(step.of_family(self.db, actor, family, seen)) == oracle.things(oracle.steps, who, family), name
            assert ids(person.of_family(self.db, actor, family)) == oracle.seen_people(who, family), f"{name}: people"
            assert ids(person.households(self.db, actor, family)) == oracle.seen_homes(who, family), f"{name}: homes"
            if oracle.sees_family(who, family):
                team = ids(member.of_family(self.db, actor, family, seen))
                assert team == oracle.seen_team(who, family), f"{name}: team"

    def _let_in(self, name: str, known: Actor) -> Actor | None:
        """Return whom a device is signed in as: as it was left, or signed in anew; none for who is shut out."""
        if not known.is_family:
            return actor_of(self.db, known.own_account)
        for begin_anew in (False, True):
            if begin_anew:
                self.keys[name] = sessions.begin(self.db, known.own_account, "Firefox")
            visit = accounts.visit(self.db, sessions.key_hash(self.keys.get(name, "")))
            if visit and sessions.is_live(visit, self.moment):
                return visit.actor
        return None


CIRCLES = select(Circle.__table__, CirclePerson.person_id).outerjoin(CirclePerson)


@cache
def _families(sort: Sort) -> Select[Any]:
    return visible_families(any_of(sort))


class Undone(Exception):
    """Ends a life."""


def place_of(row: Member) -> Place:
    """Return a place on a team as the oracle keeps it."""
    return Place(row.worker_id, row.family_id, row.circle_id, row.function, row.from_on, row.until_on)


def ids(things: Any) -> set[uuid.UUID]:
    """Return the keys of what a query returned."""
    return {one.id for one in things}
