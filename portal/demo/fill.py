"""Fills an empty database with the demo people."""

from sqlalchemy import case, select, update
from sqlalchemy.orm import Session

from portal import clock
from portal.demo import llwyd, okafor, others
from portal.demo.council import found, ref_of
from portal.demo.days import Days
from portal.errors import RealPeopleHere
from portal.models import Account, Family, Notice, SafeContact, Worker
from portal.models.notice_kinds import NoticeState
from portal.settings import Settings


def is_empty(db: Session) -> bool:
    """Say whether the database holds nobody yet."""
    return not any(db.scalar(select(table.id).limit(1)) for table in (Account, Worker, Family))


def holds_demo_people(db: Session) -> bool:
    """Say whether the demo people live in this database."""
    return db.scalar(select(Worker.id).where(Worker.ref == ref_of("beth"))) is not None


def fill(db: Session, settings: Settings) -> None:
    """Add the demo people; where they live already, nothing changes.

    Raises:
        RealPeopleHere: the database holds anyone else.
    """
    if holds_demo_people(db):
        return
    if not is_empty(db):
        raise RealPeopleHere
    days = Days(clock.now())
    council = found(db, settings, days)
    for family in (llwyd, okafor, others):
        family.live(db, council, days)
    settle_notices(db)


def settle_notices(db: Session) -> None:
    """Say of every notice of the past that it was sent in its time: nobody is told old news."""
    reachable = select(SafeContact.person_id)
    db.execute(
        update(Notice)
        .where(Notice.state == NoticeState.WAITING)
        .values(
            state=case((Notice.person_id.in_(reachable), NoticeState.SENT.value), else_=NoticeState.NOWHERE.value),
            ended_at=Notice.due_at,
        )
    )
