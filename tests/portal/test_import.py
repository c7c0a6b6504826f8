"""The council's caseload comes in: once, again, and changed."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.exchange.report import Count, write_refused
from portal.models.words import Access, LevelOfHelp, Relationship
from tests.portal.exports import DATA, Council, person, worker, write_export

SMALL = DATA / "small-with-faults"


@pytest.fixture
def council(database_url: str) -> Iterator[Council]:
    """A council on each engine."""
    council = Council(database_url)
    yield council
    council.database.close()


@pytest.mark.slow
def test_a_whole_countys_caseload_is_taken_and_a_second_run_changes_nothing(council: Council) -> None:
    first = council.take(DATA / "wiltshire-size")
    before = council.everything()
    second = council.take(DATA / "wiltshire-size")

    assert (first.workers, first.families, first.people) == (Count(added=65), Count(added=291), Count(added=1122))
    assert (second.workers, second.families, second.people) == (
        Count(unchanged=65),
        Count(unchanged=291),
        Count(unchanged=1122),
    )
    assert first.refused == second.refused == 0
    assert council.everything() == before
    assert len(before["person"]) == 1122


def test_the_faults_of_the_small_export_are_refused_and_the_rest_is_taken(council: Council, tmp_path: Path) -> None:
    report = council.take(SMALL)
    before = council.everything()
    again = council.take(SMALL)
    write_refused(report, tmp_path / "refused.csv")

    with (SMALL / "faults.csv").open(encoding="utf-8", newline="") as file:
        listed = [row for row in csv.DictReader(file) if not row["why"].startswith("must be kept")]
    with (tmp_path / "refused.csv").open(encoding="utf-8-sig", newline="") as file:
        refused = list(csv.DictReader(file))
    assert list(refused[0]) == ["file", "line", "column", "value", "reason"]
    assert [row["line"] for row in refused] == [row["line"] for row in listed]
    assert all(mine["reason"].startswith(theirs["why"]) for mine, theirs in zip(refused, listed, strict=True))
    assert (report.families.added, report.people.added) == (12, 42)
    assert again.refusals == report.refusals
    assert council.everything() == before


def test_a_formula_given_as_a_name_stays_plain_text(council: Council) -> None:
    council.take(SMALL)

    with council.known() as known:
        assert known.person("F10011-X8").first_name == '=HYPERLINK("x")'


def test_a_refused_value_cannot_run_in_the_report(council: Council, tmp_path: Path) -> None:
    report = council.take(write_export(tmp_path, [person(mobile="=1+1")]))
    write_refused(report, tmp_path / "refused.csv")

    assert "caseload.csv,2,mobile,'=1+1,not a telephone number" in (tmp_path / "refused.csv").read_text("utf-8-sig")


@pytest.mark.parametrize("is_known", [False, True], ids=["at first", "later"])
def test_a_dry_run_tells_everything_and_writes_nothing(council: Council, tmp_path: Path, is_known: bool) -> None:
    if is_known:
        council.take(write_export(tmp_path / "before", [person(person_ref="F10000-1", family_ref="F10000")]))
    before = council.everything()

    tried = council.take(SMALL, dry_run=True)

    assert council.everything() == before
    assert council.take(SMALL) == tried


def test_a_family_comes_in_whole(council: Council, tmp_path: Path) -> None:
    child = person(
        person_ref="F1-2",
        first_name="Macsen",
        relationship="child",
        date_of_birth="2018-05-01",
        household="A;B",
        school="Ysgol y Dderwen",
    )
    partner = worker(worker_ref="P1", role="health_visitor", agency="Health Board")

    council.take(write_export(tmp_path, [person(partner_ref="P1"), child], [worker(), partner]))

    with council.known() as known:
        family = known.family("F1")
        assert (family.ref, family.name, family.level) == ("F1", "Llwyd", LevelOfHelp.SUPPORT)
        assert family.area_team_id == known.area_teams["North"].id
        homes = {home.label: home.id for home in known.households[family.id]}
        macsen = known.person("F1-2")
        assert known.living_in[macsen.id] == {homes["A"], homes["B"]}
        assert (macsen.first_name, macsen.relationship) == ("Macsen", Relationship.CHILD)
        assert macsen.school == "Ysgol y Dderwen"
        assert known.person("F1-1").mobile == "07700 900808"
        assert len(known.members[family.id]) == 2
        assert not known.agencies["Council"].is_partner
        assert known.agencies["Health Board"].is_partner


def test_a_keyworker_comes_in_with_days_and_languages(council: Council, tmp_path: Path) -> None:
    council.take(write_export(tmp_path, [person()]))

    with council.known() as known:
        beth = known.workers["W1"]
        assert (beth.working_days, beth.languages) == (("0", "1", "2", "3"), ("en", "cy"))
        assert (beth.phone, beth.access) == ("01632 960086", Access.PRACTITIONER)


def test_only_the_councils_own_managers_get_a_managers_access(council: Council, tmp_path: Path) -> None:
    workers = [
        worker(),
        worker(worker_ref="W2", role="team_manager"),
        worker(worker_ref="P1", role="team_manager", agency="Health Board"),
        worker(worker_ref="W3", role="administrator"),
    ]

    council.take(write_export(tmp_path, [person()], workers))

    with council.known() as known:
        access = {ref: found.access for ref, found in known.workers.items()}
    assert access.pop("W2") is Access.MANAGER
    assert set(access.values()) == {Access.PRACTITIONER}


def test_nothing_is_taken_when_a_file_is_missing(council: Council, tmp_path: Path) -> None:
    folder = write_export(tmp_path, [person()])
    (folder / "caseload.csv").unlink()
    before = council.everything()

    report = council.take(folder)

    assert [(refusal.file, refusal.line) for refusal in report.refusals] == [("caseload.csv", 0)]
    assert council.everything() == before
