"""A family opened, for a few hours, by a worker who is not on its team; and asking for one that may not be seen."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.audit_words import OpeningPurpose
from portal.models.base import Base, OfFamily, Sealed, sealed_column


class Opening(Base, OfFamily):
    """Breaking the glass: until it ends the worker sees the family as someone on the team does."""

    __tablename__ = "opening"
    __table_args__ = (Index("ix_opening_worker_id_ends_at", "worker_id", "ends_at"),)

    family_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("family.id"), index=True)
    worker_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("worker.id"))
    purpose: Mapped[OpeningPurpose]
    _reason: Mapped[bytes | None] = sealed_column("reason")
    reason = Sealed()
    """In the worker's own words; for workers alone."""
    begins_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    is_locked: Mapped[bool]
    """A safeguarding lock: until it is lifted the family is told neither of this nor of what the worker did."""


class Knock(Base):
    """A worker asked for a family that they may not see, or that never was. Told in the audit within a minute."""

    __tablename__ = "knock"

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    ref_lookup: Mapped[bytes]
    at: Mapped[datetime]
