"""What was shared: a dated letter to one named person, and what each part of it stands on."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, OfFamily, Sealed, Versioned, sealed_column
from portal.models.sharing_words import Purpose, ShareEnd
from portal.models.words import InfoKind


class Share(Base, OfFamily, Versioned):
    """One disclosure. Its link answers only until `ends_at`, and while every part of it still stands."""

    __tablename__ = "share"
    __mapper_args__ = {"version_id_col": Versioned.version}
    __table_args__ = (
        CheckConstraint("(ended_at IS NULL) = (ended_why IS NULL)", name="ends_for_a_reason"),
        CheckConstraint("(reply IS NULL) = (replied_at IS NULL)", name="a_reply_has_a_time"),
        Index("ix_share_family_id_made_at", "family_id", "made_at"),
    )

    family_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("family.id"))
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    override_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("override.id"))
    """The decision to share without agreement that it stands on; none: it stands on consent."""
    _to_name: Mapped[bytes | None] = sealed_column("to_name")
    to_name = Sealed()
    """The one person who receives it, and their role."""
    for_what: Mapped[Purpose]
    _purpose: Mapped[bytes | None] = sealed_column("purpose")
    purpose = Sealed()
    _body: Mapped[bytes | None] = sealed_column("body")
    body = Sealed()
    """JSON: word for word what the receiver reads, as it was on the day."""
    language: Mapped[str]
    """The language that the receiver reads it in."""
    made_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("worker.id"))
    made_at: Mapped[datetime]
    link_lookup: Mapped[bytes] = mapped_column(unique=True)
    """A keyed hash of the random key in the link's address."""
    code_hash: Mapped[str]
    """Argon2id of the code that reaches the receiver another way."""
    tries: Mapped[int]
    """Wrong codes in a row."""
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_why: Mapped[ShareEnd | None]
    opened_at: Mapped[datetime | None]
    """When it was first opened."""
    opened_last_at: Mapped[datetime | None]
    opened_count: Mapped[int]
    _reply: Mapped[bytes | None] = sealed_column("reply")
    reply = Sealed()
    replied_at: Mapped[datetime | None]


class SharePart(Base):
    """Information of one kind about one person in a share, and the one thing that lets it be there."""

    __tablename__ = "share_part"
    __table_args__ = (CheckConstraint("(consent_id IS NULL) <> (override_id IS NULL)", name="stands_on_one_thing"),)

    share_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("share.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[InfoKind]
    consent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("consent.id"))
    """The decision that covers it; where several people decide, one row each."""
    override_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("override.id"))
