"""What became of an import: what was taken, and what was refused and why."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from portal.exchange import sheets

COLUMNS = ("file", "line", "column", "value", "reason")


@dataclass(frozen=True, slots=True)
class Refusal:
    """One row, or one whole file, that was not taken."""

    file: str
    line: int
    """The line of the file, its header being line 1; 0 when the file as a whole could not be read."""
    column: str
    """The first column at fault; empty when it is the row itself."""
    value: str
    """What the cell says, cut short when it is long."""
    reason: str


@dataclass(slots=True)
class Count:
    """How many of one kind were new, differed from what was known, or were as known."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0

    def add(self, *, is_new: bool, is_changed: bool) -> None:
        """Count one."""
        if is_new:
            self.added += 1
        elif is_changed:
            self.changed += 1
        else:
            self.unchanged += 1


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one import."""

    workers: Count = field(default_factory=Count)
    families: Count = field(default_factory=Count)
    people: Count = field(default_factory=Count)
    refusals: Sequence[Refusal] = ()

    @property
    def refused(self) -> int:
        """How many rows, or whole files, were refused."""
        return len(self.refusals)


def write_refused(report: Report, path: Path) -> None:
    """Write one line for each refused row."""
    rows = ((r.file, r.line, r.column, r.value, r.reason) for r in report.refusals)
    sheets.save(path, COLUMNS, rows)
