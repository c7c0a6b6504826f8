"""Reads a council's CSV line by line, so that one broken line spoils no other."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from portal.exchange.report import Refusal

MOST_LINES = 20
"""A cell may run over this many lines before its quotation mark counts as never closed."""
_OTHER_ENCODINGS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Line:
    """One row: the number of the line it begins on and its cells by column."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A file as read. Without a usable header nothing of it is."""

    file: str
    lines: Sequence[Line] = ()
    refusals: Sequence[Refusal] = ()
    is_readable: bool = True


class _Unreadable(ValueError):
    """A row's text is not CSV or not UTF-8; the text is the reason."""


def read(path: Path, columns: Sequence[str]) -> Table:
    """Read a UTF-8 file that has these columns, in any order; others are passed over."""
    try:
        raw = path.read_bytes()
    except OSError:
        return _unreadable(path.name, 0, "the file is missing or cannot be opened")
    if raw.startswith(_OTHER_ENCODINGS):
        return _unreadable(path.name, 0, "the file is UTF-16: save it as “CSV UTF-8”")
    rows = _rows(raw.removeprefix(b"\xef\xbb\xbf").splitlines(keepends=True))
    number, header = next(rows, (1, []))
    if isinstance(header, _Unreadable):
        return _unreadable(path.name, number, str(header))
    names = [name.strip().casefold() for name in header]
    if not any(names):
        return _unreadable(path.name, number, "the file is empty")
    return _columns_at_fault(path.name, number, names, columns) or _table(path.name, names, columns, rows)


def _unreadable(file: str, line: int, reason: str, column: str = "") -> Table:
    return Table(file, refusals=(Refusal(file, line, column, "", reason),), is_readable=False)


def _columns_at_fault(file: str, line: int, names: Sequence[str], columns: Sequence[str]) -> Table | None:
    missing = [column for column in columns if column not in names]
    if missing:
        return _unreadable(file, line, f"columns are missing: {', '.join(missing)}", missing[0])
    twice = next((column for column in columns if names.count(column) > 1), None)
    return _unreadable(file, line, "the column is there twice", twice) if twice else None


def _table(
    file: str,
    names: Sequence[str],
    columns: Sequence[str],
    rows: Iterator[tuple[int, "list[str] | _Unreadable"]],
) -> Table:
    lines, refusals = [], []
    for number, row in rows:
        if isinstance(row, _Unreadable):
            refusals.append(Refusal(file, number, "", "", str(row)))
        elif fault := _ragged(row, len(names)):
            refusals.append(Refusal(file, number, "", "", fault))
        else:
            cells = dict(zip(names, row, strict=False))
            lines.append(Line(number, {column: cells[column] for column in columns}))
    return Table(file, lines, refusals)


def _ragged(row: Sequence[str], width: int) -> str:
    if len(row) < width or any(cell.strip() for cell in row[width:]):
        return f"the row has {len(row)} cells where the header has {width}"
    return ""


def _rows(lines: Sequence[bytes]) -> Iterator[tuple[int, "list[str] | _Unreadable"]]:
    """Yield each row that is not blank, the header first, with the number of its first line."""
    at = width = 0
    while at < len(lines):
        row, height = _row(lines, at, width)
        if isinstance(row, _Unreadable) or any(cell.strip() for cell in row):
            yield at + 1, row
            width = width or (0 if isinstance(row, _Unreadable) else len(row))
        at += height


def _row(lines: Sequence[bytes], at: int, width: int) -> tuple["list[str] | _Unreadable", int]:
    """Return the row that begins at a line and its height in lines: several only if the width is right."""
    text: list[str] = []
    for height, line in enumerate(lines[at : at + MOST_LINES], 1):
        try:
            text.append(line.decode())
        except UnicodeDecodeError:
            if height > 1:
                break
            return _Unreadable("not UTF-8 text: save the file as “CSV UTF-8”"), 1
        row = _parsed(text)
        if row is not None and (height == 1 or len(row) == width):
            return row, height
    return _Unreadable("a quotation mark is out of place or is never closed"), 1


def _parsed(text: list[str]) -> list[str] | None:
    limit = csv.field_size_limit(sum(map(len, text)) + 1)
    try:
        rows = list(csv.reader(text, strict=True))
    except csv.Error:
        return None
    finally:
        csv.field_size_limit(limit)
    return rows[0] if len(rows) == 1 else None
