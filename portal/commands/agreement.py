"""What people say about getting help. Rows are only ever added, and nothing else in Nod changes by them."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.commands import notice
from portal.commands.edit import hold
from portal.commands.entry import record
from portal.errors import EditedMeanwhile, NotAllowed
from portal.models import Agreement, Person
from portal.models.base import UtcDateTime
from portal.models.explained import VERSIONS, Explained
from portal.models.notice_kinds import NoticeKind
from portal.models.sharing_words import AgreementStatus
from portal.models.words import ConsentHow
from portal.permission import Permission
from portal.policy import require
from portal.queries.account import read_in
from portal.standing import standing_of


def say(db: Session, actor: Actor, about: Person, decider: Person, status: AgreementStatus, *, read: int) -> Agreement:
    """Take the decider's own word on getting help.

    Args:
        read: how much had been said when they read the page; a worker may have written something down since.
    """
    require(actor, Permission.DECIDE_HELP, (about, decider))
    hold(db, about.family_id)
    if read != _count(db, Agreement.person_id == about.id, Agreement.decider_id == decider.id):
        raise EditedMeanwhile(about.id)
    row = _row(db, actor, about, decider, status, ConsentHow.SELF)
    record(db, actor, row.family_id, "help_said", row.id)
    notice.tell_keyworkers(db, row.family_id, NoticeKind.SHARING_ANSWERED, once=True)
    return row


def write_down(
    db: Session,
    actor: Actor,
    about: Person,
    decider: Person,
    status: AgreementStatus,
    *,
    how: ConsentHow,
    read: int | None = None,
) -> Agreement:
    """Write down what someone said on paper or aloud, and tell them, so that they can say if it is wrong.

    Args:
        read: how much the whole family had said when the worker read it; somebody may have said something since.
    """
    require(actor, Permission.RECORD_HELP, about)
    hold(db, about.family_id)
    if read not in {None, _count(db, Agreement.family_id == about.family_id)}:
        raise EditedMeanwhile(about.id)
    row = _row(db, actor, about, decider, status, how)
    record(db, actor, row.family_id, "help_written_down", row.id)
    notice.tell(db, decider, NoticeKind.SHARING_WRITTEN)
    return row


def _row(
    db: Session, actor: Actor, about: Person, decider: Person, status: AgreementStatus, how: ConsentHow
) -> Agreement:
    standing = standing_of(decider, about, clock.today(), actor.own_decision_age)
    if standing is None or decider.family_id != about.family_id:
        raise NotAllowed(Permission.DECIDE_HELP)
    row = Agreement(
        family_id=about.family_id,
        person_id=about.id,
        decider_id=decider.id,
        status=status,
        standing=standing,
        how=how,
        notice_version=VERSIONS[Explained.HELP],
        notice_language=read_in(db, actor, decider),
        written_by_id=actor.worker_id,
        said_at=_after_all_before(db, about, decider),
    )
    db.add(row)
    db.flush()
    return row


def _count(db: Session, *of: ColumnElement[bool]) -> int:
    return db.scalar(select(func.count(Agreement.id)).where(*of)) or 0


def _after_all_before(db: Session, about: Person, decider: Person) -> datetime:
    """Return now, or just after what was said last: two servers' clocks may differ, the order may not."""
    last: datetime | None = db.scalar(
        select(func.max(Agreement.said_at, type_=UtcDateTime())).where(
            Agreement.person_id == about.id, Agreement.decider_id == decider.id
        )
    )
    now = clock.now()
    return now if last is None or last < now else last + timedelta(microseconds=1)
