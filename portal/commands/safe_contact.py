"""Says how someone may be contacted: they themself, or a worker with them."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock, safe_hours
from portal.actor import Actor
from portal.commands.edit import hold
from portal.commands.entry import record
from portal.errors import EditedMeanwhile
from portal.models import Person, SafeContact
from portal.models.notice_kinds import NoticeWords
from portal.models.words import ContactHow, ContactWay
from portal.permission import Permission
from portal.policy import require
from portal.queries.safe_contact import mark, shown
from portal.safe_hours import Spell


def say(
    db: Session,
    actor: Actor,
    person: Person,
    *,
    how: ContactHow,
    ways: Collection[ContactWay] = (),
    spells: Collection[Spell] = (),
    words: NoticeWords = NoticeWords.PLAIN,
    code_word: str | None = None,
    version: int,
    looked_at: str,
) -> SafeContact:
    """Say what is safe for someone; the address and number recorded now are the ones that are called safe.

    Args:
        code_word: none leaves it as it is, an empty text takes it away.
        looked_at: the digest of the details that were shown.

    Raises:
        EditedMeanwhile: someone else said something since, or the address or number is another now.
    """
    require(actor, Permission.SET_CONTACT, person)
    hold(db, person.family_id)
    row = db.scalar(select(SafeContact).where(SafeContact.person_id == person.id))
    if (row.version if row else 0) != version or shown(person.email, person.mobile) != looked_at:
        raise EditedMeanwhile(person.id)
    row = row or SafeContact(family_id=person.family_id, person_id=person.id, version=1)
    row.how, row.words = how.value, words.value
    row.ways = ",".join(way for way in ContactWay if way in ways)
    row.hours = safe_hours.written(spells)
    row.code_word = row.code_word if code_word is None else code_word.strip()
    row.email_mark = mark(person.email) if ContactWay.EMAIL in ways else ""
    row.mobile_mark = mark(person.mobile) if {ContactWay.TEXT, ContactWay.CALL} & set(ways) else ""
    row.set_at, row.set_by_id = clock.now(), actor.worker_id
    db.add(row)
    record(db, actor, person.family_id, "safe_contact_set", person.id)
    return row
