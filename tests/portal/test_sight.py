"""Who sees which families and circles: the two SELECTs against the same rules said in plain Python."""

import os
from datetime import timedelta

from hypothesis import HealthCheck, given, settings

from portal import clock
from portal.actor import Actor, the_system
from portal.database import session_of, unit_of_work
from portal.models import (
    Absence,
    Account,
    Agency,
    AreaTeam,
    Authority,
    Circle,
    CirclePerson,
    Consent,
    Family,
    Member,
    Person,
    Worker,
)
from portal.models.words import (
    Access,
    ConsentHow,
    FamilyStatus,
    LevelOfHelp,
    MemberFunction,
    Responsibility,
    Side,
    WorkerRole,
)
from portal.policy import agreed_people, visible_circles, visible_families
from portal.queries.account import actor_of
from tests.support.people import birthday
from tests.support.world import KINDS, OWN_AGE, World, worlds

ACCESS = {"manager": Access.MANAGER, "administrator": Access.ADMINISTRATOR}


class Stored:
    """A world put into a database, with the key and the actor of everyone in it."""

    def __init__(self, db, world: World):
        self.db, self.world, self.today = db, world, clock.today()
        self.authority = Authority(name_en="A", name_cy="A", own_decision_age=OWN_AGE)
        self.add(self.authority)
        self.areas = [AreaTeam(authority_id=self.authority.id, name=str(number)) for number in range(2)]
        self.agencies = [
            Agency(authority_id=self.authority.id, name=str(number), is_partner=number > 0) for number in range(3)
        ]
        self.add(*self.areas, *self.agencies)
        self.rows = {}
        for number, helper in enumerate(world.helpers):
            self.rows[id(helper)] = self._worker(number, helper)
        self.add(*self.rows.values())
        for one in world.families:
            self._family(one)
        self._around()

    def add(self, *rows):
        self.db.add_all(rows)
        self.db.flush()

    def id(self, thing):
        return self.rows[id(thing)].id

    def _worker(self, number, helper):
        return Worker(
            authority_id=self.authority.id,
            agency_id=self.agencies[helper.agency].id,
            area_team_id=self.areas[helper.area].id,
            ref=str(number),
            first_name="W",
            last_name=str(number),
            role=WorkerRole.FAMILY_KEYWORKER,
            access=ACCESS.get(helper.kind, Access.PRACTITIONER),
            email="",
            working_days=(),
            languages=(),
        )

    def _family(self, one):
        family = Family(
            authority_id=self.authority.id,
            area_team_id=self.areas[one.area].id,
            ref_lookup=os.urandom(8),
            level=LevelOfHelp.SUPPORT,
            status=FamilyStatus.CLOSED if one.is_closed else FamilyStatus.OPEN,
            opened_on=self.today,
            closed_on=self.today if one.is_closed else None,
            changed_at=clock.now(),
        )
        self.rows[id(one)] = family
        self.add(family)
        for someone in one.people:
            self.rows[id(someone)] = self._person(family, someone)
        for around in one.circles:
            named = self.id(self.world.helpers[around.worker])
            self.rows[id(around)] = Circle(family_id=family.id, kind=around.kind, worker_id=named)
        self.add(*(self.rows[id(thing)] for thing in (*one.people, *one.circles)))
        places = [(around, someone) for around in one.circles for someone in around.people]
        self.add(*(CirclePerson(circle_id=self.id(around), person_id=self.id(one)) for around, one in places))

    def _person(self, family, someone):
        return Person(
            family_id=family.id,
            relationship=someone.relationship,
            responsibility=Responsibility.YES if someone.is_responsible else Responsibility.UNKNOWN,
            language="en",
            born_on=None if someone.age is None else birthday(someone.age),
            understands_since=self.today if someone.understands else None,
        )

    def _around(self):
        self.add(*(self._member(place) for place in self.world.places))
        self.add(*(self._leave(leave) for leave in self.world.leaves))
        self.add(*(self._word(number, word) for number, word in enumerate(self.world.words)))

    def _leave(self, leave):
        cover = self.id(leave.cover) if leave.cover else None
        first, last = self._day(leave.first), self._day(leave.last)
        return Absence(worker_id=self.id(leave.worker), cover_id=cover, from_on=first, until_on=last)

    def _day(self, number):
        return self.today + timedelta(days=number)

    def _member(self, place):
        until = None if place.last is None else self._day(max(place.last, place.first))
        place.last = None if place.last is None else max(place.last, place.first)
        return Member(
            family_id=self.id(place.family),
            worker_id=self.id(place.worker),
            circle_id=self.id(place.family.circles[0]),
            function=MemberFunction.TEAM_MEMBER,
            chosen_by_family=False,
            from_on=self._day(place.first),
            until_on=until,
        )

    def _word(self, number, word):
        return Consent(
            family_id=self.id(word.family),
            person_id=self.id(word.about),
            decider_id=self.id(word.decider),
            agency_id=self.agencies[word.agency].id,
            kind=word.kind,
            status=word.status,
            how=ConsentHow.SELF,
            notice_version="",
            notice_language="en",
            decided_at=clock.now() - timedelta(hours=20) + timedelta(minutes=number),
        )

    def actor(self, helper) -> Actor:
        account = Account(
            authority_id=self.authority.id,
            side=Side.WORKER,
            worker_id=self.id(helper),
            name_lookup=os.urandom(8),
            password_hash="",
            password_changed_at=clock.now(),
            created_at=clock.now(),
        )
        self.add(account)
        return actor_of(self.db, account.id)

    def relative(self, one, someone) -> Actor:
        kind = "adult" if someone.is_adult else "young"
        return Actor(Side.FAMILY, kind, self.authority.id, person_id=self.id(someone), family_id=self.id(one))


MANY = settings(
    max_examples=40,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@MANY
@given(world=worlds())
def test_everyone_sees_what_the_rules_say_and_nothing_else(database, world):
    with session_of(database), unit_of_work() as db:
        stored = Stored(db, world)
        for helper in world.helpers:
            workers_sight_is_right(stored, helper)
        for one in world.families:
            relatives_sight_is_right(stored, one, one.people[0])
        everyone = set(db.scalars(visible_families(the_system(stored.authority.id))))
        assert everyone == {stored.id(one) for one in world.families}
        db.rollback()


def workers_sight_is_right(stored, helper):
    """Compare families, circles of both kinds of information, and people."""
    world, actor = stored.world, stored.actor(helper)
    assert set(stored.db.scalars(visible_families(actor))) == {
        stored.id(one) for one in world.families if world.sees_family(helper, one)
    }
    for kind in KINDS:
        assert set(stored.db.scalars(visible_circles(actor, kind))) == {
            stored.id(around)
            for one in world.families
            for around in one.circles
            if world.sees_circle(helper, one, around, kind)
        }
        assert set(stored.db.scalars(agreed_people(actor, kind))) == {
            stored.id(person)
            for one in world.families
            for person in one.people
            if world.sees_family(helper, one)
            and (helper.kind != "partner" or world.is_covered(person, helper.agency, kind))
        }


def relatives_sight_is_right(stored, one, someone):
    """Compare the one family and the circles that someone is in."""
    actor = stored.relative(one, someone)
    assert list(stored.db.scalars(visible_families(actor))) == [stored.id(one)]
    assert set(stored.db.scalars(visible_circles(actor))) == {
        stored.id(around) for around in one.circles if someone in around.people
    }
