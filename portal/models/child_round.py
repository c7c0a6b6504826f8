"""A child's round: what a child said on a worker's device, one thing after the other, while it was locked to them."""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, OfFamily, Sealed, sealed_column
from portal.models.words import Colour

QUIET = timedelta(minutes=10)
"""After so long without a press the round is over, and the worker's browser is signed out."""
BESIDE_UNTIL = 11
"""Up to this age in years, the first round needs it said who was in the room."""


class ChildRound(Base, OfFamily):
    """One sitting of a child beside a worker."""

    __tablename__ = "child_round"
    __table_args__ = (Index("ix_child_round_person_id_began_at", "person_id", "began_at"),)

    family_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("family.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    worker_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("worker.id"))
    """Whose device it was, and who sat beside the child."""
    language: Mapped[str]
    """What the child is asked in: `en` or `cy`."""
    began_at: Mapped[datetime]
    last_at: Mapped[datetime]
    """When the device was last touched."""
    ended_at: Mapped[datetime | None]
    _present: Mapped[bytes | None] = sealed_column("present")
    present = Sealed()
    """Who was in the room, in the worker's words."""
    where: Mapped[str]
    """How far the child has come: the name of a question, or the id of a goal."""
    stopped_at: Mapped[datetime | None]
    """When the child said stop; empty again when they went on."""
    passed: Mapped[tuple[str, ...]]
    """Questions that have no row elsewhere for it and were left: `wish.skipped`, `feeling.unsure`."""
    colour: Mapped[Colour | None]
    """How things are, for a child who has no red, amber, green goal."""
