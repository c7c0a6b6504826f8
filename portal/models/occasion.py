"""One person's look at how things are, over the nineteen domains, and the answers they give in it."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, OfFamily, Sealed, Versioned, sealed_column
from portal.models.domains import Domain, Gauge, Moment, RatingKind, Tool
from portal.models.gauges import (
    BEST_OF_TEN,
    BEST_WORRY,
    LEAST_HELPED,
    MOST_HELPED,
    WORST_OF_TEN,
    WORST_WORRY,
    Answer,
    OfTen,
    Worry,
)
from portal.models.words import Colour


class Occasion(Base, OfFamily, Versioned):
    """One person looks at how things are: begun, filled in page by page, finished. Or left out, and why."""

    __tablename__ = "occasion"
    __mapper_args__ = {"version_id_col": Versioned.version}
    __table_args__ = (
        CheckConstraint("skipped_why IS NULL OR finished_at IS NOT NULL", name="left_out_is_finished"),
        Index("ix_occasion_family_id_begun_at", "family_id", "begun_at"),
    )

    family_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("family.id"))
    circle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("circle.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    """Whose answers they are."""
    about_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    """The child whom the first twelve are about; empty: the whole family."""
    tool: Mapped[Tool]
    gauge: Mapped[Gauge]
    moment: Mapped[Moment]
    begun_at: Mapped[datetime]
    touched_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    _skipped_why: Mapped[bytes | None] = sealed_column("skipped_why")
    skipped_why = Sealed()
    skipped_why_language: Mapped[str | None]
    written_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("worker.id"))
    """The worker who began it beside the person, or who wrote down why it is left out."""


class Rating(Base, OfFamily):
    """What someone answers about one domain. It may change until the occasion is finished, and not after."""

    __tablename__ = "rating"
    __table_args__ = (
        CheckConstraint(f"level BETWEEN {BEST_WORRY} AND {WORST_WORRY}", name="level_on_the_scale"),
        CheckConstraint(f"value BETWEEN {WORST_OF_TEN} AND {BEST_OF_TEN}", name="value_on_the_scale"),
        CheckConstraint(f"helped BETWEEN {LEAST_HELPED} AND {MOST_HELPED}", name="helped_on_the_scale"),
        CheckConstraint(
            "(CASE WHEN level IS NULL THEN 0 ELSE 1 END) + (CASE WHEN value IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN colour IS NULL THEN 0 ELSE 1 END) = (CASE WHEN kind = 'scored' THEN 1 ELSE 0 END)",
            name="scored_has_one_answer",
        ),
        UniqueConstraint("occasion_id", "domain"),
    )

    family_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("family.id"), index=True)
    occasion_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("occasion.id"))
    domain: Mapped[Domain]
    kind: Mapped[RatingKind]
    level: Mapped[int | None]
    value: Mapped[int | None]
    colour: Mapped[Colour | None]
    helped: Mapped[int | None]
    _why: Mapped[bytes | None] = sealed_column("why")
    why = Sealed()
    why_language: Mapped[str | None]
    written_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("worker.id"))
    rated_at: Mapped[datetime]

    @property
    def answer(self) -> Answer | None:
        """Return the answer, of whichever type; empty where it is no score."""
        return answer_in(self.level, self.value, self.colour)

    def give(self, answer: Answer | None) -> None:
        """Put an answer into the one column of its type."""
        self.level = answer.number if isinstance(answer, Worry) else None
        self.value = answer.number if isinstance(answer, OfTen) else None
        self.colour = answer if isinstance(answer, Colour) else None


def answer_in(level: int | None, value: int | None, colour: Colour | None) -> Answer | None:
    """Return the answer that a rating's columns hold."""
    if level is not None:
        return Worry(level)
    return OfTen(value) if value is not None else colour
