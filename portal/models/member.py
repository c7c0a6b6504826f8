"""A worker's place in the team around one family."""

import uuid
from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, OfFamily, Sealed, Versioned, sealed_column
from portal.models.words import MemberFunction, ShownRole


class Member(Base, OfFamily, Versioned):
    """What one worker is for in one family, from when to when. A place that has ended stays, with its last day."""

    __tablename__ = "member"
    __mapper_args__ = {"version_id_col": Versioned.version}
    __table_args__ = (Index("ix_member_worker_id_family_id", "worker_id", "family_id"),)

    family_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("family.id"), index=True)
    worker_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("worker.id"))
    circle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("circle.id"), index=True)
    """Who in the family sees that this worker is on the team."""
    function: Mapped[MemberFunction]
    _purpose: Mapped[bytes | None] = sealed_column("purpose")
    purpose = Sealed()
    purpose_language: Mapped[str | None]
    shown_role: Mapped[ShownRole | None]
    """Other words for the role, which the family reads in its place."""
    is_quiet: Mapped[bool] = mapped_column(default=False)
    """Whether the family reads no role at all, only the name and what they are here for."""
    chosen_by_family: Mapped[bool]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    """The last day on the team."""
