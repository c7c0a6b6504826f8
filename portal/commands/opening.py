"""Breaking the glass: a worker of the council opens a family whose team they are not on, for a few hours."""

import uuid
from datetime import timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.commands import knock
from portal.commands.entry import record
from portal.commands.notice import tell_keyworkers
from portal.errors import AlreadyOpen, NotFound
from portal.models import Family, FamilyKey, Opening
from portal.models.audit_words import OpeningPurpose
from portal.models.notice_kinds import NoticeKind
from portal.permission import Permission
from portal.policy import require, visible_families
from portal.security.keys import keyring, learn_key

HOURS = (1, 2, 3, 4)
"""For how long a family may be opened."""
SHORTEST_REASON = 20
"""The fewest characters of a reason."""


def begin(
    db: Session, actor: Actor, *, ref: str, purpose: OpeningPurpose, reason: str, hours: int, is_locked: bool
) -> None:
    """Open the family with this reference; when there is none, only that it was asked for is written down.

    Raises:
        AlreadyOpen: the worker sees this family as it is.
        ValueError: the reason is too short, or the hours are too many.
    """
    require(actor, Permission.OPEN_FAMILY)
    if len(reason.strip()) < SHORTEST_REASON or hours not in HOURS:
        raise ValueError("a short reason, or too many hours")
    family_id = _of_reference(db, actor, ref)
    if family_id is None:
        knock.note(db, actor, ref)
        return
    if db.scalar(select(Family.id).where(Family.id == family_id, Family.id.in_(visible_families(actor)))):
        raise AlreadyOpen(family_id)
    learn_key(db, family_id)
    opening = Opening(
        family_id=family_id,
        worker_id=actor.worker_id,
        purpose=purpose,
        reason=reason.strip(),
        begins_at=clock.now(),
        ends_at=clock.now() + timedelta(hours=hours),
        is_locked=is_locked,
    )
    db.add(opening)
    record(db, actor, family_id, "opening_begun", opening.id, is_change=False, purpose=purpose, reason=reason.strip())
    tell_keyworkers(db, family_id, NoticeKind.FAMILY_OPENED)


def tell_family(db: Session, actor: Actor, opening_id: uuid.UUID) -> None:
    """Lift the lock from an opening: the family is told of it from now on."""
    opening = db.scalar(select(Opening).where(Opening.id == opening_id, Opening.family_id.in_(visible_families(actor))))
    if opening is None:
        raise NotFound("opening", opening_id)
    require(actor, Permission.LIFT_LOCK, opening)
    if opening.is_locked:
        opening.is_locked = False
        record(db, actor, opening.family_id, "opening_told", opening.id, is_change=False)


def _of_reference(db: Session, actor: Actor, ref: str) -> uuid.UUID | None:
    """Return the family of a reference, or of the same in capitals: it is typed in haste, often on a phone."""
    typed, raised = (keyring(db).master.lookup("family.ref", said) for said in (ref, ref.upper()))
    return db.scalar(
        select(Family.id)
        .join(FamilyKey, FamilyKey.id == Family.id)
        .where(Family.authority_id == actor.authority_id, or_(Family.ref_lookup == typed, Family.ref_lookup == raised))
        .order_by((Family.ref_lookup == typed).desc())
        .limit(1)
    )
