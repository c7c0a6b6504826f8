"""Goals in a family's own words, the steps towards them, and the scores that people give them."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.answer import HIGHEST, LOWEST, Answer, Rag, ScorePoint, Ten, kept
from portal.models.base import Base, OfFamily, Sealed, Versioned, sealed_column
from portal.models.words import Colour, GoalState, Scale, ScoreKind

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
    rank: Mapped[int] = mapped_column(default=1)
    """1 matters most among the open goals of one owner."""
    _reason: Mapped[bytes | None] = sealed_column("reason")
    reason = Sealed()
    """Why it is paused, or why a worker said no to it; the people of the goal read it."""
    reason_language: Mapped[str | None]
    declined_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("worker.id"))


class Wording(Base, OfFamily):
    """How a goal was worded before; its scores were given to these words."""

    __tablename__ = "wording"

    family_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("family.id"), index=True)
    goal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("goal.id"), index=True)
    _words: Mapped[bytes | None] = sealed_column("words")
    words = Sealed()
    language: Mapped[str | None]
    until_at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    """Who put other words in their place."""


class FirstStep(Base, OfFamily):
    """A small thing that would make a goal one point more."""

    __tablename__ = "first_step"

    family_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("family.id"), index=True)
    goal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("goal.id"), index=True)
    _words: Mapped[bytes | None] = sealed_column("words")
    words = Sealed()
    language: Mapped[str | None]
    made_at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    written_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("worker.id"))
    done_on: Mapped[date | None]
    """Empty until someone ticks it off."""


class Score(Base, OfFamily):
    """One person's answer at one moment. Scores are only ever added: a slip is put right by one more."""

    __tablename__ = "score"
    __table_args__ = (
        CheckConstraint(f"value BETWEEN {LOWEST} AND {HIGHEST}", name="value_on_the_scale"),
        CheckConstraint("value IS NULL OR colour IS NULL", name="of_one_scale"),
        CheckConstraint("(kind = 'scored') = (value IS NOT NULL OR colour IS NOT NULL)", name="scored_has_an_answer"),
        CheckConstraint("(corrects_id IS NULL) = (put_right_at IS NULL)", name="put_right_at_a_time"),
        Index("ix_score_goal_id_scored_at", "goal_id", "scored_at"),
        Index("ix_score_corrects_id", "corrects_id", unique=True),
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
    """When they were there; of one that puts a slip right, when the slip was given."""
    point: Mapped[ScorePoint] = mapped_column(default=ScorePoint.BETWEEN)
    corrects_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("score.id"))
    """The slip that this one stands in place of. The slip stays, and counts no more."""
    put_right_at: Mapped[datetime | None]

    @property
    def answer(self) -> Answer:
        """Return the number, the colour, or which of the answers that are no score."""
        return kept(self.kind, self.value, self.colour)

    @answer.setter
    def answer(self, given: Answer) -> None:
        """Keep an answer in its columns."""
        self.kind = given if isinstance(given, ScoreKind) else ScoreKind.SCORED
        self.value = given.value if isinstance(given, Ten) else None
        self.colour = given.colour if isinstance(given, Rag) else None
