"""The only reader of time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

_held: ContextVar[datetime | None] = ContextVar("held", default=None)


def now() -> datetime:
    """Return this moment, aware, in UTC."""
    return _held.get() or datetime.now(UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Hold the clock at an aware moment for a block: what is done in it was done then.

    Raises:
        ValueError: the moment is naive.
    """
    if moment.tzinfo is None:
        raise ValueError("a naive moment")
    token = _held.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _held.reset(token)


def today() -> date:
    """Return today's date as families in Wales and England see it."""
    return now().astimezone(LONDON).date()


def local(moment: datetime) -> datetime:
    """Return an aware moment as a clock in London shows it."""
    return moment.astimezone(LONDON)


def minute_of(moment: datetime) -> time:
    """Return the local hour and minute of an aware moment."""
    return local(moment).time().replace(second=0, microsecond=0)
