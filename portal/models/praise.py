"""Praise: what someone did well, in the words of whoever saw it. Nothing is counted, won or asked for."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, OfFamily, Sealed, sealed_column


class Praise(Base, OfFamily):
    """One good thing that was said. To nobody by name it is to the whole family; to oneself it is what one is proud of.

    About a goal it is in the goal's own circle, so that whoever reads it sees the goal.
    """

    __tablename__ = "praise"
    __table_args__ = (
        CheckConstraint("(by_person_id IS NULL) <> (by_worker_id IS NULL)", name="said_by_one"),
        Index("ix_praise_family_id_said_at", "family_id", "said_at"),
    )

    family_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("family.id"))
    circle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("circle.id"), index=True)
    to_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
    goal_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("goal.id"), index=True)
    _words: Mapped[bytes | None] = sealed_column("words")
    words = Sealed()
    language: Mapped[str]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    by_person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
    by_worker_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("worker.id"))
    said_at: Mapped[datetime]
    put_away_at: Mapped[datetime | None]
    """Empty until whoever said it, whoever it was said to, or a worker takes it off every page."""
