"""The report for a breach: in seconds, who saw and changed what of one family."""

import csv
import io
import time

import pytest

from portal.actor import the_system
from portal.commands import entry
from portal.database import session_of
from portal.exchange import breach, sheets
from portal.queries import told

MANY = 3_000
SECONDS = 5


@pytest.fixture
def busy(make):
    """A family that many looked at."""
    parent = make.parent(first_name="=Siân")
    one = parent.family
    asha = make.partner(one)
    make.goal(parent, "Cysgu’n well")
    make.note(one)
    with make.writing() as db:
        entry.record(db, asha.actor, one.id, "family_opened", one.id, purpose="team", reason="=cmd|' /C calc'!A0")
    return one


def test_it_says_who_saw_and_changed_what_and_why(nod, busy):
    done = nod("breach", "report", busy.ref)

    assert done.status == 0
    assert "Asha Khan, school_lead, Ysgol y Dderwen: 1 entries" in done.out
    assert "Beth Morris: note written" in done.out
    assert "=Siân Llwyd: goal set" in done.out
    assert "the council's command line: breach reported" in done.out


def test_the_table_runs_nothing_in_a_spreadsheet(nod, busy, tmp_path):
    assert nod("breach", "report", busy.ref, "--csv", tmp_path / "report.csv").status == 0
    text = (tmp_path / "report.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))

    assert [int(row["number"]) for row in rows] == list(range(1, len(rows) + 1))
    assert {cell[0] for row in rows for cell in row.values() if cell} & set("=+-@") == set()
    assert any(row["reason"] == "'=cmd|' /C calc'!A0" for row in rows)
    assert (tmp_path / "report.csv").stat().st_mode & 0o077 == 0


def test_the_report_begins_on_the_day_asked_for(nod, busy):
    assert "0 entries" not in nod("breach", "report", busy.ref, "--since", "2020-01-01").out
    assert ": 0 entries." in nod("breach", "report", busy.ref, "--since", "2999-01-01").out


def test_a_reference_nobody_has_is_refused_and_a_file_is_not_written_over(nod, busy, tmp_path):
    (tmp_path / "mine.csv").write_text("mine")

    assert nod("breach", "report", "F9999").status == 1
    assert nod("breach", "report", busy.ref, "--csv", tmp_path / "mine.csv").status == 2
    assert (tmp_path / "mine.csv").read_text() == "mine"


def test_thousands_of_entries_take_seconds_and_two_statements(make, busy, database, statements, capsys):
    with make.writing() as db:
        for _ in range(MANY):
            entry.record(db, busy.keyworker.actor, busy.id, "family_opened", busy.id, is_change=False, purpose="team")
    began = time.monotonic()
    with session_of(database) as db, statements() as seen:
        entries = told.of_family(db, make.system, busy.id)
        table = sheets.as_csv(breach.COLUMNS, breach.as_rows(entries))
        text = breach.as_text(busy.ref, entries)
    took = time.monotonic() - began

    with capsys.disabled():
        print(f"\nbreach report: {len(entries)} entries in {took:.2f} s, {len(seen)} statements")  # noqa: T201 (the figure)
    assert len(entries) > MANY
    assert len(seen) <= 2
    assert took < SECONDS
    assert table.count("\r\n") > MANY
    assert text.count("\n") > MANY


def test_another_councils_family_is_not_reported(database, busy):
    with session_of(database) as db:
        assert told.of_family(db, the_system(busy.id), busy.id) == []
