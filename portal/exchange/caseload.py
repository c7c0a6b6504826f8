"""A council's caseload export as checked rows: `workers.csv` and `caseload.csv`. Touches no database."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from portal.exchange import cells, tables
from portal.exchange.cells import Fault
from portal.exchange.columns import OF_FAMILY, PERSON_COLUMNS, WORKER_COLUMNS, Column, PersonRow, WorkerRow
from portal.exchange.report import Refusal
from portal.models.words import Relationship

WORKERS, CASELOAD = "workers.csv", "caseload.csv"
LONGEST_VALUE = 200


@dataclass(frozen=True, slots=True)
class Export:
    """Every row that can be taken, and why the others cannot."""

    workers: Sequence[WorkerRow]
    families: Mapping[str, Sequence[PersonRow]]
    """By reference, in the order of the file."""
    refusals: Sequence[Refusal]


class Known(Protocol):
    """What Nod knows already."""

    def has_worker(self, worker_ref: str, /) -> bool:
        """Say whether this worker came with an earlier export."""

    def is_of_another_family(self, person_ref: str, family_ref: str, /) -> bool:
        """Say whether an earlier export put this person into another family."""


def read(directory: Path, known: Known, today: date) -> Export:
    """Read and check both files of an export. When either has no usable header, nothing is taken."""
    of_workers = tables.read(directory / WORKERS, tuple(WORKER_COLUMNS))
    of_people = tables.read(directory / CASELOAD, tuple(PERSON_COLUMNS))
    if not (of_workers.is_readable and of_people.is_readable):
        unreadable = [table for table in (of_workers, of_people) if not table.is_readable]
        return Export((), {}, [refusal for table in unreadable for refusal in table.refusals])
    workers = _WorkersCheck(of_workers)
    people = _PeopleCheck(of_people, workers, known, today)
    return Export([*workers.taken.values()], people.taken, [*workers.refusals, *people.refusals])


class _Check:
    """Reads the rows of one file; a row with any fault is refused with all of them."""

    def __init__(self, table: tables.Table, columns: Mapping[str, Column], ref: str) -> None:
        self._file, self._columns, self._ref = table.file, columns, ref
        self._first_lines: dict[str, int] = {}
        found = [refusal for line in table.lines if (refusal := self._refusal(line))]
        self.refusals = sorted([*table.refusals, *found], key=lambda refusal: refusal.line)

    def _refusal(self, line: tables.Line) -> Refusal | None:
        values, faults = self._parsed(line)
        for column, reason in (*self._given_twice(values, line.number), *self._contradictions(values)):
            faults.setdefault(column, reason)
        if not faults:
            self._take(values)
            return None
        first, *others = (column for column in self._columns if column in faults)
        reasons = [faults[first], *(f"{column}: {faults[column]}" for column in others)]
        return Refusal(self._file, line.number, first, _short(line.cells[first]), "; ".join(reasons))

    def _parsed(self, line: tables.Line) -> tuple[dict[str, Any], dict[str, str]]:
        values: dict[str, Any] = {}
        faults: dict[str, str] = {}
        for name, column in self._columns.items():
            try:
                text = cells.plain(line.cells[name], column.most)
                if not text and column.blank is ...:
                    raise Fault(f"{name} is empty")
                values[name] = column.parse(text) if text else column.blank
            except Fault as fault:
                faults[name] = str(fault)
        return values, faults

    def _given_twice(self, values: Mapping[str, Any], number: int) -> Iterator[tuple[str, str]]:
        """The first row counts, even when it is refused: which of them is meant cannot be told."""
        if ref := values.get(self._ref):
            first = self._first_lines.setdefault(ref, number)
            if first != number:
                yield self._ref, f"{self._ref} is given twice: first on line {first}"

    def _contradictions(self, _values: Mapping[str, Any], /) -> Iterator[tuple[str, str]]:
        """Yield each column whose cell does not go with the rest, and why."""
        yield from ()

    def _take(self, values: dict[str, Any]) -> None:
        """Keep a row without fault."""
        raise NotImplementedError


class _WorkersCheck(_Check):
    """`workers.csv`."""

    def __init__(self, table: tables.Table) -> None:
        self.taken: dict[str, WorkerRow] = {}
        super().__init__(table, WORKER_COLUMNS, "worker_ref")

    def _take(self, values: dict[str, Any]) -> None:
        self.taken[values["worker_ref"]] = WorkerRow(**values)

    def fault(self, ref: str, who: str, known: Known) -> str:
        """Return why a family cannot be given this worker, or an empty text."""
        if ref in self.taken:
            return ""
        line = self._first_lines.get(ref)
        if line is None:
            return f"{who} is not in {WORKERS}"
        return "" if known.has_worker(ref) else f"{who} was refused: line {line} of {WORKERS}"


class _PeopleCheck(_Check):
    """`caseload.csv`."""

    def __init__(self, table: tables.Table, workers: _WorkersCheck, known: Known, today: date) -> None:
        self.taken: dict[str, list[PersonRow]] = {}
        self._workers, self._known, self._today = workers, known, today
        super().__init__(table, PERSON_COLUMNS, "person_ref")

    def _take(self, values: dict[str, Any]) -> None:
        self.taken.setdefault(values["family_ref"], []).append(PersonRow(**values))

    def _contradictions(self, values: Mapping[str, Any], /) -> Iterator[tuple[str, str]]:
        yield from self._of_family(values)
        yield from self._of_team(values)
        yield from self._of_person(values)

    def _of_family(self, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """The family's first row that was taken counts; one that says otherwise is refused."""
        rows = self.taken.get(values.get("family_ref", ""), [])
        for column in OF_FAMILY if rows else ():
            if column in values and values[column] != getattr(rows[0], column):
                yield column, f"{column} is not the same as on the family's earlier rows"

    def _of_team(self, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for column, who in (("keyworker_ref", "keyworker"), ("partner_ref", "partner")):
            ref = values.get(column)
            if ref and (fault := self._workers.fault(ref, who, self._known)):
                yield column, fault

    def _of_person(self, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        relationship, born_on = values.get("relationship"), values.get("date_of_birth")
        ref, family = values.get("person_ref"), values.get("family_ref")
        if ref and family and self._known.is_of_another_family(ref, family):
            yield "person_ref", "person_ref belongs to another family, from an earlier import"
        if relationship in (None, Relationship.UNBORN):
            return
        if values.get("first_name") == "":
            yield "first_name", "first_name is empty: only someone unborn has none"
        if born_on and born_on > self._today:
            who = str(relationship).replace("_", " ")
            yield "date_of_birth", f"{_article(who)} {who} cannot be born in the future"


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeiou" else "a"


def _short(value: str) -> str:
    return value if len(value) <= LONGEST_VALUE else f"{value[:LONGEST_VALUE]}…"
