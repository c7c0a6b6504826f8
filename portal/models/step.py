"""What happens next: a step and every time it was moved."""

import uuid
from datetime import date, datetime, time

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, OfFamily, Sealed, Versioned, sealed_column
from portal.models.words import StepState


class Step(Base, OfFamily, Versioned):
    """One thing that will happen: what, who, when or about when, where."""

    __tablename__ = "step"
    __mapper_args__ = {"version_id_col": Versioned.version}
    __table_args__ = (Index("ix_step_family_id_state_happens_on", "family_id", "state", "happens_on"),)

    family_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("family.id"))
    circle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("circle.id"), index=True)
    _what: Mapped[bytes | None] = sealed_column("what")
    what = Sealed()
    _who: Mapped[bytes | None] = sealed_column("who")
    who = Sealed()
    _where: Mapped[bytes | None] = sealed_column("where")
    where = Sealed()
    language: Mapped[str | None]
    """The language it was written in."""
    happens_on: Mapped[date]
    happens_at: Mapped[time | None]
    is_about: Mapped[bool]
    """The date is a guess: about then."""
    state: Mapped[StepState]
    _why: Mapped[bytes | None] = sealed_column("why")
    why = Sealed()
    ended_on: Mapped[date | None]
    added_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    added_at: Mapped[datetime]


class StepMove(Base, OfFamily):
    """A step was put on another day, and why. Moves are only ever added."""

    __tablename__ = "step_move"

    family_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("family.id"))
    step_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("step.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date]
    _why: Mapped[bytes | None] = sealed_column("why")
    why = Sealed()
    moved_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    moved_at: Mapped[datetime]
