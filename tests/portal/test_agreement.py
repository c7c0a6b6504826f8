"""What a partner agency sees of a family: whose yes opens it, and what shuts it again."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.database import session_of
from portal.models import Person
from portal.models.sharing_words import ConsentLasts
from portal.models.words import ConsentStatus, InfoKind, Relationship, Responsibility
from portal.policy import agreed_people, visible_circles, visible_families
from portal.queries.account import actor_of
from portal.standing import is_not_yes

YES, NO = ConsentStatus.GIVEN, ConsentStatus.REFUSED


@dataclass
class Seen:
    """What a worker sees now."""

    families: set = field(default_factory=set)
    circles: set = field(default_factory=set)
    people: set = field(default_factory=set)


@pytest.fixture
def sees(database):
    """What a worker sees of one kind of information, by the rules of today."""

    def seen(who, kind=InfoKind.PLAN) -> Seen:
        with session_of(database) as db:
            actor = actor_of(db, who.account_id)
            asked = (visible_families(actor), visible_circles(actor, kind), agreed_people(actor, kind))
            return Seen(*(set(db.scalars(statement)) for statement in asked))

    return seen


@pytest.fixture
def say(make, later):
    """Someone says yes or no to an agency a minute after the last word."""

    def said(who, agency, status=YES, *, lasts=ConsentLasts.UNTIL_END, **what):
        later(minutes=1)
        make.decision(make.question(who, agency, is_asked=False, **what), status, lasts=lasts)

    return said


@pytest.fixture
def one(make):
    """A family."""
    return make.family()


@pytest.fixture
def asha(make, one):
    """A school lead on its team."""
    return make.partner(one)


def test_a_yes_opens_the_family_in_which_it_was_said_and_no_private_circle(make, sees, say, one, asha):
    sian, other = make.parent(one), make.family()
    grace = make.parent(other)
    make.member(other, asha)
    say(sian, asha.agency)

    assert sees(asha) == Seen({one.id}, {one.circle_id}, {sian.id})
    say(grace, asha.agency)
    assert sees(asha) == Seen({one.id, other.id}, {one.circle_id, other.circle_id}, {sian.id, grace.id})


@pytest.mark.parametrize(
    "status", [NO, ConsentStatus.WITHDRAWN, ConsentStatus.TALK, ConsentStatus.NOT_NOW, ConsentStatus.PART]
)
def test_any_other_answer_opens_nothing_and_takes_a_yes_back(make, sees, say, one, asha, status):
    sian = make.parent(one)
    say(sian, asha.agency, status)
    assert sees(asha) == Seen()
    say(sian, asha.agency)
    assert sees(asha).families == {one.id}
    say(sian, asha.agency, status)
    assert sees(asha) == Seen()


def test_a_circle_is_shut_until_everyone_in_it_who_is_born_was_agreed_to(make, sees, say, one, asha):
    home = make.household(one)
    sian, gareth = make.parent(one, homes=(home,)), make.parent(one, first_name="Gareth")
    make.person(one, Relationship.UNBORN, age=None, homes=(home,), signs_in=False)
    say(sian, asha.agency)

    assert sees(asha) == Seen({one.id}, {home.circle_id}, {sian.id})
    say(gareth, asha.agency)
    assert sees(asha) == Seen({one.id}, {home.circle_id, one.circle_id}, {sian.id, gareth.id})
    assert sees(asha, InfoKind.CONTACT) == Seen({one.id})


def test_of_two_parents_the_careful_one_holds_for_the_child(make, sees, say, one, asha):
    sian = make.parent(one)
    gareth = make.parent(one, first_name="Gareth")
    macsen = make.child(one)
    for parent in (sian, gareth):
        say(parent, asha.agency)
    say(sian, asha.agency, about=macsen)
    assert sees(asha) == Seen({one.id}, {one.circle_id}, {sian.id, gareth.id, macsen.id})

    say(gareth, asha.agency, NO, about=macsen)
    assert sees(asha) == Seen({one.id}, set(), {sian.id, gareth.id})


def test_a_no_is_undone_only_by_a_yes_to_the_same_question(make, database, say, one, asha):
    sian, gareth = make.parent(one), make.parent(one, first_name="Gareth")
    macsen, school = make.child(one), asha.agency

    def refused():
        with session_of(database) as db:
            actor = actor_of(db, asha.account_id)
            return set(db.scalars(select(Person.id).where(is_not_yes(actor, InfoKind.PLAN))))

    say(sian, school, NO, about=macsen)
    say(sian, school)
    say(gareth, school, about=macsen)
    say(sian, make.agency(), about=macsen)
    say(sian, school, about=macsen, kind=InfoKind.CONTACT)
    assert refused() == {macsen.id}
    say(sian, school, about=macsen)
    assert refused() == set()


def test_a_mothers_yes_ends_on_the_day_her_daughter_decides_herself(make, sees, say, time_machine):
    time_machine.move_to(datetime(2026, 6, 14, 12, tzinfo=UTC))
    one = make.family()
    sian, asha = make.parent(one), make.partner(one)
    elin = make.young_person(one, born_on=date(2010, 6, 15))
    say(sian, asha.agency, about=elin)
    assert sees(asha) == Seen({one.id}, set(), {elin.id})

    time_machine.move_to(datetime(2026, 6, 15, 12, tzinfo=UTC))
    assert sees(asha) == Seen()
    say(sian, asha.agency)
    assert sees(asha) == Seen({one.id}, set(), {sian.id})
    say(elin, asha.agency)
    assert sees(asha) == Seen({one.id}, {one.circle_id}, {sian.id, elin.id})


def test_a_yes_for_six_weeks_opens_for_six_weeks_and_then_nothing(make, sees, say, later, one, asha):
    sian = make.parent(one)
    say(sian, asha.agency, lasts=ConsentLasts.REVIEW)
    seen = []
    for days in (0, 42, 1):
        later(days=days)
        seen.append(sees(asha))

    assert seen == [Seen({one.id}, {one.circle_id}, {sian.id})] * 2 + [Seen()]


def test_while_one_yes_stands_the_family_stays_open_and_what_has_lapsed_is_shut(make, sees, say, later, one, asha):
    sian = make.parent(one)
    say(sian, asha.agency, lasts=ConsentLasts.REVIEW)
    say(sian, asha.agency, kind=InfoKind.CONTACT)
    later(days=43)

    assert sees(asha) == Seen({one.id})
    assert sees(asha, InfoKind.CONTACT) == Seen({one.id}, {one.circle_id}, {sian.id})


def test_someone_elses_yes_opens_a_circle_no_more_when_it_has_lapsed(make, sees, say, later, one, asha):
    sian, gareth = make.parent(one), make.parent(one, first_name="Gareth")
    say(sian, asha.agency)
    say(gareth, asha.agency, lasts=ConsentLasts.YEAR)
    assert sees(asha).circles == {one.circle_id}
    later(days=366)

    assert sees(asha) == Seen({one.id}, set(), {sian.id})


def test_a_family_whose_help_has_ended_is_open_to_no_partner_whatever_was_agreed_to(make, sees, say, one, asha):
    sian = make.parent(one)
    for kind in (InfoKind.PLAN, InfoKind.CONTACT):
        say(sian, asha.agency, kind=kind)
    make.closed(one)

    assert sees(asha) == Seen()
    assert sees(asha, InfoKind.CONTACT) == Seen()
    assert sees(one.keyworker).families == {one.id}


def test_a_yes_until_the_help_ends_does_not_live_again_when_help_begins_anew(make, sees, say, one, asha):
    sian = make.parent(one)
    say(sian, asha.agency)
    make.closed(one)
    make.closed(one, is_so=False)
    assert sees(asha) == Seen()

    say(sian, asha.agency)
    assert sees(asha) == Seen({one.id}, {one.circle_id}, {sian.id})


def test_a_yes_for_a_year_and_one_said_meanwhile_count_when_help_begins_anew(make, sees, say, one, asha):
    sian = make.parent(one)
    say(sian, asha.agency, kind=InfoKind.PLAN, lasts=ConsentLasts.YEAR)
    make.closed(one)
    say(sian, asha.agency, kind=InfoKind.CONTACT)
    make.closed(one, is_so=False)

    assert sees(asha) == Seen({one.id}, {one.circle_id}, {sian.id})
    assert sees(asha, InfoKind.CONTACT).people == {sian.id}


def test_what_ended_with_the_help_stays_so_when_a_server_whose_clock_is_behind_says_that_it_did(
    make, sees, say, one, asha
):
    sian = make.parent(one)
    say(sian, asha.agency)
    with clock.at(clock.now() - timedelta(hours=1)):
        make.closed(one)
        make.closed(one, is_so=False)
        assert sees(asha) == Seen()
        say(sian, asha.agency)

    assert sees(asha) == Seen({one.id}, {one.circle_id}, {sian.id})


@pytest.mark.parametrize(
    "status", [NO, ConsentStatus.WITHDRAWN, ConsentStatus.TALK, ConsentStatus.NOT_NOW, ConsentStatus.PART]
)
def test_a_yes_that_another_who_decides_holds_back_opens_no_family(make, sees, say, one, asha, status):
    sian, gareth = make.parent(one), make.parent(one, first_name="Gareth")
    macsen = make.child(one)
    say(sian, asha.agency, about=macsen)
    assert sees(asha).families == {one.id}

    say(gareth, asha.agency, status, about=macsen)
    assert sees(asha) == Seen()
    say(gareth, asha.agency, about=macsen)
    assert sees(asha).families == {one.id}


def test_a_no_to_one_kind_or_to_another_agency_or_of_one_who_does_not_decide_leaves_the_yes(make, sees, say, one, asha):
    sian, gareth = make.parent(one), make.parent(one, first_name="Gareth")
    macsen = make.child(one)
    say(sian, asha.agency, about=macsen)
    say(gareth, asha.agency, NO, about=macsen, kind=InfoKind.HEALTH)
    say(gareth, make.agency(), NO, about=macsen)
    say(gareth, asha.agency, NO)
    assert sees(asha).families == {one.id}

    say(gareth, asha.agency, NO, about=macsen)
    assert sees(asha).families == set()
    make.changed(gareth, responsibility=Responsibility.NO)
    assert sees(asha).families == {one.id}
