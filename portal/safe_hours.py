"""When it is safe to write to someone or to ring: days and hours as a clock in London shows them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Self

from portal.clock import LONDON, local

CLOCKS_CHANGE_AT = time(1, tzinfo=UTC)
"""Twice a year; the Summer Time Order 2002 has the hour. Only then does a clock in London jump."""
FURTHEST = 15
"""Days to look ahead: an hour that the clocks leave out one week is there the next."""


@dataclass(frozen=True, slots=True)
class Spell:
    """Some days of the week, 0 = Monday, from one time to another; over midnight when it closes before it opens."""

    days: frozenset[int]
    opens: time
    closes: time

    def holds(self, moment: datetime) -> bool:
        """Say whether an aware moment is inside, by the clock on the wall."""
        here = local(moment)
        day, now = here.weekday(), here.time()
        if self.opens < self.closes:
            return day in self.days and self.opens <= now < self.closes
        return (day in self.days and now >= self.opens) or ((day - 1) % 7 in self.days and now < self.closes)

    def __str__(self) -> str:
        """Return it as it is stored, such as `01234 10:00-12:00`."""
        return f"{''.join(map(str, sorted(self.days)))} {self.opens:%H:%M}-{self.closes:%H:%M}"

    @classmethod
    def read(cls, stored: str) -> Self:
        """Return what `str` wrote."""
        days, _, hours = stored.partition(" ")
        opens, _, closes = hours.partition("-")
        return cls(frozenset(map(int, days)), time.fromisoformat(opens), time.fromisoformat(closes))


def read(stored: str) -> tuple[Spell, ...]:
    """Return the spells of a stored text; none means any time."""
    return tuple(Spell.read(one) for one in stored.split(",") if one)


def written(spells: Iterable[Spell]) -> str:
    """Return spells as they are stored."""
    return ",".join(map(str, spells))


def is_safe(spells: Iterable[Spell], moment: datetime) -> bool:
    """Say whether an aware moment is in one of the spells; where there are none, any is."""
    known = tuple(spells)
    return not known or any(spell.holds(moment) for spell in known)


def next_safe(spells: Iterable[Spell], after: datetime) -> datetime:
    """Return the first safe moment that is not before `after`.

    Safe time begins where a spell opens, or where the clocks change into one; no other moments are tried.

    Raises:
        LookupError: the spells have no day at all.
    """
    known = tuple(spells)
    if is_safe(known, after):
        return after
    began = local(after).date()
    days = [began + timedelta(days=ahead) for ahead in range(FURTHEST)]
    moments = (moment for day in days for moment in _beginnings(known, day))
    coming = [moment for moment in moments if moment > after and is_safe(known, moment)]
    if not coming:
        raise LookupError("no day is safe")
    return min(coming)


def _beginnings(spells: Iterable[Spell], day: date) -> Iterator[datetime]:
    yield datetime.combine(day, CLOCKS_CHANGE_AT)
    for spell in spells:
        for fold in (0, 1):  # an hour that comes twice in autumn begins twice
            yield datetime.combine(day, spell.opens.replace(fold=fold), LONDON).astimezone(UTC)
