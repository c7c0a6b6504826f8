"""The columns of a council's export: how each is read, and what a row of them is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.exchange import cells
from portal.exchange.cells import Fault
from portal.models.words import LevelOfHelp, Relationship, Responsibility, WorkerRole


@dataclass(frozen=True, slots=True)
class WorkerRow:
    """One worker."""

    worker_ref: str
    first_name: str
    last_name: str
    role: WorkerRole
    agency: str
    team: str
    email: str
    phone: str
    working_days: tuple[str, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person, with what the export says of their family on every row."""

    family_ref: str
    family_name: str
    team: str
    level: LevelOfHelp
    opened_on: date
    keyworker_ref: str
    partner_ref: str
    person_ref: str
    first_name: str
    last_name: str
    known_as: str
    date_of_birth: date | None
    relationship: Relationship
    parental_responsibility: Responsibility
    household: tuple[str, ...]
    language: str
    mobile: str
    email: str
    school: str


@dataclass(frozen=True, slots=True)
class Column:
    """How one column is read; `blank` is what an empty cell means, where a cell may be empty."""

    parse: Callable[[str], Any]
    most: int = 100
    blank: Any = ...


def _one_of(kind: type[LevelOfHelp | Relationship | Responsibility | WorkerRole], said: str) -> Any:
    def parse(text: str) -> Any:
        word = text.lower().replace(" ", "_").replace("-", "_")
        if word not in set(kind):
            raise Fault(f"unknown {said}: write {' or '.join(kind)}")
        return kind(word)

    return parse


WORKER_COLUMNS = {
    "worker_ref": Column(cells.reference, 40),
    "first_name": Column(cells.words),
    "last_name": Column(cells.words, blank=""),
    "role": Column(_one_of(WorkerRole, "role")),
    "agency": Column(cells.words),
    "team": Column(cells.words, blank=""),
    "email": Column(cells.email, 254),
    "phone": Column(cells.telephone, blank=""),
    "working_days": Column(cells.working_days, blank=()),
    "languages": Column(cells.languages, blank=()),
}

PERSON_COLUMNS = {
    "family_ref": Column(cells.reference, 40),
    "family_name": Column(cells.words),
    "team": Column(cells.words, blank=""),
    "level": Column(_one_of(LevelOfHelp, "level")),
    "opened_on": Column(cells.day),
    "keyworker_ref": Column(cells.reference, 40),
    "partner_ref": Column(cells.reference, 40, blank=""),
    "person_ref": Column(cells.reference, 40),
    "first_name": Column(cells.words, blank=""),
    "last_name": Column(cells.words, blank=""),
    "known_as": Column(cells.words, blank=""),
    "date_of_birth": Column(cells.day, blank=None),
    "relationship": Column(_one_of(Relationship, "relationship")),
    "parental_responsibility": Column(_one_of(Responsibility, "parental responsibility"), blank=Responsibility.UNKNOWN),
    "household": Column(cells.homes),
    "language": Column(cells.language),
    "mobile": Column(cells.telephone, blank=""),
    "email": Column(cells.email, 254, blank=""),
    "school": Column(cells.words, blank=""),
}

OF_FAMILY = ("family_name", "team", "level", "opened_on", "keyworker_ref")
"""The columns on which all rows of a family must say the same."""
