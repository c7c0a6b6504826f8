"""The audit's keyed chain: every change, and every opening of a family by a worker, is one entry."""

import uuid
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.models import Entry, Family
from portal.security.chain import LINKED, link
from portal.security.keys import keyring, learn_key


def record(
    db: Session,
    actor: Actor,
    family_id: uuid.UUID,
    action: str,
    thing_id: uuid.UUID | None = None,
    *,
    is_change: bool = True,
    purpose: str | None = None,
    reason: str = "",
    is_locked: bool = False,
) -> None:
    """Add one entry to a family's chain, in the transaction of what it tells of.

    Args:
        action: a verb in the past, such as `step_added`.
        is_change: false for a look, which does not wake a family that has gone quiet.
        purpose: on what ground, or what for, by a word of ours.
        reason: why, in the worker's own words; sealed under the family's key, and read by workers alone.
        is_locked: under a safeguarding lock: no page of the family ever tells of it.
    """
    db.flush()
    at, id_ = clock.now(), uuid.uuid4()
    why = reason.strip()
    sealed = learn_key(db, family_id).seal(family_id, "entry.reason", id_, why) if why else None
    woken = {"changed_at": at} if is_change else {}
    while True:
        length, previous = db.execute(
            select(Family.chain_length, Family.chain_hash).where(Family.id == family_id)
        ).one()
        entry: dict[str, Any] = {
            "id": id_,
            "family_id": family_id,
            "number": length + 1,
            "at": at,
            "account_id": actor.account_id,
            "action": action,
            "thing_id": thing_id,
            "role": actor.kind.value,
            "purpose": purpose,
            "reason": sealed,
            "is_locked": is_locked,
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
