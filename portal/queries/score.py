"""Scores of a goal: each with who, when, where in time and why; and each person's line, of one scale alone."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, exists, select, true
from sqlalchemy.orm import Session, aliased

from portal.actor import Actor
from portal.errors import NotFound, ScalesMixed
from portal.models import Goal, Score
from portal.models.answer import Answer, Rag, ScorePoint, Ten
from portal.models.words import Colour, InfoKind, ScoreKind
from portal.policy import agreed_people, visible_circles
from portal.queries.face import Face

APART = 2
"""Numbers this far from each other are worth talking about; colours are as soon as they are not the same."""
G = TypeVar("G", Ten, Rag)
INSTEAD = aliased(Score)


def is_slip() -> ColumnElement[bool]:
    """Hold for scores that another stands in place of: they are kept, and count no more."""
    return exists().where(INSTEAD.corrects_id == Score.id)


def is_read(actor: Actor) -> ColumnElement[bool]:
    """Hold for scores that the actor may read of a goal they see: a partner those of whoever agreed to the plan alone.

    Who scored may have moved out of the goal's circle since.
    """
    return Score.by_id.in_(agreed_people(actor, InfoKind.PLAN)) if actor.is_partner else true()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreView:
    """One answer: a number, a colour, or one of the two answers that are neither."""

    id: uuid.UUID
    answer: Answer
    why: str
    why_language: str | None
    by: Face
    written_by: str | None
    """The first name of the worker who wrote it down."""
    at: datetime
    point: ScorePoint = ScorePoint.BETWEEN
    corrects_id: uuid.UUID | None = None
    put_right_at: datetime | None = None
    """When it was put in the place of a slip; empty where it is none's."""
    is_slip: bool = False
    """Another stands in its place: it is kept, and counts no more."""

    @property
    def kind(self) -> ScoreKind:
        """Say whether it is a score, or which of the answers that are none."""
        return self.answer if isinstance(self.answer, ScoreKind) else ScoreKind.SCORED

    @property
    def value(self) -> int | None:
        """Return the number, 0 (no progress yet) to 10 (got there); a colour has none."""
        return self.answer.value if isinstance(self.answer, Ten) else None

    @property
    def colour(self) -> Colour | None:
        """Return the colour; a number has none."""
        return self.answer.colour if isinstance(self.answer, Rag) else None

    @property
    def is_scored(self) -> bool:
        """Say whether it is a number or a colour that counts."""
        return self.kind is ScoreKind.SCORED and not self.is_slip


@dataclass(frozen=True, slots=True)
class ScoreLine(Generic[G]):
    """How one person's scores of a goal moved, without slips. Two people's are never one line, nor are two scales."""

    by: Face
    scores: tuple[ScoreView, ...]
    """Numbers or colours, oldest first; never empty."""
    of: type[G]

    def __post_init__(self) -> None:
        """Refuse what is of another scale, or of none."""
        if not self.scores or not all(isinstance(score.answer, self.of) for score in self.scores):
            raise ScalesMixed

    @property
    def answers(self) -> tuple[G, ...]:
        """Return the answers alone, all of one type."""
        return tuple(score.answer for score in self.scores if isinstance(score.answer, self.of))

    @property
    def first(self) -> ScoreView:
        """Return where it began."""
        return self.scores[0]

    @property
    def latest(self) -> ScoreView:
        """Return where it is now."""
        return self.scores[-1]

    @property
    def has_moved(self) -> bool:
        """Say whether any two answers differ; one that came back to where it began has moved."""
        return len(set(self.answers)) > 1


def lines_of(scores: Iterable[ScoreView], of: type[G]) -> tuple[ScoreLine[G], ...]:
    """Return the lines of one scale, person by person in the order they first scored."""
    by_person: dict[uuid.UUID, list[ScoreView]] = {}
    for score in scores:
        if isinstance(score.answer, of) and not score.is_slip:
            by_person.setdefault(score.by.id, []).append(score)
    return tuple(ScoreLine(theirs[0].by, tuple(theirs), of) for theirs in by_person.values())


def numbers_differ(lines: Iterable[ScoreLine[Ten]]) -> bool:
    """Say whether the newest numbers of several people lie far enough apart to talk about it."""
    newest = [line.answers[-1].value for line in lines]
    return bool(newest) and max(newest) - min(newest) >= APART


def colours_differ(lines: Iterable[ScoreLine[Rag]]) -> bool:
    """Say whether the newest colours of several people are not the same."""
    return len({line.answers[-1].colour for line in lines}) > 1


def get(db: Session, actor: Actor, goal: Goal, score_id: uuid.UUID) -> Score:
    """Return one score of a goal that the actor sees, to put another in its place.

    Raises:
        NotFound: no such score of this goal.
    """
    found = db.scalar(
        select(Score)
        .join(Goal, Goal.id == Score.goal_id)
        .where(Score.id == score_id, Goal.id == goal.id, Goal.circle_id.in_(visible_circles(actor)))
    )
    if found is None:
        raise NotFound("score", score_id)
    return found
