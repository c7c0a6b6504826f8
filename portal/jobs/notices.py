"""Delivers notices: each is leased, sent, and then says what became of it."""

import smtplib
from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock, i18n
from portal.database import unit_of_work
from portal.errors import PortalError
from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.jobs.senders import Sender
from portal.models import Account, Notice, Person, Worker
from portal.models.words import NoticeKind, NoticeState
from portal.security.keys import learn_key

log = structlog.get_logger()
LEASE = timedelta(minutes=5)
MOST_TRIES = 6
AT_ONCE = 50

SENTENCES: dict[NoticeKind, str] = {
    NoticeKind.STEP_ADDED: _("There is something new in your diary."),
    NoticeKind.STEP_MOVED: _("A date has changed."),
    NoticeKind.STEP_DROPPED: _("Something in your diary is not happening now."),
    NoticeKind.TEAM_CHANGED: _("Someone new is here to help, or someone has moved on."),
    NoticeKind.SHARING_ASKED: _("There is a question for you."),
    NoticeKind.SHARING_WRITTEN: _("Something was written down for you. Please see if it is right."),
    NoticeKind.FAMILY_OPENED: _("Someone from outside the team opened one of your cases. See who and why in Nod."),
}


def deliver(db: Session, sender: Sender, public_url: str) -> int:
    """Send what is due and return how many left. A runner that dies leaves its notices to the next, after the lease."""
    sent = 0
    for notice_id in _leased(db):
        try:
            with unit_of_work():
                sent += _deliver_one(db, sender, public_url, notice_id)
        except (PortalError, ValueError) as fault:
            _give_up(db, notice_id, fault)
    return sent


def _give_up(db: Session, notice_id: object, fault: Exception) -> None:
    """End a notice that can never be written: a key that is gone, an address that is none. The others go on."""
    log.warning("notice_not_sent", notice=str(notice_id), error=type(fault).__name__)
    with unit_of_work():
        notice = db.get_one(Notice, notice_id)
        notice.state, notice.ended_at = NoticeState.FAILED, clock.now()


def _leased(db: Session) -> list[object]:
    now = clock.now()
    with unit_of_work():
        due = db.scalars(
            select(Notice)
            .where(Notice.state == NoticeState.WAITING, Notice.due_at <= now)
            .order_by(Notice.due_at, Notice.id)
            .limit(AT_ONCE)
            .with_for_update(skip_locked=True)
        ).all()
        for notice in due:
            notice.due_at = now + LEASE
        return [notice.id for notice in due]


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a notice goes to."""

    mail: str
    language: str
    is_young: bool = False


def _deliver_one(db: Session, sender: Sender, public_url: str, notice_id: object) -> bool:
    notice = db.get_one(Notice, notice_id)
    reader = _worker(db, notice) if notice.worker_id else _person(db, notice)
    if not reader.mail:
        notice.state, notice.ended_at = NoticeState.NOWHERE, clock.now()
        return False
    notice.tries += 1
    with i18n.written_in(reader.language if reader.language in i18n.LANGUAGES else "en", young=reader.is_young):
        subject, body = gettext("A message from Nod"), f"{SENTENCES[notice.kind]}\n\n{public_url}\n"
    try:
        sender.send(reader.mail, subject, body)
    except (OSError, smtplib.SMTPException) as fault:
        log.warning("notice_not_sent", notice=str(notice.id), error=type(fault).__name__)
        if notice.tries >= MOST_TRIES:
            notice.state, notice.ended_at = NoticeState.FAILED, clock.now()
        return False
    notice.state, notice.ended_at = NoticeState.SENT, clock.now()
    return True


def _person(db: Session, notice: Notice) -> Reader:
    person = db.get_one(Person, notice.person_id)
    learn_key(db, person.family_id)
    language = db.scalar(select(Account.language).where(Account.person_id == person.id)) or person.language
    return Reader(person.email, language, is_young=not person.is_adult)


def _worker(db: Session, notice: Notice) -> Reader:
    worker = db.get_one(Worker, notice.worker_id)
    return Reader(worker.email, db.scalar(select(Account.language).where(Account.worker_id == worker.id)) or "en")
