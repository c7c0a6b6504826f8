"""When somebody will next read what is sent to them: their working days, without the days they are away."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from portal import clock

LAST_READ = time(16)
"""What comes later on a working day is read on the next one."""
FURTHEST = 60
"""Days to look ahead."""


def next_day(
    days: Collection[int], now: datetime, away_from: date | None = None, away_until: date | None = None
) -> date | None:
    """Return the first day on which something sent now is read; none where nobody can tell.

    Args:
        days: of the week, 0 = Monday.
        now: aware.
        away_from: the first day away, with `away_until` as the last.
    """
    here = clock.local(now)
    first = here.date() + timedelta(days=here.time() >= LAST_READ)
    for ahead in range(FURTHEST):
        day = first + timedelta(days=ahead)
        is_away = away_from is not None and away_until is not None and away_from <= day <= away_until
        if day.weekday() in days and not is_away:
            return day
    return None
