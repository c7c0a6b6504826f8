"""What is due: a look as the help begins, before each three-monthly review, and as it ends."""

import calendar
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from portal.models.domains import ALONE_OVER, Moment, Tool
from portal.models.words import Relationship
from portal.queries.person import PersonView

REVIEW_MONTHS = 3
"""Source: Bristol's Distance Travelled is looked at before each three-monthly review."""
BEFORE = timedelta(weeks=2)
"""How long before a review its look is asked for."""
Done = tuple[uuid.UUID, Tool, Moment, date]
"""Whose look, with which tool, when in the help, and on which day it was finished or left out."""


class Helped(Protocol):
    """A family, as far as what is due asks."""

    @property
    def opened_on(self) -> date: ...
    @property
    def closed_on(self) -> date | None: ...


class Looker(Protocol):
    """Someone of it, as far as what is due asks."""

    @property
    def relationship(self) -> Relationship: ...
    @property
    def age(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class DueLook:
    """A look that somebody's assessment, review or closing waits for."""

    person: PersonView
    tool: Tool
    moment: Moment
    since: date


def due(
    family: Helped, people: Iterable[PersonView], tools: Sequence[Tool], past: Sequence[Done], today: date
) -> Sequence[DueLook]:
    """Return what is due, person by person: what was finished, or left out with a reason, is not.

    Where a council uses both tools, one of them is enough: nobody is asked the same nineteen things twice.
    """
    return [
        DueLook(person, tool, *waited)
        for person in people
        for tool in tools
        for waited in waited_of(family, person, tool, [one for one in past if one[0] == person.id], today)
    ]


@dataclass(frozen=True, slots=True)
class Period:
    """What a score that is given now goes into by itself."""

    review: date | None
    """Empty before the first is prepared, and once the help has ended."""
    since: date
    """The first day whose scores go into it: the same as for a look."""


def period_of(family: Helped, today: date) -> Period:
    """Return the review that is prepared or waited for now; before the first one, the help so far."""
    review = None if family.closed_on is not None else review_before(family.opened_on, today)
    return Period(review, review - BEFORE if review else family.opened_on)


def waited_of(
    family: Helped, person: Looker, tool: Tool, past: Sequence[Done], today: date
) -> Sequence[tuple[Moment, date]]:
    """Return the moment of somebody's look with one tool that is waited for, and since when; or nothing."""
    return list(_waited(family, past, today)) if is_asked(person, tool) else []


def is_asked(person: Looker, tool: Tool) -> bool:
    """Say whether somebody's look is waited for: parents and carers, and for the matrix children over eight."""
    if person.relationship in (Relationship.PARENT, Relationship.CARER):
        return True
    is_child = person.relationship is Relationship.CHILD
    return tool is Tool.MATRIX and is_child and person.age is not None and person.age > ALONE_OVER


def _waited(family: Helped, past: Sequence[Done], today: date) -> Iterator[tuple[Moment, date]]:
    """Yield the one moment that is waited for. A first look that came late is also that review's."""
    moments = {moment for _, _, moment, _ in past}
    if family.closed_on is not None:
        if Moment.END not in moments:
            yield Moment.END, family.closed_on
    elif not past:
        yield Moment.START, family.opened_on
    elif (review := review_before(family.opened_on, today)) and past[-1][3] < review - BEFORE:
        yield Moment.REVIEW, review


def review_before(opened_on: date, today: date) -> date | None:
    """Return the newest review whose look may be asked for today; empty before the first."""
    newest = None
    for number in range(1, 1 + (today.year - opened_on.year) * 12 // REVIEW_MONTHS + 6):
        review = months_after(opened_on, number * REVIEW_MONTHS)
        if review - BEFORE > today:
            break
        newest = review
    return newest


def months_after(day: date, months: int) -> date:
    """Return the same day some months later, or the last one of a shorter month."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def moment_of(closed_on: date | None, past: Sequence[Done]) -> Moment:
    """Return which moment a look is of that someone begins now: the first is the start, later ones are reviews."""
    if closed_on is not None:
        return Moment.END
    return Moment.REVIEW if any(moment is not Moment.END for _, _, moment, _ in past) else Moment.START
