"""The council's workers, its teams and the agencies it works with. No family's audit tells of them."""

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.commands.edit import begun_on
from portal.models import Account, Agency, AreaTeam, Photo, Worker
from portal.models.words import Access, AgencySort, WorkerRole
from portal.permission import Permission
from portal.policy import require
from portal.security import sessions


def access_of(role: WorkerRole, agency: Agency) -> Access:
    """Return the access that goes with a role: only the council's own managers see a whole area team.

    Nobody becomes an administrator by what an export says.
    """
    is_manager = role is WorkerRole.TEAM_MANAGER and not agency.is_partner
    return Access.MANAGER if is_manager else Access.PRACTITIONER


def add(
    db: Session,
    actor: Actor,
    agency: Agency,
    *,
    ref: str,
    first_name: str,
    last_name: str,
    role: WorkerRole,
    email: str,
    phone: str | None = None,
    area_team: AreaTeam | None = None,
    access: Access | None = None,
    working_days: tuple[str, ...] = (),
    languages: tuple[str, ...] = (),
) -> Worker:
    """Add a worker; their access is that of their role unless said otherwise."""
    require(actor, Permission.RUN_COUNCIL)
    worker = Worker(
        authority_id=actor.authority_id,
        agency_id=agency.id,
        area_team_id=area_team.id if area_team else None,
        ref=ref,
        first_name=first_name.strip(),
        last_name=last_name.strip(),
        role=role,
        access=access or access_of(role, agency),
        email=email.strip(),
        phone=phone,
        working_days=working_days,
        languages=languages,
    )
    db.add(worker)
    db.flush()
    return worker


def change(db: Session, actor: Actor, worker: Worker, *, version: int, **details: object) -> Worker:
    """Change a worker's details; `details` are columns of `Worker`."""
    require(actor, Permission.RUN_COUNCIL, worker)
    begun_on(worker, version)
    for name, value in details.items():
        setattr(worker, name, value)
    db.flush()
    return worker


def leave(db: Session, actor: Actor, worker: Worker) -> None:
    """End a worker's time here: they are signed out everywhere and see no family from the next request on."""
    require(actor, Permission.RUN_COUNCIL, worker)
    worker.left_on = clock.today() - timedelta(days=1)
    db.execute(delete(Photo).where(Photo.worker_id == worker.id))
    db.flush()
    account_id = db.scalar(select(Account.id).where(Account.worker_id == worker.id))
    if account_id:
        sessions.end_all(db, account_id)


def add_agency(
    db: Session, actor: Actor, *, name: str, is_partner: bool, sort: AgencySort = AgencySort.OTHER
) -> Agency:
    """Add an agency; a partner sees of a family only what consent covers."""
    require(actor, Permission.RUN_COUNCIL)
    agency = Agency(authority_id=actor.authority_id, name=name, is_partner=is_partner, sort=sort)
    db.add(agency)
    db.flush()
    return agency


def add_area_team(db: Session, actor: Actor, *, name: str) -> AreaTeam:
    """Add the team of one area."""
    require(actor, Permission.RUN_COUNCIL)
    team = AreaTeam(authority_id=actor.authority_id, name=name)
    db.add(team)
    db.flush()
    return team
