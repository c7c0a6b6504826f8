"""Freezes one person's access at once, and opens it again."""

import uuid

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.commands import invitation
from portal.commands.entry import record
from portal.errors import NotFound
from portal.models import Account, Notice, Person
from portal.models.notice_kinds import NoticeState
from portal.permission import Permission
from portal.policy import require
from portal.queries import keyworker
from portal.security import sessions


def freeze(db: Session, actor: Actor, person: Person) -> Account:
    """End a person's sessions and invitations and hold their notices, from the next request on.

    Raises:
        NotAllowed: the actor is neither keyworker, nor covers for them, nor a manager.
        NotFound: the person does not sign in.
    """
    account = _account(db, actor, person)
    if account.frozen_at is not None:
        return account
    account.frozen_at, account.frozen_by_id = clock.now(), actor.worker_id
    db.flush()
    sessions.end_all(db, account.id)
    invitation.end(db, person.id)
    _hold_notices(db, person.id)
    record(db, actor, person.family_id, "access_frozen", person.id)
    return account


def unfreeze(db: Session, actor: Actor, person: Person, *, reason: str) -> Account:
    """Let a person come in again. What was held is not sent any more: they see in Nod what changed."""
    account = _account(db, actor, person)
    if account.frozen_at is None:
        return account
    account.frozen_at = account.frozen_by_id = None
    record(db, actor, person.family_id, "access_unfrozen", person.id, reason=reason)
    return account


def _account(db: Session, actor: Actor, person: Person) -> Account:
    require(actor, Permission.FREEZE, keyworker.of_today(db, actor, person.family_id))
    account = db.scalar(select(Account).where(Account.person_id == person.id).with_for_update())
    if account is None:
        raise NotFound("account", person.id)
    return account


def _hold_notices(db: Session, person_id: uuid.UUID) -> None:
    db.execute(
        update(Notice)
        .where(Notice.person_id == person_id, Notice.state == NoticeState.WAITING)
        .values(state=NoticeState.HELD, ended_at=clock.now())
    )
