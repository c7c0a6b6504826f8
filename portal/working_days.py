"""Working days: Monday to Friday. A bank holiday counts as one, so that nothing is said to be late a day too late."""

from datetime import date, timedelta

SATURDAY = 5


def next_after(day: date) -> date:
    """Return the first working day after a day."""
    found = day + timedelta(days=1)
    while found.weekday() >= SATURDAY:
        found += timedelta(days=1)
    return found
