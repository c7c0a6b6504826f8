"""Questions and decisions on sharing. Rows are only ever added."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.commands import notice
from portal.commands.edit import hold
from portal.commands.entry import record
from portal.commands.share import end_fallen
from portal.errors import EditedMeanwhile, NotAllowed
from portal.models import Consent, Family, Person
from portal.models.base import UtcDateTime
from portal.models.consent import NOTICE_VERSION
from portal.models.notice_kinds import NoticeKind
from portal.models.sharing_words import ConsentLasts, Purpose
from portal.models.words import DECISIONS, YES, ConsentHow, ConsentStatus, InfoKind
from portal.permission import Permission
from portal.policy import require
from portal.queries.account import read_in
from portal.standing import standing_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What a question is about: may this kind of information about this person be shared with this agency, for this?"""

    about: Person
    decider: Person
    agency_id: uuid.UUID
    kind: InfoKind
    purpose: str = ""
    for_what: Purpose | None = None
    is_named: bool = True
    """Whether the decider may read the agency's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What somebody decided."""

    status: ConsentStatus
    part: str = ""
    """Which part, when only part may be shared."""
    lasts: ConsentLasts = ConsentLasts.UNTIL_END
    how: ConsentHow = ConsentHow.SELF
    witness: str = ""
    """Who was there when it was signed on paper, and where the paper is."""


def ask(db: Session, actor: Actor, matter: Matter) -> Consent:
    """Put a question to the one who decides, and tell them that there is one."""
    require(actor, Permission.ASK_SHARING, matter.about)
    row = _row(db, actor, matter, Answer(status=ConsentStatus.ASKED))
    record(db, actor, row.family_id, "sharing_asked", row.id)
    notice.tell(db, matter.decider, NoticeKind.SHARING_ASKED, once=True)
    return row


def ask_before_it_ends(db: Session, actor: Actor, matter: Matter) -> Consent:
    """Ask again because a yes ends soon, and tell its decider; the yes counts until its last day all the same.

    Raises:
        NotAllowed: who said it may not decide any more.
    """
    row = _row(db, actor, matter, Answer(status=ConsentStatus.ASKED))
    record(db, actor, row.family_id, "sharing_asked", row.id)
    notice.tell(db, matter.decider, NoticeKind.SHARING_ENDS_SOON, once=True)
    return row


def decide(db: Session, actor: Actor, matter: Matter, answer: Answer, *, read: int | None = None) -> Consent:
    """Take the decider's own decision, and tell the keyworker of it. It counts from the next request on.

    Args:
        read: how much had been said when they read the question; a worker may have written something down since.
    """
    require(actor, Permission.DECIDE_SHARING, (matter.about, matter.decider))
    _still(db, matter, read)
    row = _row(db, actor, matter, _decided(answer))
    record(db, actor, row.family_id, f"sharing_{answer.status}", row.id)
    notice.tell_keyworkers(db, row.family_id, NoticeKind.SHARING_ANSWERED, once=True)
    return row


def write_down(db: Session, actor: Actor, matter: Matter, answer: Answer, *, read: int | None = None) -> Consent:
    """Write down a decision that someone made on paper or aloud, and tell them, so that they can say if it is wrong.

    Args:
        read: how much had been said when the worker read the question; its decider may have answered since.
    """
    require(actor, Permission.RECORD_SHARING, matter.about)
    _still(db, matter, read)
    row = _row(db, actor, matter, _decided(answer))
    record(db, actor, row.family_id, f"sharing_{answer.status}_written_down", row.id)
    notice.tell(db, matter.decider, NoticeKind.SHARING_WRITTEN)
    return row


def _still(db: Session, matter: Matter, read: int | None) -> None:
    """Raise `EditedMeanwhile` where more was said on a question than was read; nobody says more until this is done."""
    hold(db, matter.about.family_id)
    if read not in {None, db.scalar(_lines(func.count(), matter))}:
        raise EditedMeanwhile(matter.about.id)


def _decided(answer: Answer) -> Answer:
    if answer.status not in DECISIONS:
        raise ValueError(f"{answer.status} is not a decision")
    return answer


def _row(db: Session, actor: Actor, matter: Matter, answer: Answer) -> Consent:
    standing = standing_of(matter.decider, matter.about, clock.today(), actor.own_decision_age)
    if standing is None:
        raise NotAllowed(Permission.DECIDE_SHARING)
    hold(db, matter.about.family_id)
    if answer.status in DECISIONS:
        end_fallen(db, matter.about.family_id)  # what fell by a date: this answer lets it live again no more
    is_yes = answer.status in YES
    row = Consent(
        family_id=matter.about.family_id,
        person_id=matter.about.id,
        decider_id=matter.decider.id,
        agency_id=matter.agency_id,
        is_named=matter.is_named,
        kind=matter.kind,
        status=answer.status,
        part=answer.part.strip() if answer.status is ConsentStatus.PART else "",
        purpose=matter.purpose.strip(),
        for_what=matter.for_what,
        how=answer.how,
        witness=answer.witness.strip() if answer.how is ConsentHow.PAPER else "",
        standing=None if answer.status is ConsentStatus.ASKED else standing,
        lasts=answer.lasts if is_yes else None,
        until_on=answer.lasts.until(clock.today()) if is_yes else None,
        notice_version=NOTICE_VERSION,
        notice_language=read_in(db, actor, matter.decider),
        written_by_id=actor.worker_id,
        decided_at=_after_all_before(db, matter),
    )
    db.add(row)
    db.flush()
    if answer.status in DECISIONS:
        end_fallen(db, row.family_id)
    return row


def _after_all_before(db: Session, matter: Matter) -> datetime:
    """Return now, or just after the newest line of this question, and after the help last ended.

    Two servers' clocks may differ, the order may not.
    """
    last: datetime | None = db.scalar(_lines(func.max(Consent.decided_at, type_=UtcDateTime()), matter))
    turned = db.scalar(select(Family.help_turned_at).where(Family.id == matter.about.family_id))
    now, before = clock.now(), max((moment for moment in (last, turned) if moment), default=None)
    return now if before is None or before < now else before + timedelta(microseconds=1)


def _lines(what: ColumnElement[Any], matter: Matter) -> Select[Any]:
    """Take something of all that was asked and said on a question."""
    return select(what).where(
        Consent.person_id == matter.about.id,
        Consent.decider_id == matter.decider.id,
        Consent.agency_id == matter.agency_id,
        Consent.kind == matter.kind,
    )
