"""Opens a family: begins one, or looks at one."""

import uuid
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.commands.edit import begun_on, hold
from portal.commands.entry import record
from portal.commands.share import end_fallen
from portal.models import Consent, Family, FamilyKey
from portal.models.base import UtcDateTime
from portal.models.words import FamilyStatus, LevelOfHelp
from portal.permission import Permission
from portal.policy import require
from portal.queries import ground
from portal.queries.family import FamilyView
from portal.security.keys import keyring


def begin(
    db: Session,
    actor: Actor,
    *,
    ref: str,
    name: str,
    level: LevelOfHelp,
    opened_on: date,
    area_team_id: uuid.UUID | None = None,
) -> Family:
    """Begin a family with a key of its own."""
    require(actor, Permission.CHANGE_FAMILY)
    ring = keyring(db)
    family = Family(
        authority_id=actor.authority_id,
        area_team_id=area_team_id,
        ref_lookup=ring.master.lookup("family.ref", ref),
        level=level,
        status=FamilyStatus.OPEN,
        opened_on=opened_on,
        changed_at=clock.now(),
    )
    wrapped = ring.master.new_wrapped_key(family.id)
    ring.add(family.id, wrapped)
    family.ref, family.name = ref, name.strip()
    db.add(family)
    db.flush()
    db.add(FamilyKey(id=family.id, wrapped=wrapped, wrapped_by=ring.master.acting.id, made_at=clock.now()))
    record(db, actor, family.id, "family_begun", family.id)
    return family


def change(db: Session, actor: Actor, family: Family, *, version: int, **details: object) -> Family:
    """Change a family's own details; `details` are columns of `Family`."""
    require(actor, Permission.CHANGE_FAMILY, family)
    begun_on(family, version)
    if details.get("status", family.status) is not family.status:
        hold(db, family.id)
        if details["status"] is FamilyStatus.CLOSED or family.help_turned_at is None:  # closed before this was kept
            family.help_turned_at = _after_all_said(db, family.id)
    for name, value in details.items():
        setattr(family, name, value)
    record(db, actor, family.id, "family_changed", family.id)
    if "status" in details:
        end_fallen(db, family.id)
    return family


def _after_all_said(db: Session, family_id: uuid.UUID) -> datetime:
    """Return now, or the moment of the newest decision on sharing: two servers' clocks may differ."""
    newest = select(func.max(Consent.decided_at, type_=UtcDateTime())).where(Consent.family_id == family_id)
    last: datetime | None = db.scalar(newest)
    return max(clock.now(), last) if last else clock.now()


def mark_at_risk(db: Session, actor: Actor, family: Family, *, at_risk: bool, reason: str, version: int) -> Family:
    """Say for workers alone that special care is to be taken, or no longer; the reason is sealed."""
    require(actor, Permission.MARK_AT_RISK, family)
    begun_on(family, version)
    if family.at_risk is at_risk:
        return family
    family.at_risk = at_risk
    record(db, actor, family.id, "marked_at_risk" if at_risk else "no_longer_at_risk", family.id, reason=reason)
    return family


def opened(db: Session, actor: Actor, family: FamilyView) -> None:
    """Note that a worker opened a family's record; nothing is noted when the family looks at its own."""
    if actor.is_worker:
        why = ground.of(db, actor, family.id)
        record(db, actor, family.id, "family_opened", why.thing_id, is_change=False, purpose=why.ground)


def scores_copied(db: Session, actor: Actor, family: FamilyView) -> None:
    """Note that a worker took a table of the family's scores out of Nod, as a look of its own kind."""
    require(actor, Permission.COPY_SCORES, family)
    why = ground.of(db, actor, family.id)
    record(db, actor, family.id, "scores_copied", why.thing_id, is_change=False, purpose=why.ground)


def seen_as(db: Session, actor: Actor, family: FamilyView, person_id: uuid.UUID) -> None:
    """Note that a worker looked at the pages that one person sees."""
    require(actor, Permission.SEE_AS, family)
    why = ground.of(db, actor, family.id)
    record(db, actor, family.id, "family_seen_as", person_id, is_change=False, purpose=why.ground)
