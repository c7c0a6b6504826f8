"""Two families, two services, and what each is asked about sharing: lived through, and held against the oracle."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, select

from portal import clock
from portal.actor import Actor
from portal.database import Database
from portal.models import Circle, CirclePerson, Member, Person
from portal.models.words import CircleKind, InfoKind, Relationship, Responsibility
from portal.policy import agreed_people, visible_circles
from portal.queries import asking, circle, consent, member, pages, person
from portal.queries.account import actor_of
from portal.queries.prepared import Sort, any_of, run
from portal.security.keys import learn_key
from tests.factories import Make
from tests.support.consent_oracle import ConsentOracle, Question, Someone
from tests.support.machine import Stage

BEGINS = datetime(2026, 10, 20, 9, tzinfo=UTC)
KINDS = (InfoKind.PLAN, InfoKind.CONTACT, InfoKind.LEARNING)
LEAP_DAY = date(2012, 2, 29)
EDGES = [date(2026, 10, 25), date(2027, 1, 1), date(2027, 3, 1), date(2027, 3, 28), date(2028, 2, 29), date(2028, 3, 1)]
"""The clocks go back; a year begins; 1 March of a common year; the clocks go forward; a leap day, and the day after."""


class ConsentTown:
    """The two families as they are before anything is asked."""

    def __init__(self, database: Database) -> None:
        self.database = database
        with clock.at(BEGINS):
            make = Make(database)
            self.system = make.system
            self.beth, self.asha, self.mari = make.worker(), make.partner(), make.partner(agency=make.agency("Iechyd"))
            self.families = [make.family(name, keyworker=self.beth) for name in ("Llwyd", "Evans")]
            self.homes = [[make.household(one, label) for label in "AB"] for one in self.families]
            for one in self.families:
                make.member(one, self.asha)
                make.member(one, self.mari)
            first, second = self.families
            mother = make.parent(first, homes=(self.homes[0][0],))
            make.parent(first, homes=(self.homes[0][1],), responsibility=Responsibility.UNKNOWN, signs_in=False)
            young = make.young_person(first, homes=(self.homes[0][0],), born_on=LEAP_DAY)
            make.child(first, homes=tuple(self.homes[0]), born_on=date(2018, 12, 31))
            make.person(first, Relationship.UNBORN, first_name="Baban", age=None, signs_in=False)
            carer = make.parent(second)
            make.parent(second, first_name="Gareth", signs_in=False)
            make.child(second, born_on=date(2013, 3, 1))
            make.young_person(second, born_on=date(2010, 10, 26), signs_in=False)
            self.deciders = {one.id: one.account_id for one in (mother, young, carer)}

    @property
    def services(self) -> dict[Any, Any]:
        """Return each service, with the account of whoever works there."""
        return {one.agency.id: one.account_id for one in (self.asha, self.mari)}


class Sharing(Stage[ConsentOracle]):
    """One life of the two families."""

    def __init__(self, town: ConsentTown) -> None:
        super().__init__(town.database, BEGINS, ConsentOracle(BEGINS, BEGINS.date()))
        self.town, self.looks = town, 0
        for one in town.families:
            learn_key(self.db, one.id)
        for row in self.db.scalars(select(Person)):
            is_responsible = row.responsibility is Responsibility.YES
            is_born = row.relationship is not Relationship.UNBORN
            self.oracle.people[row.id] = Someone(
                row.family_id, row.is_adult, row.born_on, is_responsible, is_born=is_born
            )
        employers = {town.asha.id: town.asha.agency.id, town.mari.id: town.mari.agency.id}
        places = self.db.scalars(select(Member).where(Member.worker_id.in_(employers)))
        self.oracle.helps = {(employers[place.worker_id], place.family_id) for place in places}
        self.learn_circles()

    def learn_circles(self) -> None:
        """Hear of who is in which circle; tests/portal/test_machine.py holds that to who lives where."""
        circles = select(Circle.id, Circle.family_id, CirclePerson.person_id).outerjoin(CirclePerson)
        self.oracle.circles = {}
        for id_, family, who in self.db.connection().execute(circles.where(Circle.kind != CircleKind.PRIVATE)):
            _family, people = self.oracle.circles.setdefault(id_, (family, set()))
            people |= {who} if who else set()

    @contextmanager
    def on_a_server_that_is_behind(self, spell: timedelta) -> Iterator[None]:
        """Let a block be done by a server whose clock is behind."""
        before = self.oracle.today
        with clock.at(self.moment - spell):
            self.oracle.today = clock.today()
            yield
        self.oracle.today = before

    def go_to(self, day: date, spell: timedelta) -> None:
        """Let it become midnight in London on a day, and a spell later; time never goes back."""
        midnight = datetime.combine(day, time(), clock.LONDON).astimezone(UTC)
        self.pass_time(max(midnight + spell - self.moment, timedelta(seconds=1)))

    def edges(self) -> list[date]:
        """Return the days that something ends or begins on, from today on."""
        ends = [last + timedelta(days=1) for _answer, last in self.oracle.said.values() if last]
        born = [one.born_on for one in self.oracle.people.values() if one.born_on and not one.is_adult]
        of_age = [date(day.year + self.oracle.own_age, day.month, 1) + timedelta(days=day.day - 1) for day in born]
        return [day for day in (*ends, *of_age, *EDGES) if day > self.oracle.today]

    # --- Held against the oracle

    def check(self) -> None:
        """Hold every question and all that the services see against the oracle; one own page, in turn."""
        for service, account in self.town.services.items():
            actor = actor_of(self.db, account)
            for kind in KINDS:
                people = set(run(self.db, _people(actor.sort, kind), actor).scalars())
                assert people == self.oracle.agreed(service, kind), f"who agreed: {kind}"
                circles = set(run(self.db, _circles(actor.sort, kind), actor).scalars())
                assert circles == self.oracle.seen_circles(service, kind), f"circles: {kind}"
        beth = actor_of(self.db, self.town.beth.account_id)
        for one in self.town.families:
            self._is_so(self._questions(beth, one.id), set(self._of_family(one.id)))
        self.looks += 1
        decider, account = list(self.town.deciders.items())[self.looks % len(self.town.deciders)]
        own = {asked for asked in self._of_family(self.oracle.people[decider].family) if asked.decider == decider}
        self._is_so(pages.questions(self.db, actor_of(self.db, account)), own)

    def _of_family(self, family: Any) -> Iterator[Question]:
        """Yield every question that was put or answered, and that its decider decides today."""
        for asked in {*self.oracle.said, *self.oracle.waiting}:
            if self.oracle.people[asked.about].family == family and self.oracle.may_decide(asked.decider, asked.about):
                yield asked

    def _questions(self, actor: Actor, family: Any) -> list[asking.Question]:
        people, said = person.of_family(self.db, actor, family), consent.rows(self.db, actor, family)
        team = member.of_family(self.db, actor, family, circle.seen_by(self.db, actor, family))
        every = asking.by_decider(people, team, said, actor.own_decision_age)
        return [question for _decider, questions in every for question in questions]

    def _is_so(self, shown: Any, spoken_of: set[Question]) -> None:
        """Hold where questions stand against the oracle; all are there that were spoken of."""
        found = {Question(one.decider_id, one.about_id, one.agency_id, one.kind): one for one in shown}
        assert spoken_of <= set(found), "a question is missing"
        for asked, question in found.items():
            assert self.oracle.may_decide(asked.decider, asked.about), "somebody is asked who does not decide"
            assert question.status == self.oracle.status(asked), "where a question stands"
            assert question.stands == self.oracle.stands(asked), "whether a yes counts"


@cache
def _people(sort: Sort, kind: InfoKind) -> Select[Any]:
    return agreed_people(any_of(sort), kind)


@cache
def _circles(sort: Sort, kind: InfoKind) -> Select[Any]:
    return visible_circles(any_of(sort), kind)
