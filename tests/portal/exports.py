"""Small caseload exports written by a test, and a council that imports them."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select

from portal.actor import the_system
from portal.database import Database, session_of, unit_of_work
from portal.exchange.columns import PERSON_COLUMNS, WORKER_COLUMNS
from portal.exchange.importing import import_caseload
from portal.exchange.report import Report
from portal.models import Authority, Base
from portal.queries import council as council_queries
from portal.queries.council import Council as Known
from portal.security.encryption import MasterKey
from portal.settings import new_secret

DATA = Path(__file__).resolve().parents[1] / "data"

WORKER = {
    "worker_ref": "W1",
    "first_name": "Beth",
    "last_name": "Morris",
    "role": "family_keyworker",
    "agency": "Council",
    "team": "North",
    "email": "beth@council.example",
    "phone": "01632 960086",
    "working_days": "Mon-Thu",
    "languages": "en;cy",
}
PERSON = {
    "family_ref": "F1",
    "family_name": "Llwyd",
    "team": "North",
    "level": "support",
    "opened_on": "2026-07-22",
    "keyworker_ref": "W1",
    "partner_ref": "",
    "person_ref": "F1-1",
    "first_name": "Siân",
    "last_name": "Llwyd",
    "known_as": "",
    "date_of_birth": "1990-02-01",
    "relationship": "parent",
    "parental_responsibility": "yes",
    "household": "A",
    "language": "cy",
    "mobile": "07700 900808",
    "email": "",
    "school": "",
}

Row = Mapping[str, str]


def worker(**said: str) -> Row:
    """A worker's row with nothing wrong in it."""
    return {**WORKER, **said}


def person(**said: str) -> Row:
    """A person's row with nothing wrong in it."""
    return {**PERSON, **said}


def write_export(folder: Path, people: Iterable[Row], workers: Iterable[Row] = (WORKER,)) -> Path:
    """Write both files as a spreadsheet would, and return their folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, columns, rows in (
        ("workers.csv", WORKER_COLUMNS, workers),
        ("caseload.csv", PERSON_COLUMNS, people),
    ):
        with (folder / name).open("w", encoding="utf-8-sig", newline="") as file:
            out = csv.DictWriter(file, list(columns))
            out.writeheader()
            out.writerows(rows)
    return folder


class Council:
    """An authority that never imported anything."""

    def __init__(self, url: str) -> None:
        self.database = Database(url, MasterKey(new_secret()))
        authority = Authority(name_en="Mabinogion Council", name_cy="Cyngor Mabinogion")
        with session_of(self.database), unit_of_work() as db:
            db.add(authority)
        self.authority_id = authority.id

    def take(self, folder: Path, *, dry_run: bool = False) -> Report:
        """Import an export as the console command does."""
        with session_of(self.database), unit_of_work() as db:
            return import_caseload(db, self.authority_id, folder, dry_run=dry_run)

    def everything(self) -> dict[str, list[tuple[object, ...]]]:
        """Every row of every table, as stored."""
        with self.database.engine.connect() as connection:
            return {
                table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
                for table in Base.metadata.sorted_tables
            }

    @contextmanager
    def known(self) -> Iterator[Known]:
        """What the import knows now; texts are read inside the block, changes are kept at its end."""
        with session_of(self.database), unit_of_work() as db:
            yield council_queries.get(db, the_system(self.authority_id))
