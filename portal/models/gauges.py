"""Answers about a domain, each of a type of its own: how one moved can be said only against one of the same type."""

from dataclasses import dataclass
from enum import StrEnum

from portal.models.domains import Gauge
from portal.models.words import Colour

BEST_WORRY, WORST_WORRY = 0, 4
"""0 = going well without help; 4 = very hard. Source: Bristol's Distance Travelled, in words of our own."""
WORST_OF_TEN, BEST_OF_TEN = 0, 10
LEAST_HELPED, MOST_HELPED = 0, 4
"""How much the help helped: 0 = not at all, 4 = a lot. The words between are nobody's yet, so there are none."""


class Direction(StrEnum):
    """How a domain moved between two answers."""

    BETTER = "better"
    SAME = "same"
    HARDER = "harder"


@dataclass(frozen=True, slots=True)
class Worry:
    """0 (the best) to 4 (the hardest)."""

    number: int

    def __post_init__(self) -> None:
        """Refuse what is not on the scale."""
        if not BEST_WORRY <= self.number <= WORST_WORRY:
            raise ValueError(self.number)


@dataclass(frozen=True, slots=True)
class OfTen:
    """0 (very hard) to 10 (very good)."""

    number: int

    def __post_init__(self) -> None:
        """Refuse what is not on the scale."""
        if not WORST_OF_TEN <= self.number <= BEST_OF_TEN:
            raise ValueError(self.number)


Answer = Worry | OfTen | Colour
_FROM_BEST = (Colour.GREEN, Colour.AMBER, Colour.RED)
"""Colours have an order and no distance: they are compared, and never counted with."""


def gauge_of(answer: Answer) -> Gauge:
    """Return what an answer is given in."""
    if isinstance(answer, Worry):
        return Gauge.WORRY
    return Gauge.TEN if isinstance(answer, OfTen) else Gauge.COLOUR


def moved(then: Answer, now: Answer) -> Direction:
    """Say which way an answer moved.

    Raises:
        TypeError: the two are of different scales, which run different ways.
    """
    match then, now:
        case Worry(), Worry():
            gain = then.number - now.number
        case OfTen(), OfTen():
            gain = now.number - then.number
        case Colour(), Colour():
            gain = _FROM_BEST.index(then) - _FROM_BEST.index(now)
        case _:
            raise TypeError(f"{gauge_of(then)} and {gauge_of(now)}")
    if gain == 0:
        return Direction.SAME
    return Direction.BETTER if gain > 0 else Direction.HARDER


def is_hard(answer: Answer) -> bool:
    """Say whether an answer is no longer near the good end: worth working on first."""
    match answer:
        case Worry(number=number):
            return number > BEST_WORRY
        case OfTen(number=number):
            return number < BEST_OF_TEN
        case _:
            return answer is not Colour.GREEN


def hardness(answer: Answer) -> int:
    """Return a place to sort answers of one scale by, the hardest first. It is no number to show or count with."""
    match answer:
        case Worry(number=number):
            return -number
        case OfTen(number=number):
            return number
        case _:
            return -_FROM_BEST.index(answer)
