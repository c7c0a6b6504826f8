"""Questions and decisions on sharing. Rows are only ever added."""

import uuid

from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.commands import notice
from portal.commands.entry import record
from portal.errors import NotAllowed
from portal.models import Consent, Person
from portal.models.consent import NOTICE_VERSION
from portal.models.notice_kinds import NoticeKind
from portal.models.words import DECISIONS, ConsentHow, ConsentStatus, InfoKind
from portal.permission import Permission
from portal.policy import require
from portal.standing import may_decide_about


def ask(
    db: Session,
    actor: Actor,
    *,
    about: Person,
    decider: Person,
    agency_id: uuid.UUID,
    kind: InfoKind,
    purpose: str,
) -> Consent:
    """Put a question to the one who decides, and tell them that there is one."""
    require(actor, Permission.ASK_SHARING, about)
    _stands(actor, about, decider)
    row = _row(
        db,
        actor,
        about=about,
        decider=decider,
        agency_id=agency_id,
        kind=kind,
        status=ConsentStatus.ASKED,
        purpose=purpose,
    )
    record(db, actor, about.family_id, "sharing_asked", row.id)
    notice.tell(db, decider, NoticeKind.SHARING_ASKED)
    return row


def decide(
    db: Session,
    actor: Actor,
    *,
    about: Person,
    decider: Person,
    agency_id: uuid.UUID,
    kind: InfoKind,
    status: ConsentStatus,
    part: str = "",
    purpose: str = "",
) -> Consent:
    """Take the decider's own decision. It counts from the next request on."""
    require(actor, Permission.DECIDE_SHARING, (about, decider))
    row = _row(
        db,
        actor,
        about=about,
        decider=decider,
        agency_id=agency_id,
        kind=kind,
        status=_decision(status),
        part=part,
        purpose=purpose,
    )
    record(db, actor, about.family_id, f"sharing_{status}", row.id)
    return row


def write_down(
    db: Session,
    actor: Actor,
    *,
    about: Person,
    decider: Person,
    agency_id: uuid.UUID,
    kind: InfoKind,
    status: ConsentStatus,
    how: ConsentHow,
    part: str = "",
    purpose: str = "",
) -> Consent:
    """Write down a decision that someone made on paper or aloud, and tell them, so that they can say if it is wrong."""
    require(actor, Permission.RECORD_SHARING, about)
    _stands(actor, about, decider)
    row = _row(
        db,
        actor,
        about=about,
        decider=decider,
        agency_id=agency_id,
        kind=kind,
        status=_decision(status),
        part=part,
        purpose=purpose,
        how=how,
    )
    record(db, actor, about.family_id, f"sharing_{status}_written_down", row.id)
    notice.tell(db, decider, NoticeKind.SHARING_WRITTEN)
    return row


def _stands(actor: Actor, about: Person, decider: Person) -> None:
    if not may_decide_about(decider, about, clock.today(), actor.own_decision_age):
        raise NotAllowed(Permission.DECIDE_SHARING)


def _decision(status: ConsentStatus) -> ConsentStatus:
    if status not in DECISIONS:
        raise ValueError(f"{status} is not a decision")
    return status


def _row(
    db: Session,
    actor: Actor,
    *,
    about: Person,
    decider: Person,
    agency_id: uuid.UUID,
    kind: InfoKind,
    status: ConsentStatus,
    part: str = "",
    purpose: str = "",
    how: ConsentHow = ConsentHow.SELF,
) -> Consent:
    row = Consent(
        family_id=about.family_id,
        person_id=about.id,
        decider_id=decider.id,
        agency_id=agency_id,
        kind=kind,
        status=status,
        part=part.strip() if status is ConsentStatus.PART else "",
        purpose=purpose.strip(),
        how=how,
        notice_version=NOTICE_VERSION,
        notice_language=actor.language or decider.language,
        written_by_id=actor.worker_id,
        decided_at=clock.now(),
    )
    db.add(row)
    db.flush()
    return row
