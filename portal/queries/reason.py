"""Why workers did what the audit tells of. For workers alone: no query behind a family's page may name it."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.actor import Actor
from portal.models import Account, Entry, Worker
from portal.permission import Permission
from portal.policy import require, visible_families
from portal.queries.face import Face, face
from portal.security.keys import learn_key


@dataclass(frozen=True, slots=True)
class Reasoned:
    """One thing that was done, and why."""

    action: str
    by: Face | None
    at: datetime
    words: str
    """Empty where no reason is asked for."""


def of_thing(
    db: Session, actor: Actor, family_id: uuid.UUID, actions: Collection[str], thing_id: uuid.UUID
) -> Sequence[Reasoned]:
    """Return what was done to one thing, newest first, with the reasons that were given."""
    require(actor, Permission.KEEP_NOTES)
    ring = learn_key(db, family_id)
    rows = db.execute(
        select(Entry.id, Entry.action, Entry.at, Entry.reason.label("reason"))
        .add_columns(Worker.id.label("worker_id"), Worker.first_name, Worker.last_name)
        .outerjoin(Account, Account.id == Entry.account_id)
        .outerjoin(Worker, Worker.id == Account.worker_id)
        .where(Entry.family_id == family_id, Entry.family_id.in_(visible_families(actor)))
        .where(Entry.action.in_(actions), Entry.thing_id == thing_id)
        .order_by(Entry.number.desc())
    )
    return [
        Reasoned(
            action=row.action,
            by=face(row.worker_id, row.first_name, row.last_name) if row.worker_id else None,
            at=row.at,
            words=ring.open_if(family_id, "entry.reason", row.id, row.reason),
        )
        for row in rows
    ]
