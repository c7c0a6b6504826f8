"""Judgements on whether a younger person understands decisions on sharing: append-only, the newest counts."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, OfFamily, Sealed, sealed_column


class Judgement(Base, OfFamily):
    """Who judged, when and why. `Person.understands_since` is what the newest one says."""

    __tablename__ = "judgement"

    family_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("family.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    worker_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("worker.id"))
    understands: Mapped[bool]
    _why: Mapped[bytes | None] = sealed_column("why")
    why = Sealed()
    """Which decision it was about, and what showed that they understand it or do not; only workers read it."""
    judged_at: Mapped[datetime]
