"""A later export: what differs is changed, nobody is lost, and nobody learns where someone else lives."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import object_session

from portal import clock
from portal.actor import the_system
from portal.commands import member as member_commands
from portal.exchange.report import Count
from portal.models import Authority, ChildView, CirclePerson, Consent
from portal.models.words import (
    Access,
    ConsentHow,
    ConsentStatus,
    InfoKind,
    LevelOfHelp,
    MemberFunction,
    Relationship,
    Responsibility,
)
from portal.queries.council import Council as Known
from portal.standing import years_before
from tests.portal.exports import Council, person, worker, write_export

SCHOOL = worker(worker_ref="P1", first_name="Asha", role="school_lead", agency="Ysgol y Dderwen")
YOUTH = worker(worker_ref="P2", first_name="Kit", role="youth_worker", agency="Ysgol y Dderwen")
HEALTH = worker(worker_ref="P3", first_name="Mei", role="health_visitor", agency="Health Board")
WORKERS = (worker(), worker(worker_ref="W2", first_name="Dai"), SCHOOL, YOUTH, HEALTH)

MOTHER = person()
FATHER = person(person_ref="F1-2", first_name="Gareth")
CHILD = person(
    person_ref="F1-3",
    first_name="Macsen",
    relationship="child",
    parental_responsibility="",
    date_of_birth="2018-05-01",
    school="Ysgol y Dderwen",
)


@pytest.fixture
def council(database_url: str) -> Iterator[Council]:
    """A council on each engine."""
    council = Council(database_url)
    yield council
    council.database.close()


@pytest.fixture
def take(council: Council, tmp_path: Path):
    """Import these rows: `take(MOTHER, CHILD)`."""
    return lambda *rows, workers=WORKERS: council.take(write_export(tmp_path, rows, workers))


def people_who_see(known: Known, worker_ref: str) -> set[str]:
    """The first names of those in the circle of a worker's place that has not ended."""
    worker_id = known.workers[worker_ref].id
    (place,) = (
        place
        for places in known.members.values()
        for place in places
        if place.worker_id == worker_id and place.until_on is None
    )
    db = object_session(place)
    ids = set(db.scalars(select(CirclePerson.person_id).where(CirclePerson.circle_id == place.circle_id)))
    return {found.first_name for found in known.people.values() if found.id in ids}


def team(known: Known) -> list[tuple[str, MemberFunction, bool]]:
    names = {found.id: found.first_name for found in known.workers.values()}
    places = known.members[known.family("F1").id]
    return sorted((names[place.worker_id], place.function, place.until_on is None) for place in places)


def test_what_differs_is_changed_and_everything_else_is_left(council: Council, take) -> None:
    take(MOTHER, CHILD)
    before = council.everything()

    report = take(
        {**MOTHER, "family_name": "Prys", "level": "early_help", "mobile": "07700 900111"},
        {**CHILD, "family_name": "Prys", "level": "early_help"},
    )

    assert report.families == Count(changed=1)
    assert report.people == Count(changed=1, unchanged=1)
    assert report.workers == Count(unchanged=5)
    after = council.everything()
    assert {name for name in after if after[name] != before[name]} == {"family", "person", "entry"}
    assert len(after["entry"]) == len(before["entry"]) + 2
    with council.known() as known:
        family = known.family("F1")
        assert (family.name, family.level, family.version) == ("Prys", LevelOfHelp.EARLY_HELP, 2)
        assert known.person("F1-1").mobile == "07700 900111"
        assert known.person("F1-3").version == 1


def test_someone_who_is_no_longer_in_the_export_stays(council: Council, take) -> None:
    take(MOTHER, CHILD)

    report = take(MOTHER)

    assert report.people == Count(unchanged=1)
    with council.known() as known:
        assert known.person("F1-3").first_name == "Macsen"


def test_a_baby_who_was_born_gets_a_name(council: Council, take) -> None:
    unborn = {**CHILD, "first_name": "", "relationship": "unborn", "date_of_birth": "2027-01-01"}
    take(MOTHER, unborn)
    take(MOTHER, CHILD)

    report = take(MOTHER, unborn)

    assert report.people == Count(unchanged=2)
    with council.known() as known:
        assert known.person("F1-3").first_name == "Macsen"
        assert known.person("F1-3").relationship is Relationship.CHILD


def test_parental_responsibility_that_a_worker_checked_stands(council: Council, take) -> None:
    take(MOTHER)
    with council.known() as known:
        mother = known.person("F1-1")
        mother.responsibility, mother.responsibility_checked_on = Responsibility.NO, clock.today()

    report = take(MOTHER)

    assert report.people == Count(unchanged=1)
    with council.known() as known:
        assert known.person("F1-1").responsibility is Responsibility.NO


def test_what_somebody_decided_is_kept_when_they_prove_too_young_by_the_councils_rule(council: Council, take) -> None:
    take(MOTHER, {**CHILD, "date_of_birth": years_before(clock.today(), 18).isoformat()})
    with council.known() as known:
        db, child = object_session(known.person("F1-3")), known.person("F1-3")
        db.scalars(select(Authority)).one().own_decision_age = 18
        db.add(
            Consent(
                family_id=child.family_id,
                person_id=child.id,
                decider_id=child.id,
                agency_id=known.workers["P1"].agency_id,
                kind=InfoKind.HEALTH,
                status=ConsentStatus.REFUSED,
                how=ConsentHow.SELF,
                is_named=True,
                notice_version="1",
                notice_language="cy",
                decided_at=clock.now(),
            )
        )

    take(MOTHER, {**CHILD, "date_of_birth": years_before(clock.today(), 17).isoformat()})

    with council.known() as known:
        (view,) = object_session(known.person("F1-3")).scalars(select(ChildView))
        assert (view.person_id, view.kind) == (known.person("F1-3").id, InfoKind.HEALTH)


def test_a_person_is_not_moved_into_another_family(council: Council, take) -> None:
    take(MOTHER)

    report = take({**MOTHER, "family_ref": "F2"})

    assert [(refusal.column, refusal.value) for refusal in report.refusals] == [("person_ref", "F1-1")]
    with council.known() as known:
        assert known.family("F2") is None


def test_a_new_keyworker_takes_over(council: Council, take) -> None:
    take(MOTHER)

    take({**MOTHER, "keyworker_ref": "W2"})

    with council.known() as known:
        assert team(known) == [
            ("Beth", MemberFunction.KEYWORKER, False),
            ("Dai", MemberFunction.KEYWORKER, True),
        ]


def test_a_partner_who_becomes_the_keyworker_has_one_place(council: Council, take) -> None:
    take({**MOTHER, "partner_ref": "W2"})

    take({**MOTHER, "keyworker_ref": "W2", "partner_ref": "W2"})

    with council.known() as known:
        assert [place for place in team(known) if place[2]] == [("Dai", MemberFunction.KEYWORKER, True)]


def test_a_partner_whose_place_ended_does_not_come_back(council: Council, take) -> None:
    take({**MOTHER, "partner_ref": "P3"})
    with council.known() as known:
        (place,) = (
            place for place in known.members[known.family("F1").id] if place.function is MemberFunction.TEAM_MEMBER
        )
        member_commands.end(object_session(place), the_system(council.authority_id), place, version=place.version)

    report = take({**MOTHER, "partner_ref": "P3"})

    assert report.families == Count(unchanged=1)


def test_a_worker_whose_row_is_at_fault_now_keeps_their_families(take) -> None:
    take(MOTHER)

    report = take(MOTHER, workers=(worker(email="?"),))

    assert [(refusal.file, refusal.column) for refusal in report.refusals] == [("workers.csv", "email")]
    assert report.people == Count(unchanged=1)


def test_access_given_by_hand_outlives_the_next_export(council: Council, take) -> None:
    take(MOTHER)
    with council.known() as known:
        known.workers["W1"].access = Access.ADMINISTRATOR

    take(MOTHER, workers=(worker(role="senior_family_keyworker"),))

    with council.known() as known:
        assert known.workers["W1"].access is Access.ADMINISTRATOR


@pytest.mark.parametrize("ref", ["W1", "P1", "P2", "P3"])
def test_in_one_home_the_whole_family_sees_the_whole_team(council: Council, take, ref: str) -> None:
    take({**MOTHER, "partner_ref": ref}, FATHER, CHILD)

    with council.known() as known:
        assert people_who_see(known, ref) == {"Siân", "Gareth", "Macsen"}


@pytest.mark.parametrize("ref", ["P1", "P2"])
def test_a_father_who_lives_apart_does_not_learn_of_the_school(council: Council, take, ref: str) -> None:
    take({**MOTHER, "partner_ref": ref}, {**FATHER, "household": "B"}, CHILD)

    with council.known() as known:
        assert people_who_see(known, ref) == {"Siân", "Macsen"}
        assert people_who_see(known, "W1") == {"Siân", "Gareth", "Macsen"}


def test_a_school_is_seen_where_its_pupil_lives_whatever_the_letter(council: Council, take) -> None:
    take({**MOTHER, "partner_ref": "P1", "household": "B"}, FATHER, {**CHILD, "household": "B"})

    with council.known() as known:
        assert people_who_see(known, "P1") == {"Siân", "Macsen"}


def test_when_a_father_moves_out_he_no_longer_sees_the_school(council: Council, take) -> None:
    take({**MOTHER, "partner_ref": "P1"}, FATHER, CHILD)

    take({**MOTHER, "partner_ref": "P1"}, {**FATHER, "household": "B"}, CHILD)

    with council.known() as known:
        assert people_who_see(known, "P1") == {"Siân", "Macsen"}
        assert people_who_see(known, "W1") == {"Siân", "Gareth", "Macsen"}
