"""What someone answers when they score: a number, a colour, or neither. No type holds both, so scales cannot mix."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from portal.models.words import Colour, Scale, ScoreKind

LOWEST, HIGHEST = 0, 10
"""0 = no progress yet, a real score; 10 = got there. Source: the method of goal-based outcomes (Law and Jacob)."""


class ScorePoint(StrEnum):
    """Where in the time of a goal a score was given."""

    START = "start"
    BETWEEN = "between"
    REVIEW = "review"
    END = "end"


@dataclass(frozen=True, slots=True)
class Ten:
    """A number on the scale from 0 to 10."""

    value: int

    def __post_init__(self) -> None:
        """Refuse what is not on the scale; a truth is no number."""
        if type(self.value) is not int or not LOWEST <= self.value <= HIGHEST:
            raise ValueError("not a number from 0 to 10")


@dataclass(frozen=True, slots=True)
class Rag:
    """A child's red, amber or green. Nothing adds it up or puts it on a line of numbers."""

    colour: Colour

    def __post_init__(self) -> None:
        """Refuse what is not a colour."""
        if not isinstance(self.colour, Colour):
            raise ValueError("not a colour")


Unscored = Literal[ScoreKind.UNSURE, ScoreKind.SKIPPED]
"""The answers that are no score. 0 is not one of them."""
Scored = Ten | Rag
Answer = Ten | Rag | Unscored
SCALES: dict[Scale, type[Scored]] = {Scale.TEN: Ten, Scale.RAG: Rag}


def read(code: str, scale: Scale) -> Answer:
    """Return the answer that a form sent for a goal of one scale.

    Raises:
        ValueError: it is no answer of this scale.
    """
    if code == ScoreKind.UNSURE:
        return ScoreKind.UNSURE
    if code == ScoreKind.SKIPPED:
        return ScoreKind.SKIPPED
    if scale is Scale.RAG:
        return Rag(Colour(code))
    return Ten(int(code))


def fits(answer: Answer, scale: Scale) -> bool:
    """Say whether an answer may be given to something of this scale; not knowing fits every scale."""
    return isinstance(answer, ScoreKind | SCALES[scale])


def kept(kind: ScoreKind, value: int | None, colour: Colour | None) -> Answer:
    """Return the answer that a row keeps in its three columns."""
    if kind is ScoreKind.UNSURE:
        return ScoreKind.UNSURE
    if kind is ScoreKind.SKIPPED:
        return ScoreKind.SKIPPED
    if value is None:
        return Rag(colour)  # type: ignore[arg-type]  # the table holds one of the two, and Rag refuses neither
    return Ten(value)
