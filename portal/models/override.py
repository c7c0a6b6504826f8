"""Sharing without agreement, as the law allows: what, to whom, why, who decided, and whether the family was told."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, OfFamily, Sealed, Versioned, sealed_column
from portal.models.sharing_words import LegalGround
from portal.models.words import InfoKind


class Override(Base, OfFamily, Versioned):
    """One decision to share without agreement. Of a family, only who was told reads of it."""

    __tablename__ = "override"
    __mapper_args__ = {"version_id_col": Versioned.version}
    __table_args__ = (
        CheckConstraint("(manager_id IS NULL) = (manager_said_at IS NULL)", name="said_by_a_manager"),
        CheckConstraint("(manager_agrees IS NULL) = (manager_said_at IS NULL)", name="a_manager_says_yes_or_no"),
        Index("ix_override_family_id_decided_at", "family_id", "decided_at"),
    )

    family_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("family.id"))
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    _to_whom: Mapped[bytes | None] = sealed_column("to_whom")
    to_whom = Sealed()
    """The name and role of who receives it."""
    _what: Mapped[bytes | None] = sealed_column("what")
    what = Sealed()
    """What is shared, in the worker's words; `parts` say about whom and which kinds."""
    _why: Mapped[bytes | None] = sealed_column("why")
    why = Sealed()
    ground: Mapped[LegalGround]
    language: Mapped[str]
    decided_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("worker.id"))
    decided_at: Mapped[datetime]
    is_urgent: Mapped[bool]
    """It was, or will be, shared before a manager said anything: one does so by `agree_by`, or nothing more goes."""
    agree_by: Mapped[date]
    """The last day on which a manager says something in time: one working day after it was decided."""
    manager_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("worker.id"))
    manager_said_at: Mapped[datetime | None]
    manager_agrees: Mapped[bool | None]
    _manager_why: Mapped[bytes | None] = sealed_column("manager_why")
    manager_why = Sealed()
    told_on: Mapped[date | None]
    """When the first of the family was told; `OverrideTold` says who, and only they read of it in Nod."""
    _why_not_told: Mapped[bytes | None] = sealed_column("why_not_told")
    why_not_told = Sealed()
    review_on: Mapped[date]
    """When it is looked at again: is it still right, and can the family be told now? It covers nothing after that."""
    ended_on: Mapped[date | None]
    """Nothing more is shared on it from this day on."""


class OverridePart(Base):
    """About whom, and which kind of information."""

    __tablename__ = "override_part"

    override_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("override.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[InfoKind]


class OverrideTold(Base, OfFamily):
    """Who of the family was told, when and how. One of two homes may know of it while the other may not."""

    __tablename__ = "override_told"
    __table_args__ = (UniqueConstraint("override_id", "person_id"),)

    family_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("family.id"), index=True)
    override_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("override.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    told_on: Mapped[date]
    _how: Mapped[bytes | None] = sealed_column("how")
    how = Sealed()
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("worker.id"))
