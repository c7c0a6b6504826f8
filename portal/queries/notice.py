"""Where a notice may go, asked at the moment of sending. Nothing of it is kept with the notice."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock
from portal.models import Account, Notice, Person, SafeContact, Worker
from portal.models.notice_kinds import NoticeWords
from portal.queries.safe_contact import SafeContactView, view
from portal.safe_hours import Spell
from portal.security.keys import learn_key


@dataclass(frozen=True, slots=True)
class Way:
    """The safe way to one person."""

    address: str
    spells: tuple[Spell, ...]
    words: NoticeWords
    language: str
    is_young: bool


def may_be_told(account: Account | None, contact: SafeContactView) -> bool:
    """Say whether anything may leave Nod for someone; the one place where that is decided."""
    return account is not None and account.frozen_at is None and contact.may_mail


def is_frozen(db: Session, notice: Notice) -> bool:
    """Say whether the access of the person whom a notice is for is frozen now."""
    person_id = notice.person_id
    return bool(person_id and db.scalar(select(Account.frozen_at).where(Account.person_id == person_id)))


def way_of(db: Session, notice: Notice) -> Way | None:
    """Return the way to whom a notice is for, as it is now."""
    if notice.worker_id:
        return way_to_worker(db, notice.worker_id)
    return way_to(db, notice.person_id) if notice.person_id else None


def way_to(db: Session, person_id: uuid.UUID) -> Way | None:
    """Return the safe way to a person as it is now; none when they are to see it in Nod only."""
    person = db.get_one(Person, person_id)
    learn_key(db, person.family_id)
    account = db.scalar(select(Account).where(Account.person_id == person.id))
    row = db.scalar(select(SafeContact).where(SafeContact.person_id == person.id))
    contact = view(person, row, with_code_word=False)
    if not may_be_told(account, contact):
        return None
    language = (account and account.language) or person.language
    return Way(contact.email, contact.spells, contact.words, language, not person.is_adult)


def way_to_worker(db: Session, worker_id: uuid.UUID) -> Way | None:
    """Return the work mail of a worker, at any hour: what is safe for people of a family is not asked of it."""
    worker = db.get_one(Worker, worker_id)
    if not worker.email or (worker.left_on and worker.left_on <= clock.today()):
        return None
    language = db.scalar(select(Account.language).where(Account.worker_id == worker.id)) or "en"
    return Way(worker.email, (), NoticeWords.SORT, language, is_young=False)
