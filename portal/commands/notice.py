"""Queues what must be told later, in the transaction of the change it is about."""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.models import Account, CirclePerson, Member, Notice, Person
from portal.models.notice_kinds import NoticeKind, NoticeState
from portal.models.words import MemberFunction
from portal.policy import is_current
from portal.queries import managers

A_DAY = timedelta(days=1)
"""How far apart letters are that say there is a question."""


def tell_circle(db: Session, actor: Actor, circle_id: uuid.UUID, kind: NoticeKind) -> None:
    """Queue one notice for everyone in a circle who has an account, save the actor."""
    people = db.scalars(
        select(Person)
        .join(CirclePerson, CirclePerson.person_id == Person.id)
        .join(Account, Account.person_id == Person.id)
        .where(CirclePerson.circle_id == circle_id)
        .order_by(Person.id)
    )
    for person in people:
        if person.id != actor.person_id:
            _queue(db, person, kind)


def tell_keyworkers(db: Session, family_id: uuid.UUID, kind: NoticeKind, *, once: bool = False) -> None:
    """Queue one notice for the family's keyworker.

    Args:
        once: not where the same one waits to be sent already: who answers five questions in a row sends one letter.
    """
    places = select(Member.worker_id).where(
        Member.family_id == family_id, Member.function == MemberFunction.KEYWORKER, is_current(Member)
    )
    waiting = select(Notice.worker_id).where(
        Notice.family_id == family_id, Notice.kind == kind, Notice.state == NoticeState.WAITING
    )
    told = set(db.scalars(waiting)) if once else set()
    for worker_id in set(db.scalars(places.distinct())) - told:
        _queue_for_worker(db, family_id, worker_id, kind)
    db.flush()


def tell_managers(db: Session, actor: Actor, family_id: uuid.UUID, kind: NoticeKind) -> None:
    """Queue one notice for each manager of the family's area or on its team, save the actor; else for all others."""
    for worker_id in managers.beside(db, actor, family_id, actor.worker_id).worker_ids:
        _queue_for_worker(db, family_id, worker_id, kind)
    db.flush()


def tell_worker(db: Session, family_id: uuid.UUID, worker_id: uuid.UUID, kind: NoticeKind) -> None:
    """Queue one notice for one worker."""
    db.add(Notice(family_id=family_id, worker_id=worker_id, kind=kind, state=NoticeState.WAITING, due_at=clock.now()))
    db.flush()


def tell_family(db: Session, actor: Actor, family_id: uuid.UUID, kind: NoticeKind) -> None:
    """Queue one notice for everyone of a family who has an account, save the actor."""
    people = select(Person).join(Account, Account.person_id == Person.id).where(Person.family_id == family_id)
    for person in db.scalars(people.order_by(Person.id)):
        if person.id != actor.person_id:
            _queue(db, person, kind)


def tell(db: Session, person: Person, kind: NoticeKind, *, once: bool = False) -> None:
    """Queue one notice for one person, if they have an account: without one there is nothing they could look at.

    Args:
        once: not beside one that waits, and not within a day of the last: who is asked six things has one letter a day.
    """
    letters = select(Notice).where(Notice.person_id == person.id, Notice.kind == kind)
    if once and db.scalar(letters.where(Notice.state == NoticeState.WAITING).limit(1)):
        return
    if db.scalar(select(Account.id).where(Account.person_id == person.id)):
        sent = letters.where(Notice.state == NoticeState.SENT).order_by(Notice.ended_at.desc()).limit(1)
        last = db.scalar(sent) if once else None
        _queue(db, person, kind, not_before=last.ended_at + A_DAY if last and last.ended_at else None)


def _queue_for_worker(db: Session, family_id: uuid.UUID, worker_id: uuid.UUID, kind: NoticeKind) -> None:
    waiting = {"state": NoticeState.WAITING, "due_at": clock.now()}
    db.add(Notice(family_id=family_id, worker_id=worker_id, kind=kind, **waiting))


def _queue(db: Session, person: Person, kind: NoticeKind, *, not_before: datetime | None = None) -> None:
    """Queue a notice; it is held, and never sent, while the person's access is frozen."""
    now = clock.now()
    is_frozen = db.scalar(select(Account.frozen_at.is_not(None)).where(Account.person_id == person.id))
    db.add(
        Notice(
            family_id=person.family_id,
            person_id=person.id,
            kind=kind,
            state=NoticeState.HELD if is_frozen else NoticeState.WAITING,
            due_at=max(now, not_before) if not_before else now,
            ended_at=now if is_frozen else None,
        )
    )
    db.flush()
