"""The county of Mabinogion: its area teams, agencies and workers."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor, the_system
from portal.demo.days import Days, NextWeek
from portal.demo.people import NAMES, PASSWORD
from portal.models import Absence, Account, Agency, AreaTeam, Authority, Worker
from portal.models.words import Access, Side, WorkerRole
from portal.queries.account import actor_of
from portal.security import passwords
from portal.security.sign_in import name_lookup
from portal.settings import Settings

SCHOOL = "Ysgol y Dderwen"
HEALTH_BOARD = "Bwrdd Iechyd Mabinogion Health Board"
AREAS = ("North", "East", "South", "West")


@dataclass(frozen=True, slots=True)
class Colleague:
    """One worker."""

    key: str
    first_name: str
    last_name: str
    role: WorkerRole
    phone: str
    languages: tuple[str, ...] = ("en",)
    agency: str = "council"
    access: Access = Access.PRACTITIONER
    area: str | None = "North"
    days: str = "01234"
    """Days of the week at work, `0` = Monday."""


COLLEAGUES = (
    Colleague("beth", "Beth", "Morris", WorkerRole.FAMILY_KEYWORKER, "01632 960101", ("cy", "en")),
    Colleague("dai", "Dai", "Bowen", WorkerRole.FAMILY_KEYWORKER, "01632 960102", ("en", "cy"), days="0123"),
    Colleague("nia", "Nia", "Prosser", WorkerRole.SENIOR_FAMILY_KEYWORKER, "01632 960103", ("cy", "en")),
    Colleague("tom", "Tom", "Hughes", WorkerRole.SOCIAL_WORKER, "01632 960104", days="0124"),
    Colleague(
        "asha", "Asha", "Khan", WorkerRole.SCHOOL_LEAD, "01632 960771", ("cy", "en"), "school", area=None
    ),
    Colleague(
        "mari",
        "Mari",
        "Edwards",
        WorkerRole.HEALTH_VISITOR,
        "01632 960105",
        ("cy", "en"),
        "health",
        area=None,
    ),
    Colleague(
        "rhian",
        "Rhian",
        "Ellis",
        WorkerRole.TEAM_MANAGER,
        "01632 960106",
        ("cy", "en"),
        access=Access.MANAGER,
    ),
    Colleague(
        "admin",
        "Admin",
        "",
        WorkerRole.ADMINISTRATOR,
        "01632 960107",
        access=Access.ADMINISTRATOR,
        area=None,
    ),
)


@dataclass(frozen=True, slots=True)
class Council:
    """Whom the families' stories call on, by key."""

    authority: Authority
    areas: Mapping[str, AreaTeam]
    agencies: Mapping[str, Agency]
    workers: Mapping[str, Worker]
    actors: Mapping[str, Actor]
    password_hash: str
    """One hash for all: it takes a fifth of a second to make."""

    @property
    def system(self) -> Actor:
        """The import, which began every family."""
        return the_system(self.authority.id)


def found(db: Session, settings: Settings, days: Days) -> Council:
    """Make the council with its workers, each with a sign-in where the demo has one."""
    authority = authority_of(db, settings)
    areas = {name: AreaTeam(authority_id=authority.id, name=name) for name in AREAS}
    agencies = {
        "council": Agency(
            authority_id=authority.id,
            name=f"{settings.authority_name_cy} / {settings.authority_name_en}",
            is_partner=False,
        ),
        "school": Agency(authority_id=authority.id, name=SCHOOL, is_partner=True),
        "health": Agency(authority_id=authority.id, name=HEALTH_BOARD, is_partner=True),
    }
    db.add_all([*areas.values(), *agencies.values()])
    db.flush()
    workers = {one.key: _worker(authority, areas, agencies, one) for one in COLLEAGUES}
    db.add_all(workers.values())
    db.flush()
    db.add(
        Absence(
            worker_id=workers["beth"].id,
            from_on=days.day(NextWeek(0)),
            until_on=days.day(NextWeek(4)),
            cover_id=workers["nia"].id,
        )
    )
    password_hash = passwords.hashed(PASSWORD)
    actors = {
        key: worker_account(db, worker, NAMES[key], password_hash)
        for key, worker in workers.items()
        if key in NAMES
    }
    return Council(authority, areas, agencies, workers, actors, password_hash)


def authority_of(db: Session, settings: Settings) -> Authority:
    """Return the council of the settings, making it if there is none."""
    authority = db.scalar(select(Authority).where(Authority.name_en == settings.authority_name_en))
    if authority is None:
        authority = Authority(name_en=settings.authority_name_en, name_cy=settings.authority_name_cy)
        db.add(authority)
        db.flush()
    return authority


def _worker(
    authority: Authority, areas: Mapping[str, AreaTeam], agencies: Mapping[str, Agency], one: Colleague
) -> Worker:
    return Worker(
        authority_id=authority.id,
        agency_id=agencies[one.agency].id,
        area_team_id=areas[one.area].id if one.area else None,
        ref=ref_of(one.key),
        first_name=one.first_name,
        last_name=one.last_name,
        role=one.role,
        access=one.access,
        email=f"{one.key}@demo.example",
        phone=one.phone,
        working_days=tuple(one.days),
        languages=one.languages,
    )


def ref_of(key: str) -> str:
    """Return a demo worker's reference; by it a database is known to hold demo people."""
    return f"demo-{key}"


def worker_account(db: Session, worker: Worker, name: str, password_hash: str) -> Actor:
    """Give a worker the sign-in that the command line would, with a hash that was made before."""
    account = Account(
        authority_id=worker.authority_id,
        side=Side.WORKER,
        worker_id=worker.id,
        name_lookup=name_lookup(db, name),
        password_hash=password_hash,
        password_changed_at=clock.now(),
        created_at=clock.now(),
    )
    db.add(account)
    db.flush()
    return actor_of(db, account.id)
