"""Whose word stands, in SQL and of loaded people: every kind of person, decider and judgement at once."""

from itertools import product

from sqlalchemy import select

from portal import clock
from portal.database import session_of
from portal.models import Consent, Person
from portal.models.words import ConsentHow, ConsentStatus, InfoKind, Relationship, Responsibility
from portal.queries.account import actor_of
from portal.standing import SAID, is_not_yes, is_yes, may_decide_about, stands, years_before
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


def said(one, school, about, decider) -> Consent:
    return Consent(
        family_id=one.id,
        person_id=about.id,
        decider_id=decider.id,
        agency_id=school.agency.id,
        kind=InfoKind.PLAN,
        status=ConsentStatus.GIVEN,
        how=ConsentHow.SELF,
        notice_version="",
        notice_language="en",
        decided_at=clock.now(),
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
