"""How one person may be contacted without harm. No row means: only in Nod."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, OfFamily, Sealed, Versioned, sealed_column


class SafeContact(Base, OfFamily, Versioned):
    """What one person said is safe. Sealed: when someone is alone is as private as where they live."""

    __tablename__ = "safe_contact"
    __mapper_args__ = {"version_id_col": Versioned.version}

    family_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("family.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), unique=True)
    _how: Mapped[bytes | None] = sealed_column("how")
    how = Sealed()
    """A `ContactHow`."""
    _ways: Mapped[bytes | None] = sealed_column("ways")
    ways = Sealed()
    """`ContactWay`s with commas between."""
    _hours: Mapped[bytes | None] = sealed_column("hours")
    hours = Sealed()
    """Spells as `portal.safe_hours` writes them; empty means any time."""
    _words: Mapped[bytes | None] = sealed_column("words")
    words = Sealed()
    """A `NoticeWords`."""
    _code_word: Mapped[bytes | None] = sealed_column("code_word")
    code_word = Sealed()
    """What a worker says first when they ring."""
    _email_mark: Mapped[bytes | None] = sealed_column("email_mark")
    email_mark = Sealed()
    """The digest of the address that was said to be safe. Another address is not, until someone says so again."""
    _mobile_mark: Mapped[bytes | None] = sealed_column("mobile_mark")
    mobile_mark = Sealed()
    """The same of the number."""
    set_at: Mapped[datetime]
    set_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("worker.id"))
    """The worker who wrote it down with them; empty when they said it themself."""
