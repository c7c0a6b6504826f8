"""Gives a worker a sign-in from the council's own keyboard."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.actor import Actor
from portal.commands import account, worker
from portal.errors import AccountExists, NameTaken
from portal.models import Account, Agency, AreaTeam, Worker
from portal.models.words import Access, WorkerRole
from portal.permission import Permission
from portal.policy import require
from portal.security.sign_in import name_lookup


def let_sign_in(
    db: Session,
    actor: Actor,
    *,
    ref: str,
    first_name: str,
    last_name: str,
    email: str,
    role: str,
    agency: str,
    team: str | None,
    password: str,
) -> Account:
    """Give the worker of this reference an account, adding worker, agency and area team where they are new.

    Raises:
        AccountExists: the worker signs in already.
        NameTaken: someone else signs in with this email.
    """
    require(actor, Permission.RUN_COUNCIL)
    found = db.scalar(select(Worker).where(Worker.authority_id == actor.authority_id, Worker.ref == ref))
    if found is None:
        kind = WorkerRole(role)
        found = worker.add(
            db,
            actor,
            _agency(db, actor, agency),
            ref=ref,
            first_name=first_name,
            last_name=last_name,
            role=kind,
            email=email,
            area_team=_team(db, actor, team) if team else None,
            access=Access.ADMINISTRATOR if kind is WorkerRole.ADMINISTRATOR else None,
        )
    if db.scalar(select(Account.id).where(Account.worker_id == found.id)):
        raise AccountExists(found.id)
    if db.scalar(select(Account.id).where(Account.name_lookup == name_lookup(db, email))):
        raise NameTaken(found.id)
    return account.begin_for_worker(
        db, authority_id=actor.authority_id, worker_id=found.id, name=email, password=password
    )


def _agency(db: Session, actor: Actor, name: str) -> Agency:
    known = db.scalar(select(Agency).where(Agency.authority_id == actor.authority_id, Agency.name == name))
    return known or worker.add_agency(db, actor, name=name, is_partner=name != COUNCIL)


def _team(db: Session, actor: Actor, name: str) -> AreaTeam:
    known = db.scalar(select(AreaTeam).where(AreaTeam.authority_id == actor.authority_id, AreaTeam.name == name))
    return known or worker.add_area_team(db, actor, name=name)


COUNCIL = "Council"
"""How the council itself is named among the agencies."""
