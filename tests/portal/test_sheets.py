"""Tables for a spreadsheet: what people typed stays text."""

import csv
from datetime import date
from io import StringIO

import pytest

from portal.exchange import sheets

DANGEROUS = [
    '=HYPERLINK("x")',
    "+44 7700 900808",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\N{NO-BREAK SPACE}=1",
    "\N{FULLWIDTH EQUALS SIGN}1",
    "\N{FULLWIDTH PLUS SIGN}1",
    "\N{FULLWIDTH HYPHEN-MINUS}1",
    "\N{FULLWIDTH COMMERCIAL AT}1",
    "\tplain",
]


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_cell_that_could_run_as_a_formula_begins_with_an_apostrophe(text: str) -> None:
    assert sheets.plain(text).startswith("'")
    assert sheets.plain(text).replace("'", "") == text


@pytest.mark.parametrize("text", ["", "Siân", "O’Brien", "A;B", "Ap-Rhys", "7 = 7", "sian@demo.example", "Mon-Fri"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert sheets.plain(text) == text


@pytest.mark.parametrize("between", [";", "\t", "\n", "\r\n"])
def test_a_formula_behind_another_countrys_cell_separator_does_not_run_either(between: str) -> None:
    assert sheets.plain(f"A{between}=1") == f"A{between}'=1"


def test_a_saved_table_opens_as_it_was_written(tmp_path) -> None:
    path = tmp_path / "table.csv"

    sheets.save(path, ("name", "day", "number"), [('Siân "Sioned", Llwyd', date(2026, 11, 23), -5), (None, None, 0)])

    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(StringIO(raw.decode("utf-8-sig"), newline=""))) == [
        ["name", "day", "number"],
        ['Siân "Sioned", Llwyd', "2026-11-23", "-5"],
        ["", "", "0"],
    ]


def test_only_its_owner_may_read_a_saved_table(tmp_path) -> None:
    sheets.save(tmp_path / "table.csv", ("name",), [])

    assert (tmp_path / "table.csv").stat().st_mode & 0o077 == 0
