"""The rules of `portal.policy`, `portal.rules` and `portal.standing` one by one, at their edges."""

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.actor import Actor, Kind
from portal.database import session_of
from portal.errors import NotAllowed
from portal.models import Consent, Goal, Member, Person
from portal.models.words import ConsentStatus, InfoKind, Responsibility, Side
from portal.permission import Permission
from portal.policy import allows, is_current, require, visible_circles, visible_families
from portal.queries.account import actor_for_person, actor_of
from portal.rules import council_worker, either, family_member, oneself_or_own_child, owner_of_goal, the_council
from portal.security.keys import learn_key
from portal.standing import has_own_say, may_decide_about, years_before, years_between

TODAY = date(2026, 6, 15)
SIAN = uuid.uuid4()


@dataclass
class Someone:
    """A person as a decision on sharing sees one."""

    is_adult: bool = False
    born_on: date | None = None
    understands_since: date | None = None
    responsibility: Responsibility = Responsibility.UNKNOWN
    id: uuid.UUID = SIAN


def actor(kind: Kind, **details) -> Actor:
    side = Side.FAMILY if kind in {Kind.ADULT, Kind.YOUNG} else Side.WORKER
    return Actor(side=side, kind=kind, authority_id=uuid.uuid4(), **details)


SOMEONE_ELSE = Someone(id=uuid.uuid4())

# --- Ages


@pytest.mark.parametrize(
    ("born_on", "age"),
    [
        (date(2010, 6, 15), 16),
        (date(2010, 6, 16), 15),
        (date(2010, 5, 31), 16),
        (date(2010, 7, 1), 15),
        (date(2026, 6, 15), 0),
        (date(2026, 6, 16), -1),
    ],
)
def test_someone_is_a_year_older_on_their_birthday(born_on, age):
    assert years_between(born_on, TODAY) == age


@pytest.mark.parametrize(
    ("day", "years", "before"),
    [
        (TODAY, 16, date(2010, 6, 15)),
        (date(2028, 2, 29), 16, date(2012, 2, 29)),
        (date(2028, 2, 29), 15, date(2013, 2, 28)),
    ],
)
def test_the_same_day_some_years_before(day, years, before):
    assert years_before(day, years) == before


# --- Who decides


@pytest.mark.parametrize(
    ("who", "decides"),
    [
        (Someone(), False),
        (Someone(is_adult=True), True),
        (Someone(understands_since=TODAY), True),
        (Someone(born_on=date(2010, 6, 15)), True),
        (Someone(born_on=date(2010, 6, 16)), False),
    ],
)
def test_a_person_decides_when_grown_up_judged_to_understand_or_old_enough(who, decides):
    assert has_own_say(who, TODAY, 16) is decides
    assert may_decide_about(who, who, TODAY, 16) is decides


def test_the_age_is_the_councils_rule():
    elin = Someone(born_on=date(2012, 6, 15))

    assert has_own_say(elin, TODAY, 14)
    assert not has_own_say(elin, TODAY, 15)


@pytest.mark.parametrize(
    ("decider", "about", "decides"),
    [
        (Someone(is_adult=True, responsibility=Responsibility.YES), SOMEONE_ELSE, True),
        (Someone(is_adult=True, responsibility=Responsibility.NO), SOMEONE_ELSE, False),
        (Someone(is_adult=False, responsibility=Responsibility.YES), SOMEONE_ELSE, False),
        (Someone(is_adult=True, responsibility=Responsibility.YES), Someone(is_adult=True, id=uuid.uuid4()), False),
    ],
)
def test_for_a_child_only_a_grown_up_with_responsibility_decides(decider, about, decides):
    assert may_decide_about(decider, about, TODAY, 16) is decides


def test_a_decision_is_taken_by_the_decider_alone():
    mother = Someone(is_adult=True, responsibility=Responsibility.YES)
    sian, other = actor(Kind.ADULT, person_id=SIAN), actor(Kind.ADULT, person_id=uuid.uuid4())

    assert oneself_or_own_child(sian, (SOMEONE_ELSE, mother))
    assert not oneself_or_own_child(other, (SOMEONE_ELSE, mother))
    assert not oneself_or_own_child(sian, None)
    assert not oneself_or_own_child(actor(Kind.PRACTITIONER, person_id=SIAN), (SOMEONE_ELSE, mother))


def test_an_actor_decides_by_the_age_of_their_own_council():
    born_on = years_before(clock.today(), 15)
    elin = Someone(born_on=born_on)

    assert oneself_or_own_child(actor(Kind.YOUNG, person_id=SIAN, own_decision_age=15), (elin, elin))
    assert not oneself_or_own_child(actor(Kind.YOUNG, person_id=SIAN, own_decision_age=16), (elin, elin))


# --- Rules


def test_either_rule_is_enough_and_each_is_asked_of_the_actor_and_the_thing():
    rule, mine = either(owner_of_goal, council_worker), Goal(owner_id=SIAN)

    assert rule(actor(Kind.ADULT, person_id=SIAN), mine) is True
    assert rule(actor(Kind.PRACTITIONER), mine) is True
    assert rule(actor(Kind.ADULT, person_id=uuid.uuid4()), mine) is False
    assert either(family_member, the_council)(actor(Kind.PARTNER), mine) is False


def test_what_is_required_is_asked_of_the_thing_itself():
    sian, mine, theirs = actor(Kind.ADULT, person_id=SIAN), Goal(owner_id=SIAN), Goal(owner_id=uuid.uuid4())

    require(sian, Permission.END_GOAL, mine)
    with pytest.raises(NotAllowed, match="goal:end"):
        require(sian, Permission.END_GOAL, theirs)
    assert not allows(actor(Kind.PRACTITIONER, person_id=SIAN), Permission.DECIDE_SHARING, (SOMEONE_ELSE, Someone()))


# --- Sight


@pytest.mark.parametrize(
    ("first", "last", "is_on"), [(0, 0, True), (1, None, False), (-1, -1, False), (-1, None, True)]
)
def test_a_place_counts_from_its_first_day_to_its_last(make, database, first, last, is_on):
    one, helper = make.family(), make.worker()
    placed = make.member(one, helper, from_on=clock.today() + timedelta(days=first))
    with make.writing() as db:
        place = db.get_one(Member, placed.id)
        place.until_on = None if last is None else clock.today() + timedelta(days=last)

    with session_of(database) as db:
        assert (one.id in set(db.scalars(visible_families(helper.actor)))) is is_on
        on = set(db.scalars(select(Member.id).where(is_current(Member))))
    assert (placed.id in on) is is_on


@pytest.mark.parametrize(("first", "days", "is_covered"), [(0, 1, True), (-1, 1, False), (1, 1, False), (-1, 3, True)])
def test_who_covers_sees_the_family_while_the_other_is_away(make, database, first, days, is_covered):
    one, cover, another = make.family(), make.worker(), make.worker()
    make.absence(one.keyworker, cover=cover, from_on=clock.today() + timedelta(days=first), days=days)

    with session_of(database) as db:
        assert (set(db.scalars(visible_families(cover.actor))) == {one.id}) is is_covered
        assert set(db.scalars(visible_families(another.actor))) == set()


def test_a_partner_covers_for_nobody_and_sees_nobody_without_a_place(make, database):
    one, school = make.family(), make.agency()
    sian, asha, bryn = make.parent(one), make.partner(one, agency=make.agency()), make.partner(agency=school)
    make.absence(asha, cover=bryn)
    make.decision(make.question(sian, school))

    with session_of(database) as db:
        assert set(db.scalars(visible_families(bryn.actor))) == set()
        assert set(db.scalars(visible_families(asha.actor))) == set()


def test_the_newest_word_counts_and_a_question_is_none(make, database, later):
    one = make.family()
    sian, asha = make.parent(one), make.partner(one)
    asked = make.question(sian, asha.agency, kind=InfoKind.PLAN)

    def sees() -> bool:
        with session_of(database) as db:
            return one.circle_id in set(db.scalars(visible_circles(actor_of(db, asha.account_id))))

    said = [sees()]
    for status in (ConsentStatus.GIVEN, ConsentStatus.REFUSED, ConsentStatus.GIVEN):
        later(minutes=1)
        make.decision(asked, status)
        said.append(sees())
    later(minutes=1)
    make.question(sian, asha.agency)
    assert [*said, sees()] == [False, True, False, True, True]


def test_two_words_of_one_moment_both_count(make, database):
    """Neither is newer: the careful one holds."""
    one = make.family()
    sian, asha = make.parent(one), make.partner(one)
    asked = make.question(sian, asha.agency)
    with clock.at(datetime(2026, 6, 15, 12, tzinfo=UTC)):
        make.decision(asked, ConsentStatus.GIVEN)
        make.decision(asked, ConsentStatus.REFUSED)

    with session_of(database) as db:
        assert len(db.scalars(select(Consent)).all()) == 3
        assert set(db.scalars(visible_circles(actor_of(db, asha.account_id)))) == set()
        assert set(db.scalars(visible_families(actor_of(db, asha.account_id)))) == set()


def test_a_worker_who_looks_on_sees_no_circle_of_another_worker(make, database):
    one = make.family()
    sian, manager = make.parent(one), make.manager()

    with session_of(database) as db:
        learn_key(db, one.id)
        person = db.get_one(Person, sian.id)
        from_keyworker = actor_for_person(db, one.keyworker.actor, person)
        from_manager = actor_for_person(db, manager.actor, person)
        assert set(db.scalars(visible_circles(from_keyworker))) == {one.circle_id, sian.private_circle_id}
        assert set(db.scalars(visible_circles(from_manager))) == {one.circle_id}
