"""Days counted from today, so that the demo is alive whenever it is made."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from portal import clock
from portal.standing import years_before

SATURDAY = 5
MORNING, NOON, AFTERNOON, EVENING = time(9), time(12), time(15), time(18)


@dataclass(frozen=True, slots=True)
class NextWeek:
    """A day counted from next Monday, which is 0."""

    day: int


When = int | NextWeek
"""An `int` counts working days from today: -1 is the last one before it, 1 the next one after it."""


@dataclass(frozen=True, slots=True)
class Days:
    """Turns counted days into dates and moments."""

    now: datetime

    @property
    def today(self) -> date:
        """The day that everything is counted from."""
        return clock.local(self.now).date()

    def day(self, when: When) -> date:
        """Return the date of a counted day."""
        if isinstance(when, NextWeek):
            return self.today + timedelta(days=7 - self.today.weekday() + when.day)
        return workday(self.today, when)

    def moment(self, when: When, at: time) -> datetime:
        """Return a moment of a counted day by the clock in London, never later than now."""
        return min(datetime.combine(self.day(when), at, clock.LONDON), self.now)

    def born(self, age: int) -> date:
        """Return the birthday of someone who turned this old some months ago."""
        return years_before(self.today, age) - timedelta(days=100)


def workday(today: date, count: int) -> date:
    """Return the working day so many before or after today; 0 is today, or Monday on a weekend."""
    found, way = today, timedelta(days=-1 if count < 0 else 1)
    while count == 0 and found.weekday() >= SATURDAY:
        found += way
    for _ in range(abs(count)):
        found += way
        while found.weekday() >= SATURDAY:
            found += way
    return found
