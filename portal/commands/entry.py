"""The audit's keyed chain: every change, and every opening of a family by a worker, is one entry."""

import uuid
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.models import Entry, Family, Reason
from portal.security.chain import LINKED, link
from portal.security.keys import keyring


def record(
    db: Session,
    actor: Actor,
    family_id: uuid.UUID,
    action: str,
    thing_id: uuid.UUID | None = None,
    *,
    is_change: bool = True,
    reason: str = "",
) -> None:
    """Add one entry to a family's chain, in the transaction of what it tells of.

    Args:
        action: a verb in the past, such as `step_added`.
        is_change: false for a look, which does not wake a family that has gone quiet.
        reason: why, in the worker's own words; sealed, and read by workers alone.
    """
    db.flush()
    at = clock.now()
    woken = {"changed_at": at} if is_change else {}
    while True:
        length, previous = db.execute(
            select(Family.chain_length, Family.chain_hash).where(Family.id == family_id)
        ).one()
        entry: dict[str, Any] = {
            "id": uuid.uuid4(),
            "family_id": family_id,
            "number": length + 1,
            "at": at,
            "account_id": actor.account_id,
            "action": action,
            "thing_id": thing_id,
            "previous": previous,
        }
        entry["hash"] = link(keyring(db).master.audit, **{name: entry[name] for name in LINKED})
        moved = db.execute(
            update(Family)
            .where(Family.id == family_id, Family.chain_length == length)
            .values(chain_length=length + 1, chain_hash=entry["hash"], **woken)
            .execution_options(synchronize_session=False)
        )
        if moved.rowcount:  # type: ignore[attr-defined]  # an UPDATE answers with a cursor
            break  # otherwise someone else's entry came between: read the chain's end again
    db.execute(insert(Entry).values(**entry))
    if reason:
        db.add(Reason(family_id=family_id, entry_id=entry["id"], words=reason.strip()))
        db.flush()
