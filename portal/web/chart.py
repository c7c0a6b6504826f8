"""Measures out the picture of a goal: a line for each person, told apart by its dashes, its marks and its name.

Colour says nothing here. All that a drawing needs is a few numbers and paths; the template writes the words and the
table of the same scores beside it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from portal import clock
from portal.models.answer import HIGHEST
from portal.queries.face import Face

WIDTH, LEFT, LETTER = 320, 46, 7.4
TOP, STEP = 20, 13
"""Where ten is, and how far one point lies from the next."""
SMALL, LARGE, SUN = 6, 13, 9
CLOSEST, LABEL_GAP = 15, 17
"""The least room between two marks from left to right, and between two names."""
LONGEST_NAME = 9
DASHES = 4


@dataclass(frozen=True, slots=True)
class Dot:
    """One score."""

    x: float
    y: float
    score: Any
    d: str
    """Its mark, as a path."""


@dataclass(frozen=True, slots=True)
class Way:
    """One person's scores."""

    by: Face
    dash: int
    dots: Sequence[Dot]
    d: str
    """The line through them; empty for a single one."""
    key: str
    """The same mark by itself, to stand beside the words."""
    name: str
    name_y: float
    name_x: float = 0
    lead: str = ""
    """A thin line from the last mark to the name, where they lie apart."""


@dataclass(frozen=True, slots=True)
class Chart:
    """One goal's picture."""

    width: int
    height: int
    right: float
    """Where the guides end and the names begin."""
    guides: Sequence[tuple[int, float]]
    ways: Sequence[Way]
    suns: Sequence[tuple[float, float]]
    """Where praise stands in time, the oldest first."""
    days: Sequence[tuple[float, str, datetime]]
    """The first and the last day: where, on which side of it the words stand, when."""


def chart(lines: Sequence[Any], praise: Sequence[Any] = ()) -> Chart:
    """Measure out the lines of a goal in numbers, and the praise that was said meanwhile.

    Args:
        lines: `ScoreLine`s with numbers; each holds one score at least.
        praise: the oldest first.
    """
    dots = [score for line in lines for score in line.scores]
    right = WIDTH - LARGE - 10 - LETTER * max(len(_short(line.by.first_name)) for line in lines)
    across = _across([*dots, *praise], right)
    ways = [_way(number, line, across) for number, line in enumerate(lines)]
    bottom = _y(0) + (52 if praise else 30)
    ordered = sorted((score.at, across[score.id]) for score in dots)
    ends = [(ordered[0][1], "start", ordered[0][0])]
    if clock.local(ordered[-1][0]).date() != clock.local(ordered[0][0]).date():
        ends.append((ordered[-1][1], "end", ordered[-1][0]))
    return Chart(
        width=WIDTH,
        height=round(bottom + 6),
        right=round(right + LARGE, 1),
        guides=[(value, _y(value)) for value in (HIGHEST, HIGHEST // 2, 0)],
        ways=_named(ways, right + LARGE + 6),
        suns=[(across[one.id], _y(0) + 28) for one in praise],
        days=ends,
    )


def _y(value: int) -> float:
    return TOP + STEP * (HIGHEST - value)


def _across(events: Iterable[Any], right: float) -> Mapping[Any, float]:
    """Return where each moment lies: by the days between them, and never nearer to each other than can be seen."""
    ordered = sorted(events, key=lambda event: (event.at, event.id))
    if len(ordered) == 1:
        return {ordered[0].id: (LEFT + right) / 2}
    room = right - LEFT
    least = min(CLOSEST, room / (len(ordered) - 1))
    days = [(later.at - earlier.at).days for earlier, later in pairwise(ordered)]
    left_over = room - least * len(days)
    whole = sum(days)
    found, x = {ordered[0].id: float(LEFT)}, float(LEFT)
    for event, gap in zip(ordered[1:], days, strict=True):
        x += least + left_over * (gap / whole if whole else 1 / len(days))
        found[event.id] = round(x, 1)
    return found


def _way(number: int, line: Any, across: Mapping[Any, float]) -> Way:
    mark = MARKS[number % len(MARKS)]
    last = line.scores[-1]
    dots = [
        Dot(x, y, score, mark(x, y, LARGE if score is last else SMALL))
        for score in line.scores
        for x, y in [(across[score.id], _y(score.value))]
    ]
    return Way(
        by=line.by,
        dash=(number + number // len(MARKS)) % DASHES,
        dots=dots,
        d="M" + "L".join(f"{dot.x} {dot.y}" for dot in dots) if len(dots) > 1 else "",
        key=mark(22, 10, SMALL),
        name=_short(line.by.first_name),
        name_y=dots[-1].y,
    )


def _named(ways: Sequence[Way], x: float) -> Sequence[Way]:
    """Put the names in a column where none lies on another, each as near to its own last mark as it can be."""
    down = sorted(ways, key=lambda way: way.name_y)
    floor, placed = 0.0, dict[Any, float]()
    for number, way in enumerate(down):
        lowest = _y(0) - LABEL_GAP * (len(down) - 1 - number)
        placed[way.by.id] = floor = max(floor, min(way.name_y, lowest))
        floor += LABEL_GAP
    return [_with_name(way, x, placed[way.by.id]) for way in ways]


def _with_name(way: Way, x: float, y: float) -> Way:
    end = way.dots[-1]
    is_apart = x - end.x > LARGE + 8 or y != end.y
    lead = f"M{end.x} {end.y}L{round(x - 3, 1)} {round(y, 1)}" if is_apart else ""
    return replace(way, name_x=round(x, 1), name_y=round(y, 1), lead=lead)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def _circle(x: float, y: float, r: float) -> str:
    return f"M{round(x - r, 1)} {y}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0z"


def _square(x: float, y: float, r: float) -> str:
    side = round(r * 1.8, 1)
    return f"M{round(x - side / 2, 1)} {round(y - side / 2, 1)}h{side}v{side}h{-side}z"


def _triangle(x: float, y: float, r: float) -> str:
    half, high = round(r * 1.4, 1), round(r * 2.3, 1)
    return f"M{x} {round(y - r * 1.5, 1)}l{half} {high}h{-2 * half}z"


def _diamond(x: float, y: float, r: float) -> str:
    half = round(r * 1.4, 1)
    return f"M{x} {round(y - half, 1)}l{half} {half}l{-half} {half}l{-half} {-half}z"


MARKS: Sequence[Callable[[float, float, float], str]] = (_circle, _square, _triangle, _diamond)
