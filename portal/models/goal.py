"""Goals in a family's own words, and the scores that people give them."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, OfFamily, Sealed, Versioned, sealed_column
from portal.models.words import Colour, GoalState, Scale, ScoreKind

LOWEST, HIGHEST = 0, 10
"""0 = no progress yet, a real score; 10 = got there. Source: the method of goal-based outcomes (Law and Jacob)."""
MOST_OPEN = 3
"""Goals that one person, or the family together, works on at a time."""


class Goal(Base, OfFamily, Versioned):
    """Something one person, or the family together, wants. Without an owner it is the family's."""

    __tablename__ = "goal"
    __mapper_args__ = {"version_id_col": Versioned.version}
    __table_args__ = (Index("ix_goal_family_id_state", "family_id", "state"),)

    family_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("family.id"))
    circle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("circle.id"), index=True)
    owner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    _words: Mapped[bytes | None] = sealed_column("words")
    words = Sealed()
    language: Mapped[str | None]
    scale: Mapped[Scale]
    state: Mapped[GoalState]
    set_at: Mapped[datetime]
    set_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    written_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("worker.id"))
    """The worker who wrote it down beside the person."""
    ended_on: Mapped[date | None]


class Score(Base, OfFamily):
    """One person's answer at one moment. Scores are only ever added."""

    __tablename__ = "score"
    __table_args__ = (
        CheckConstraint(f"value BETWEEN {LOWEST} AND {HIGHEST}", name="value_on_the_scale"),
        CheckConstraint("value IS NULL OR colour IS NULL", name="of_one_scale"),
        CheckConstraint("(kind = 'scored') = (value IS NOT NULL OR colour IS NOT NULL)", name="scored_has_an_answer"),
        Index("ix_score_goal_id_scored_at", "goal_id", "scored_at"),
    )

    family_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("family.id"), index=True)
    goal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("goal.id"))
    kind: Mapped[ScoreKind]
    value: Mapped[int | None]
    colour: Mapped[Colour | None]
    _why: Mapped[bytes | None] = sealed_column("why")
    why = Sealed()
    why_language: Mapped[str | None]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    written_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("worker.id"))
    scored_at: Mapped[datetime]
