"""Where a notice may go, asked at the moment of sending. Nothing of it is kept with the notice."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models import Account, Person, SafeContact
from portal.models.words import NoticeWords
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


def is_frozen(db: Session, person_id: uuid.UUID) -> bool:
    """Say whether someone's access is frozen now."""
    return db.scalar(select(Account.frozen_at).where(Account.person_id == person_id)) is not None


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
