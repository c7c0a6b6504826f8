"""Makes the council: agencies, area teams and workers who sign in."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor, the_system
from portal.commands import worker
from portal.commands.account import FIRST_DAYS
from portal.database import Database, session_of, unit_of_work
from portal.models import Absence, Account, Authority
from portal.models.words import Access, Side, WorkerRole
from portal.queries.account import actor_of
from portal.security import passwords, time_codes
from portal.security.keys import keyring
from portal.security.sign_in import name_lookup
from tests.support.records import PASSWORD, AgencyMade, WorkerMade


@cache
def password_hash() -> str:
    """Return the hash of everyone's password; making it takes a fifth of a second."""
    return passwords.hashed(PASSWORD)


def time_code_of(database: Database, account_id: uuid.UUID) -> str:
    """Return a code of an account's authenticator app that will be taken; the next one, when this one was used.

    Somebody who signs in a third time within half a minute has waited a minute, as far as the database knows.
    """
    with session_of(database), unit_of_work() as db:
        mine = db.get_one(Account, account_id)
        if mine.totp is None:
            raise LookupError("this account has no time-code")
        secret = keyring(db).master.open("account.totp", mine.id, mine.totp)
        if (mine.totp_used_step or 0) >= time_codes.step_now() + time_codes.AROUND:
            mine.totp_used_step = time_codes.step_now() - 1
        return time_codes.next_code(secret, mine.totp_used_step)


class MakeCouncil:
    """Makes workers in one database. Nothing is shared between two calls but the council itself."""

    def __init__(self, database: Database, council: str = "Mabinogion", first_number: int = 1) -> None:
        self.database = database
        self.council = council
        self.numbers = count(first_number)
        self._authority: uuid.UUID | None = None
        self._agencies: dict[bool, AgencyMade] = {}
        self._area: uuid.UUID | None = None

    # --- The council

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Open a session and a unit of work in it."""
        with session_of(self.database), unit_of_work() as db:
            yield db

    @property
    def system(self) -> Actor:
        """The import, which begins families; makes the council on first use."""
        if self._authority is None:
            council = Authority(
                name_en=f"{self.council} Council", name_cy=f"Cyngor {self.council}", own_decision_age=16
            )
            with self.writing() as db:
                db.add(council)
            self._authority = council.id
        return the_system(self._authority)

    def agency(self, name: str | None = None, *, is_partner: bool = True) -> AgencyMade:
        """Make an agency; a partner unless said otherwise."""
        called = name or f"Ysgol {next(self.numbers)}"
        system = self.system
        with self.writing() as db:
            return AgencyMade(worker.add_agency(db, system, name=called, is_partner=is_partner).id, called, is_partner)

    def area(self, name: str | None = None) -> uuid.UUID:
        """Make an area team and return its key."""
        system = self.system
        with self.writing() as db:
            return worker.add_area_team(db, system, name=name or f"Area {next(self.numbers)}").id

    def own_agency(self, *, is_partner: bool) -> AgencyMade:
        if is_partner not in self._agencies:
            name = "Ysgol y Dderwen" if is_partner else "Cyngor Mabinogion"
            self._agencies[is_partner] = self.agency(name, is_partner=is_partner)
        return self._agencies[is_partner]

    def own_area(self) -> uuid.UUID:
        if self._area is None:
            self._area = self.area("North")
        return self._area

    def worker(
        self,
        role: WorkerRole = WorkerRole.FAMILY_KEYWORKER,
        *,
        first_name: str = "Beth",
        last_name: str = "Morris",
        access: Access | None = None,
        agency: AgencyMade | None = None,
        area_id: uuid.UUID | None = None,
        language: str = "en",
        second_step: bool = True,
        **details: Any,
    ) -> WorkerMade:
        """Make a worker who signs in, on nobody's team yet; `details` are keywords of `commands.worker.add`.

        Args:
            second_step: they have an authenticator app; `make.time_code(worker)` is what it shows.
        """
        employer, system, number = agency or self.own_agency(is_partner=False), self.system, next(self.numbers)
        name = f"{first_name.lower()}{number}@council.example"
        with self.writing() as db:
            made = worker.add(
                db,
                system,
                employer,  # type: ignore[arg-type]  # has the agency's key, which is all that is read
                ref=f"W{number}",
                first_name=first_name,
                last_name=last_name,
                role=role,
                access=access or (Access.MANAGER if role is WorkerRole.TEAM_MANAGER else Access.PRACTITIONER),
                **{"email": name, "phone": "01632 960101", "working_days": ("0", "1"), "languages": ("cy",)} | details,
            )
            made.area_team_id = area_id
            actor = self.account(db, name, language, worker_id=made.id)
            if second_step:
                mine = db.get_one(Account, actor.account_id)
                mine.totp = keyring(db).master.seal("account.totp", mine.id, time_codes.new_secret())
        return WorkerMade(made.id, made.ref, first_name, name, employer, area_id, actor)

    def manager(self, **details: Any) -> WorkerMade:
        """Make the manager of the area that families are made in."""
        kept = {"first_name": "Rhian", "last_name": "Ellis", "area_id": self.own_area()} | details
        return self.worker(WorkerRole.TEAM_MANAGER, **kept)

    def administrator(self, **details: Any) -> WorkerMade:
        """Make an administrator."""
        kept = {"first_name": "Admin", "last_name": "", "access": Access.ADMINISTRATOR} | details
        return self.worker(WorkerRole.ADMINISTRATOR, **kept)

    def absence(
        self, away: WorkerMade, *, cover: WorkerMade | None = None, from_on: date | None = None, days: int = 5
    ) -> None:
        """Say that a worker is away, from today unless said otherwise."""
        first = from_on or clock.today()
        last = first + timedelta(days=days - 1)
        with self.writing() as db:
            db.add(Absence(worker_id=away.id, from_on=first, until_on=last, cover_id=cover.id if cover else None))

    def time_code(self, who: WorkerMade) -> str:
        """What a worker's authenticator app shows now; the next one, when this one was used."""
        return time_code_of(self.database, who.account_id)

    def account(self, db: Session, name: str, language: str | None, **owner: uuid.UUID) -> Actor:
        """Give a worker (`worker_id`) or a person (`person_id`) a sign-in with everyone's password."""
        made = Account(
            authority_id=self.system.authority_id,
            side=Side.WORKER if "worker_id" in owner else Side.FAMILY,
            name_lookup=name_lookup(db, name),
            password_hash=password_hash(),
            password_changed_at=clock.now(),
            language=language,
            created_at=clock.now(),
            second_step_by=clock.now() + FIRST_DAYS if "worker_id" in owner else None,
            **owner,
        )
        db.add(made)
        db.flush()
        return actor_of(db, made.id)
