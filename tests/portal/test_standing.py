"""Whose word stands, in SQL and of loaded people: every kind of person, decider and judgement at once."""

from datetime import date, timedelta
from itertools import product

import pytest
from sqlalchemy import select

from portal import clock
from portal.database import session_of
from portal.models import Consent, Person
from portal.models.sharing_words import Standing
from portal.models.words import ConsentHow, ConsentStatus, InfoKind, Relationship, Responsibility
from portal.queries.account import actor_of
from portal.standing import (
    SAID,
    counts,
    holds_back,
    is_newest,
    is_not_yes,
    is_yes,
    may_decide_about,
    says_yes,
    standing_of,
    stands,
    years_before,
    years_between,
)
from tests.support.people import birthday

TODAY = clock.today()
SIXTEEN = years_before(TODAY, 16)
BIRTHDAYS = (None, birthday(8), SIXTEEN, SIXTEEN.replace(day=28) if SIXTEEN.day < 28 else birthday(15))
"""Not known; a child; sixteen today; and not yet sixteen."""


def everyone(make):
    """A family with someone of every kind, each of whom has said yes about themself and everyone else."""
    one, school = make.family(), make.partner()
    kinds = product((Relationship.PARENT, Relationship.CHILD), BIRTHDAYS, (None, TODAY), (*Responsibility,))
    with make.writing() as db:
        people = [
            Person(
                family_id=one.id,
                relationship=relationship,
                responsibility=responsibility,
                born_on=born_on,
                understands_since=since,
                language="en",
            )
            for relationship, born_on, since, responsibility in kinds
        ]
        db.add_all(people)
        db.flush()
        db.add_all(said(one, school, about, decider) for about, decider in product(people, people))
    return school


def said(one, school, about, decider, **other) -> Consent:
    kept = {"status": ConsentStatus.GIVEN, "kind": InfoKind.PLAN, "decided_at": clock.now()} | other
    return Consent(
        family_id=one.id,
        person_id=about.id,
        decider_id=decider.id,
        agency_id=school.agency.id,
        how=ConsentHow.SELF,
        notice_version="",
        notice_language="en",
        **kept,
    )


def test_a_word_stands_in_sql_exactly_where_it_stands_of_loaded_people(make, database):
    school = everyone(make)
    with session_of(database) as db:
        people = {row.id: row for row in db.scalars(select(Person))}
        actor = actor_of(db, school.account_id)
        rows = db.execute(
            select(SAID.person_id, SAID.decider_id, stands(actor)).join(Person, Person.id == SAID.person_id)
        )
        wrong, stood = [], 0
        for about, decider, in_sql in rows:
            of_people = may_decide_about(people[decider], people[about], TODAY, actor.own_decision_age)
            stood += of_people
            if bool(in_sql) is not of_people:
                wrong.append((people[about], people[decider]))
        assert (wrong, stood > 100, stood < len(people) ** 2 / 2) == ([], True, True)


def test_a_yes_is_to_one_agency_and_one_kind_of_information(make, database):
    one = make.family()
    sian, asha, other = make.parent(one), make.partner(one), make.partner(agency=make.agency())
    make.decision(make.question(sian, asha.agency, kind=InfoKind.PLAN))
    make.decision(make.question(sian, other.agency, kind=InfoKind.CONTACT), ConsentStatus.REFUSED)

    with session_of(database) as db:
        for who, kind in product((asha, other), (InfoKind.PLAN, InfoKind.CONTACT)):
            actor = actor_of(db, who.account_id)
            yes = db.scalars(select(Person.id).where(is_yes(actor, kind))).all()
            no = db.scalars(select(Person.id).where(is_not_yes(actor, kind))).all()
            assert (yes == [sian.id]) is (who is asha and kind is InfoKind.PLAN)
            assert (no == [sian.id]) is (who is other and kind is InfoKind.CONTACT)


# --- For how long


LAST_DAYS = {None: True, -1: False, 0: True, 1: True}
"""The last day of what was said, from today on, and whether it counts today; none has no last day."""
ANSWERS = [status for status in ConsentStatus if status not in {ConsentStatus.NOT_ASKED, ConsentStatus.LAPSED}]


@pytest.fixture
def answers(make, database):
    """A mother's answers of every sort with every last day, as a session, her, and the school."""
    sian = make.parent()
    school = make.partner(sian.family)
    with make.writing() as db:
        for status, days in product(ANSWERS, LAST_DAYS):
            until_on = None if days is None else TODAY + timedelta(days=days)
            at = clock.now() - timedelta(seconds=len(db.new))
            db.add(said(sian.family, school, sian, sian, status=status, until_on=until_on, decided_at=at))
    with session_of(database) as db:
        yield db, sian, school


def test_what_was_said_counts_until_its_last_day_has_gone_by(answers):
    db, _sian, _school = answers
    found = db.execute(select(SAID.until_on, counts(SAID)))
    wanted = {None if days is None else TODAY + timedelta(days=days): counts for days, counts in LAST_DAYS.items()}

    assert {(last, bool(it_counts)) for last, it_counts in found} == set(wanted.items())


def test_only_a_yes_lapses_and_whatever_is_less_than_one_holds_back_also_when_it_is_over(answers):
    db, _sian, _school = answers
    for status, last, yes, no in db.execute(select(SAID.status, SAID.until_on, says_yes(SAID), holds_back(SAID))):
        assert bool(yes) is (status is ConsentStatus.GIVEN and (last is None or last >= TODAY))
        assert bool(no) is (status not in {ConsentStatus.GIVEN, ConsentStatus.ASKED})


@pytest.mark.parametrize("days", LAST_DAYS)
@pytest.mark.parametrize("status", ANSWERS)
def test_one_answer_with_a_last_day_opens_and_shuts_as_the_day_says(make, database, status, days):
    sian = make.parent()
    school = make.partner(sian.family)
    until_on = None if days is None else TODAY + timedelta(days=days)
    with make.writing() as db:
        db.add(said(sian.family, school, sian, sian, status=status, until_on=until_on))
    with session_of(database) as db:
        actor = actor_of(db, school.account_id)
        yes = db.scalars(select(Person.id).where(is_yes(actor, InfoKind.PLAN))).all()
        no = db.scalars(select(Person.id).where(is_not_yes(actor, InfoKind.PLAN))).all()

    assert (yes == [sian.id]) is (status is ConsentStatus.GIVEN and LAST_DAYS[days])
    assert (no == [sian.id]) is (status not in {ConsentStatus.GIVEN, ConsentStatus.ASKED})


def test_the_newest_answer_of_each_matter_counts_and_a_question_is_none(make, database):
    """An older word about the same is gone; one of another decider, to another service, of another kind stays."""
    sian = make.parent()
    one, gareth = sian.family, make.parent(sian.family, first_name="Gareth")
    child, school, health = make.child(one), make.partner(one), make.partner(agency=make.agency())
    older, now, later = (clock.now() + timedelta(minutes=minutes) for minutes in (-1, 0, 1))
    asked = ConsentStatus.ASKED
    with make.writing() as db:
        gone = said(one, school, child, sian, decided_at=older)
        stays = [
            said(one, school, child, sian, decided_at=now),
            said(one, school, child, gareth, decided_at=older),
            said(one, health, child, sian, decided_at=older),
            said(one, school, sian, sian, decided_at=older),
            said(one, school, child, sian, decided_at=older, kind=InfoKind.HEALTH),
        ]
        db.add_all([gone, *stays, said(one, school, child, sian, decided_at=later, status=asked)])
        db.flush()
        wanted = {row.id for row in stays}
    with session_of(database) as db:
        assert set(db.scalars(select(SAID.id).where(is_newest(SAID), SAID.status != asked))) == wanted


def test_why_somebodys_word_counts_is_told_exactly_where_it_does(make, database):
    everyone(make)
    with session_of(database) as db:
        people = db.scalars(select(Person)).all()
    found = set()
    for about, decider in product(people, people):
        standing = standing_of(decider, about, TODAY, 16)
        assert (standing is not None) is may_decide_about(decider, about, TODAY, 16)
        if standing:
            is_of_age = about.born_on is not None and about.born_on <= SIXTEEN
            own = Standing.ADULT if about.is_adult else Standing.AGE if is_of_age else Standing.JUDGED
            assert standing is (own if decider is about else Standing.RESPONSIBLE)
        found.add(standing)
    assert found == {None, *Standing}


# --- From which birthday on


def test_who_was_born_by_the_day_that_sql_compares_with_has_the_age_that_people_are_counted_by():
    """Every day around the end of February in common and leap years, for every birthday around it."""
    days = [date(year, 2, 25) + timedelta(days=more) for year in range(2026, 2030) for more in range(8)]
    wrong = []
    for today, age, more in product(days, (14, 15, 16, 17, 18), range(-4, 5)):
        born_on = date(today.year - age, 2, 28) + timedelta(days=more)
        if (born_on <= years_before(today, age)) is not (years_between(born_on, today) >= age):
            wrong.append((today, age, born_on))
    assert wrong == []
