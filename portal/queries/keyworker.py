"""Who is keyworker of a family today, or covers: they may freeze access and part homes."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.actor import Actor
from portal.models import Absence, Member
from portal.models.words import MemberFunction
from portal.policy import is_current, visible_families
from portal.rules import InCharge
from portal.standing import TODAY


def of_today(db: Session, actor: Actor, family_id: uuid.UUID) -> InCharge:
    """Return who is a family's keyworker today, and who covers; nobody when the actor may not know of the family."""
    placed = select(Member.worker_id).where(
        Member.family_id == family_id,
        Member.family_id.in_(visible_families(actor)),
        Member.function == MemberFunction.KEYWORKER,
        is_current(Member),
    )
    covering = select(Absence.cover_id).where(
        Absence.worker_id.in_(placed),
        Absence.from_on <= TODAY,
        Absence.until_on >= TODAY,
        Absence.cover_id.is_not(None),
    )
    covers = frozenset(id_ for id_ in db.scalars(covering) if id_)
    return InCharge(family_id, frozenset(db.scalars(placed)) | covers)
