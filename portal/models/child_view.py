"""What a child thinks of sharing something about them, beside a grown-up's decision. It decides nothing by itself."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, OfFamily, Sealed, Versioned, sealed_column
from portal.models.sharing_words import ChildSays
from portal.models.words import ConsentStatus, InfoKind


class ChildView(Base, OfFamily, Versioned):
    """One answer of one child to one question; a new answer is a new row. Parents do not read it."""

    __tablename__ = "child_view"
    __mapper_args__ = {"version_id_col": Versioned.version}
    __table_args__ = (
        CheckConstraint("(weighed_at IS NULL) = (weighed_by_id IS NULL)", name="weighed_by_somebody"),
        Index("ix_child_view_person_id_agency_id", "person_id", "agency_id"),
    )

    family_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("family.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    kind: Mapped[InfoKind]
    says: Mapped[ChildSays]
    _words: Mapped[bytes | None] = sealed_column("words")
    words = Sealed()
    language: Mapped[str]
    written_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("worker.id"))
    """The worker who was beside them; none: on their own."""
    said_at: Mapped[datetime]
    weighed_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("worker.id"))
    """The worker who looked at how it differs from a grown-up's decision."""
    weighed_at: Mapped[datetime | None]
    held_then: Mapped[ConsentStatus | None]
    """What held of the grown-ups' decisions when they looked."""
    _weighed: Mapped[bytes | None] = sealed_column("weighed")
    weighed = Sealed()
    """What they made of it; only workers read it."""
