"""How people may be contacted: one's own, and for the council's workers on the team each person's."""

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from portal import clock, safe_hours
from portal.actor import Actor
from portal.errors import NotFound
from portal.models import Person, SafeContact
from portal.models.notice_kinds import NoticeWords
from portal.models.words import ContactHow, ContactWay
from portal.permission import Permission
from portal.policy import allows, visible_families
from portal.safe_hours import Spell
from portal.security.keys import learn_key


@dataclass(frozen=True, slots=True)
class SafeContactView:
    """What is safe for one person, as it stands now."""

    person_id: uuid.UUID
    email: str
    mobile: str
    shown: str
    """The digest of both, which a form carries so that what is called safe is what was looked at."""
    version: int = 0
    """0 when they have said nothing yet."""
    how: ContactHow = ContactHow.NOD
    ways: frozenset[ContactWay] = frozenset()
    spells: tuple[Spell, ...] = ()
    words: NoticeWords = NoticeWords.PLAIN
    code_word: str = ""
    """Only for workers, who say it; its owner knows it."""
    has_code_word: bool = False
    email_is_safe: bool = False
    mobile_is_safe: bool = False
    set_at: datetime | None = None

    @property
    def may_mail(self) -> bool:
        """Say whether mail may go to the address that is recorded now."""
        return self._allows(ContactWay.EMAIL) and self.email_is_safe

    @property
    def may_text(self) -> bool:
        """Say whether a text may go to the number that is recorded now."""
        return self._allows(ContactWay.TEXT) and self.mobile_is_safe

    @property
    def may_ring(self) -> bool:
        """Say whether the number that is recorded now may be rung."""
        return self._allows(ContactWay.CALL) and self.mobile_is_safe

    @property
    def is_now(self) -> bool:
        """Say whether this moment is a safe one."""
        return safe_hours.is_safe(self.spells, clock.now())

    @property
    def email_was_replaced(self) -> bool:
        """Say whether mail was safe at an address that is not the one recorded now."""
        return self._allows(ContactWay.EMAIL) and bool(self.email) and not self.email_is_safe

    @property
    def mobile_was_replaced(self) -> bool:
        """Say the same of the number."""
        by_phone = self._allows(ContactWay.TEXT) or self._allows(ContactWay.CALL)
        return by_phone and bool(self.mobile) and not self.mobile_is_safe

    def _allows(self, way: ContactWay) -> bool:
        return self.how is ContactHow.WAYS and way in self.ways


def mark(detail: str) -> str:
    """Return the digest by which an address or a number is known again; empty for none."""
    plain = detail.strip().casefold()
    if "@" not in plain:
        plain = "".join(sign for sign in plain.replace("+44", "0") if sign.isdecimal())
    return hashlib.sha256(plain.encode()).hexdigest() if plain else ""


def shown(email: str, mobile: str) -> str:
    """Return the digest of both details together."""
    return mark(f"{mark(email)}@{mark(mobile)}")


def of_person(db: Session, actor: Actor, person: Person) -> SafeContactView:
    """Return what is safe for one person: oneself, or someone whose team the actor is on; raises `NotFound`."""
    if not allows(actor, Permission.SEE_DETAILS, person):
        raise NotFound("safe_contact", person.id)
    learn_key(db, person.family_id)
    row = db.scalar(_visible(actor).where(SafeContact.person_id == person.id))
    return view(person, row, with_code_word=actor.is_worker)


def of_family(db: Session, actor: Actor, family_id: uuid.UUID) -> Mapping[uuid.UUID, SafeContactView]:
    """Return what is safe for each person, for those who ring and write to them; nothing for anyone else."""
    people = select(Person).where(Person.family_id == family_id, Person.family_id.in_(visible_families(actor)))
    known = {row.person_id: row for row in db.scalars(_visible(actor).where(SafeContact.family_id == family_id))}
    learn_key(db, family_id)
    return {
        person.id: view(person, known.get(person.id), with_code_word=False)
        for person in db.scalars(people)
        if allows(actor, Permission.SEE_DETAILS, person)
    }


def _visible(actor: Actor) -> Select[SafeContact]:
    rows = select(SafeContact).where(SafeContact.family_id.in_(visible_families(actor)))
    return rows.where(SafeContact.person_id == actor.person_id) if actor.is_family else rows


def view(person: Person, row: SafeContact | None, *, with_code_word: bool) -> SafeContactView:
    """Return a row as it reads beside the details that are recorded now; the family's key is known already."""
    email, mobile = person.email, person.mobile
    if row is None:
        return SafeContactView(person.id, email, mobile, shown(email, mobile))
    return SafeContactView(
        person_id=person.id,
        email=email,
        mobile=mobile,
        shown=shown(email, mobile),
        version=row.version,
        how=ContactHow(row.how),
        ways=frozenset(ContactWay(way) for way in row.ways.split(",") if way),
        spells=safe_hours.read(row.hours),
        words=NoticeWords(row.words),
        code_word=row.code_word if with_code_word else "",
        has_code_word=bool(row.code_word),
        email_is_safe=bool(email) and row.email_mark == mark(email),
        mobile_is_safe=bool(mobile) and row.mobile_mark == mark(mobile),
        set_at=row.set_at,
    )
