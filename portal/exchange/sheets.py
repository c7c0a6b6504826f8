"""Writes CSV that a spreadsheet opens as text: UTF-8 with its mark, and no cell that runs as a formula."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from io import StringIO
from pathlib import Path

Cell = str | int | date | None

_SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212"
"""`=`, `+`, `-`, `@`, and their full-width and small forms."""
_RUNS = re.compile(rf"(?:^|(?<=[;\t\r\n]))(?=[^\S\t\r\n]*[{_SIGNS}])|^(?=[\t\r\n])")
"""Where a formula could begin: at the start of a cell, after blanks or not, and after what some spreadsheets
take for the end of a cell. A tab or line break at the start is itself a danger.

Source: OWASP, CSV injection.
"""


def plain(text: str) -> str:
    """Return text that no spreadsheet runs: an apostrophe stands before whatever could begin a formula."""
    return _RUNS.sub("'", text)


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Return a table as CSV; dates as 2026-11-23, nothing as an empty cell."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([_cell(column) for column in columns])
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def save(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write a table to a file that only its owner may read: it may hold names and numbers."""
    path.touch(mode=0o600)
    path.write_bytes(as_csv(columns, rows).encode("utf-8-sig"))


def _cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return plain(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)
