"""The county of Mabinogion: its area teams, agencies and workers."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor, the_system
from portal.commands import worker
from portal.commands.account import FIRST_DAYS
from portal.demo.days import Days, NextWeek
from portal.demo.people import NAMES, PASSWORD
from portal.models import Absence, Account, Agency, AreaTeam, Authority, Worker
from portal.models.words import Access, AgencySort, Side, WorkerRole
from portal.queries.account import actor_of
from portal.security import passwords, time_codes
from portal.security.keys import keyring
from portal.security.sign_in import name_lookup
from portal.settings import Settings

SCHOOL = "Ysgol y Dderwen"
HEALTH_BOARD = "Bwrdd Iechyd Mabinogion Health Board"
HOUSING = "Cartrefi Mabinogion Homes"
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
    Colleague("asha", "Asha", "Khan", WorkerRole.SCHOOL_LEAD, "01632 960771", ("cy", "en"), "school", area=None),
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
    workers: dict[str, Worker]
    actors: dict[str, Actor]
    password_hash: str
    """One hash for all: it takes a fifth of a second to make."""

    @property
    def system(self) -> Actor:
        """The import, which began every family."""
        return the_system(self.authority.id)


def found(db: Session, settings: Settings, days: Days) -> Council:
    """Make the council with its workers, each with a sign-in where the demo has one."""
    authority = authority_of(db, settings)
    system = the_system(authority.id)
    areas = {name: worker.add_area_team(db, system, name=name) for name in AREAS}
    agencies = {
        "council": worker.add_agency(db, system, name=own_agency(settings), is_partner=False),
        "school": worker.add_agency(db, system, name=SCHOOL, is_partner=True, sort=AgencySort.SCHOOL),
        "health": worker.add_agency(db, system, name=HEALTH_BOARD, is_partner=True, sort=AgencySort.HEALTH),
        "housing": worker.add_agency(db, system, name=HOUSING, is_partner=True, sort=AgencySort.HOUSING),
    }
    council = Council(authority, areas, agencies, {}, {}, passwords.hashed(PASSWORD))
    for colleague in COLLEAGUES:
        hire(db, council, colleague, NAMES.get(colleague.key))
    on_leave, cover = council.workers["beth"].id, council.workers["nia"].id
    first, last = days.day(NextWeek(0)), days.day(NextWeek(4))
    db.add(Absence(worker_id=on_leave, from_on=first, until_on=last, cover_id=cover))
    return council


def own_agency(settings: Settings) -> str:
    """Return the council's name as an employer, in both languages."""
    return f"{settings.authority_name_cy} / {settings.authority_name_en}"


def authority_of(db: Session, settings: Settings) -> Authority:
    """Return the council of the settings, making it if there is none."""
    authority = db.scalar(select(Authority).where(Authority.name_en == settings.authority_name_en))
    if authority is None:
        authority = Authority(name_en=settings.authority_name_en, name_cy=settings.authority_name_cy)
        db.add(authority)
        db.flush()
    return authority


def hire(db: Session, council: Council, one: Colleague, name: str | None) -> None:
    """Add a worker to the council, with a sign-in if they have a name to sign in as."""
    made = worker.add(
        db,
        council.system,
        council.agencies[one.agency],
        ref=ref_of(one.key),
        first_name=one.first_name,
        last_name=one.last_name,
        role=one.role,
        access=one.access,
        email=f"{one.key}@demo.example",
        phone=one.phone,
        area_team=council.areas[one.area] if one.area else None,
        working_days=tuple(one.days),
        languages=one.languages,
    )
    council.workers[one.key] = made
    if name:
        council.actors[one.key] = _account(db, made, name, council.password_hash)


def ref_of(key: str) -> str:
    """Return a demo worker's reference; by it a database is known to hold demo people."""
    return f"demo-{key}"


WITHOUT_SECOND_STEP = "tom"
"""Who sets a second step up at the first sign-in; the others have an authenticator app, as it were."""


def _account(db: Session, owner: Worker, name: str, password_hash: str) -> Actor:
    """Give a worker the sign-in that the command line would, with a hash that was made before."""
    account = Account(
        authority_id=owner.authority_id,
        side=Side.WORKER,
        worker_id=owner.id,
        name_lookup=name_lookup(db, name),
        password_hash=password_hash,
        password_changed_at=clock.now(),
        created_at=clock.now(),
        second_step_by=clock.now() + FIRST_DAYS,
    )
    if owner.ref != ref_of(WITHOUT_SECOND_STEP):
        account.totp = keyring(db).master.seal("account.totp", account.id, time_codes.new_secret())
    db.add(account)
    db.flush()
    return actor_of(db, account.id)
