"""Reading a council's export: what a clerk is told about each row that cannot be taken."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from portal.exchange import caseload
from portal.exchange.caseload import Export
from portal.models.words import LevelOfHelp, Relationship, Responsibility
from tests.portal.exports import DATA, WORKER, person, worker, write_export

TODAY = date(2026, 11, 23)


class NothingKnown:
    """A council before its first import."""

    def has_worker(self, _worker_ref: str) -> bool:
        return False

    def is_of_another_family(self, _person_ref: str, _family_ref: str) -> bool:
        return False


def read(folder: Path) -> Export:
    return caseload.read(folder, NothingKnown(), TODAY)


@pytest.fixture
def read_people(tmp_path: Path) -> Callable[..., Export]:
    return lambda *rows, workers=(WORKER,): read(write_export(tmp_path, rows, workers))


def told(export: Export) -> list[tuple[str, int, str]]:
    return [(refusal.file, refusal.line, refusal.column) for refusal in export.refusals]


def test_the_small_export_is_refused_exactly_where_it_is_at_fault() -> None:
    folder = DATA / "small-with-faults"
    with (folder / "faults.csv").open(encoding="utf-8", newline="") as file:
        listed = {int(row["line"]): row["why"] for row in csv.DictReader(file)}
    refused = {line: why for line, why in listed.items() if not why.startswith("must be kept")}

    export = read(folder)

    assert {refusal.line for refusal in export.refusals} == refused.keys()
    for refusal in export.refusals:
        assert refusal.reason.startswith(refused[refusal.line])
    assert len(export.workers) == 6
    assert sum(map(len, export.families.values())) == 42
    assert [row.first_name for rows in export.families.values() for row in rows].count('=HYPERLINK("x")') == 2


def test_every_row_of_a_large_export_is_taken() -> None:
    export = read(DATA / "wiltshire-size")

    assert export.refusals == []
    assert (len(export.workers), len(export.families)) == (65, 291)
    assert sum(map(len, export.families.values())) == 1122


def test_each_way_of_writing_a_thing_is_read_in_one_form(read_people: Callable[..., Export]) -> None:
    export = read_people(
        person(
            first_name="  Sia\N{COMBINING CIRCUMFLEX ACCENT}n\N{NO-BREAK SPACE} Mair ",
            opened_on="22/07/2026",
            level="Child in need",
            parental_responsibility="",
            household="b; A",
            language="CY",
            mobile="+44 (0)7700-900808",
        ),
        person(
            person_ref="F1-2",
            opened_on="2026-07-22",
            level="child_in_need",
            first_name="",
            relationship="unborn",
        ),
    )

    assert export.refusals == []
    parent, baby = export.families["F1"]
    assert parent.first_name == "Siân Mair"
    assert parent.opened_on == date(2026, 7, 22)
    assert parent.level is LevelOfHelp.CHILD_IN_NEED
    assert parent.parental_responsibility is Responsibility.UNKNOWN
    assert (parent.household, parent.language, parent.mobile) == (("A", "B"), "cy", "07700 900808")
    assert (baby.first_name, baby.relationship) == ("", Relationship.UNBORN)


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("family_ref", "F/1", "not a reference"),
        ("family_name", "", "family_name is empty"),
        ("level", "tier 2", "unknown level"),
        ("opened_on", "22.07.2026", "not a date"),
        ("opened_on", "07/22/2026", "no such date"),
        ("date_of_birth", "1090-02-01", "no such date"),
        ("date_of_birth", "2026-11-24", "a parent cannot be born in the future"),
        ("keyworker_ref", "W9", "keyworker is not in workers.csv"),
        ("partner_ref", "P9", "partner is not in workers.csv"),
        ("first_name", "", "first_name is empty"),
        ("first_name", "Si\x00ân", "has a hidden character (U+0000)"),
        ("first_name", "Si\N{RIGHT-TO-LEFT OVERRIDE}ân", "has a hidden character (U+202E)"),
        ("first_name", "Siân\nMair", "has a line break"),
        ("first_name", "x" * 101, "longer than 100 characters"),
        ("first_name", "x" * 5_000_000, "longer than 100 characters"),
        ("relationship", "aunt", "unknown relationship"),
        ("parental_responsibility", "perhaps", "unknown parental responsibility"),
        ("household", "", "household is empty"),
        ("household", "home", "unknown household"),
        ("language", "xx", "unknown language"),
        ("mobile", "07700 90", "not a telephone number"),
        ("mobile", "٠٧٧٠٠٩٠٠٨٠٨", "not a telephone number"),
        ("email", "nobody at home", "not an email address"),
    ],
)
def test_a_clerk_is_told_line_column_and_reason(
    read_people: Callable[..., Export], column: str, value: str, reason: str
) -> None:
    said = {"family_ref": "F2", "person_ref": "F2-1", column: value}

    export = read_people(person(), person(**said))

    assert told(export) == [("caseload.csv", 3, column)]
    assert export.refusals[0].reason.startswith(reason)
    assert len(export.refusals[0].value) <= 201
    assert [row.person_ref for row in export.families["F1"]] == ["F1-1"]


def test_a_row_with_several_faults_is_refused_once_with_all_of_them(
    read_people: Callable[..., Export],
) -> None:
    export = read_people(person(email="x", language="xx", level="?"))

    (refusal,) = export.refusals
    assert (refusal.column, refusal.value) == ("level", "?")
    assert "; language: unknown language" in refusal.reason
    assert refusal.reason.endswith("; email: not an email address")


def test_a_row_that_tells_another_story_of_the_family_is_refused(read_people: Callable[..., Export]) -> None:
    export = read_people(person(), person(person_ref="F1-2", team="South"), person(person_ref="F1-3"))

    assert told(export) == [("caseload.csv", 3, "team")]
    assert len(export.families["F1"]) == 2


def test_a_worker_at_fault_is_refused_and_so_are_the_families_that_need_them(
    read_people: Callable[..., Export],
) -> None:
    at_fault = [
        worker(worker_ref="W2", role="wizard"),
        worker(worker_ref="W3", working_days="Thu-Mon"),
        worker(),
    ]

    export = read_people(
        person(),
        person(family_ref="F2", person_ref="F2-1", keyworker_ref="W2"),
        workers=(worker(), *at_fault),
    )

    assert told(export) == [
        ("workers.csv", 3, "role"),
        ("workers.csv", 4, "working_days"),
        ("workers.csv", 5, "worker_ref"),
        ("caseload.csv", 3, "keyworker_ref"),
    ]
    assert export.refusals[-1].reason == "keyworker was refused: line 3 of workers.csv"


@pytest.mark.parametrize(
    ("raw", "line", "reason"),
    [
        (None, 0, "the file is missing"),
        (b"", 1, "the file is empty"),
        (b"\xef\xbb\xbf\r\n\r\n", 1, "the file is empty"),
        ("worker_ref,role".encode("utf-16"), 0, "the file is UTF-16"),
        (b"worker_ref,first_name\r\nW1,Beth\r\n", 1, "columns are missing: last_name, role"),
        (b"worker_ref;first_name\r\nW1;Beth\r\n", 1, "columns are missing: worker_ref, first_name"),
        (b'"worker_ref,first_name\r\nW1,Beth\r\n', 1, "a quotation mark is out of place"),
        (b"w\xe9,first_name\r\nW1,Beth\r\n", 1, "not UTF-8 text"),
    ],
)
def test_a_file_without_a_usable_header_is_refused_whole_and_nothing_is_taken(
    tmp_path: Path, raw: bytes | None, line: int, reason: str
) -> None:
    folder = write_export(tmp_path, [person()])
    (folder / "workers.csv").unlink()
    if raw is not None:
        (folder / "workers.csv").write_bytes(raw)

    export = read(folder)

    assert [(refusal.file, refusal.line) for refusal in export.refusals] == [("workers.csv", line)]
    assert export.refusals[0].reason.startswith(reason)
    assert (export.workers, export.families) == ((), {})


def test_one_broken_line_spoils_no_other(tmp_path: Path) -> None:
    folder = write_export(tmp_path, [person(person_ref=f"F1-{number}") for number in range(6)])
    path = folder / "caseload.csv"
    lines = path.read_bytes().splitlines(keepends=True)
    lines[2] = lines[2].replace("Siân".encode(), b"Si\xe2n")
    lines[3] = lines[3].replace(b",Llwyd", b',"Llwyd', 1)
    lines[4] = lines[4].replace(b",parent", b"")
    lines[5] = lines[5].rstrip() + b",one more\r\n"
    path.write_bytes(b"".join([*lines, b"\r\n", b"," * 18 + b"\r\n"]))

    export = read(folder)

    assert [refusal.line for refusal in export.refusals] == [3, 4, 5, 6]
    assert [refusal.reason[:20] for refusal in export.refusals] == [
        "not UTF-8 text: save",
        "a quotation mark is ",
        "the row has 18 cells",
        "the row has 20 cells",
    ]
    assert [row.person_ref for row in export.families["F1"]] == ["F1-0", "F1-5"]
