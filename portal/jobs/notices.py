"""Delivers notices: each is leased, sent by a safe way at a safe time, and then says what became of it."""

import smtplib
import uuid
from datetime import datetime, timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock, i18n
from portal.database import unit_of_work
from portal.errors import PortalError
from portal.jobs.senders import Sender
from portal.models import Notice
from portal.models.notice_kinds import NoticeState
from portal.notice_words import letter
from portal.queries.notice import Way, is_frozen, way_of
from portal.safe_hours import next_safe

log = structlog.get_logger()
LEASE = timedelta(minutes=5)
MOST_TRIES = 6
AT_ONCE = 50

Leased = tuple[uuid.UUID, datetime]
"""A notice, and until when it is ours to send."""


def deliver(db: Session, sender: Sender, public_url: str) -> int:
    """Send what is due and return how many left. A runner that dies leaves its notices to the next, after the lease."""
    sent = 0
    for leased in _leased(db):
        try:
            with unit_of_work():
                sent += _deliver_one(db, sender, public_url, leased)
        except (PortalError, ValueError) as fault:
            _give_up(db, leased[0], fault)
    return sent


def _give_up(db: Session, notice_id: uuid.UUID, fault: Exception) -> None:
    """End a notice that can never be written: a key that is gone, an address that is none. The others go on."""
    log.warning("notice_not_sent", notice=str(notice_id), error=type(fault).__name__)
    with unit_of_work():
        notice = db.get_one(Notice, notice_id)
        notice.state, notice.ended_at = NoticeState.FAILED, clock.now()


def _leased(db: Session) -> list[Leased]:
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
        return [(notice.id, notice.due_at) for notice in due]


def _deliver_one(db: Session, sender: Sender, public_url: str, leased: Leased) -> bool:
    db.expire_all()  # where it may go is what the database says now, not what this run has read before
    notice = db.get_one(Notice, leased[0], with_for_update=True)
    if (notice.state, notice.due_at) != (NoticeState.WAITING, leased[1]):
        return False  # this run was so slow that another has taken it over
    way, now = way_of(db, notice), clock.now()
    if way is None:
        held = is_frozen(db, notice)
        notice.state, notice.ended_at = NoticeState.HELD if held else NoticeState.NOWHERE, now
        return False
    if (safe_at := next_safe(way.spells, now)) > now:
        notice.due_at = safe_at
        return False
    return _sent(sender, public_url, notice, way)


def _sent(sender: Sender, public_url: str, notice: Notice, way: Way) -> bool:
    """Send one letter; a server that does not take it is tried again after the lease."""
    notice.tries += 1
    with i18n.written_in(way.language if way.language in i18n.LANGUAGES else "en", young=way.is_young):
        subject, body = letter(way.words, notice.kind, public_url)
        language = i18n.language()
    try:
        sender.send(way.address, subject, body, language)
    except (OSError, smtplib.SMTPException) as fault:
        log.warning("notice_not_sent", notice=str(notice.id), error=type(fault).__name__)
        if notice.tries >= MOST_TRIES:
            notice.state, notice.ended_at = NoticeState.FAILED, clock.now()
        return False
    notice.state, notice.ended_at = NoticeState.SENT, clock.now()
    return True
