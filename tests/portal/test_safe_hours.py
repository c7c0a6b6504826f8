"""The safe moment to send: in one of the spells, never before the notice, the first there is; also as clocks change."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.clock import LONDON
from portal.safe_hours import Spell, is_safe, next_safe, read, written

SPRING, AUTUMN = datetime(2027, 3, 28, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)
"""The days on which the clocks change, at one in the morning UTC."""
TWO_WEEKS = 14 * 24 * 60

minutes = st.integers(0, 24 * 60 - 1).map(lambda n: time(n // 60, n % 60))
spells = st.lists(
    st.builds(Spell, st.frozensets(st.integers(0, 6), min_size=1), minutes, minutes), min_size=1, max_size=3
).map(tuple)
near_a_change = st.builds(
    lambda day, off: day + off,
    st.sampled_from([SPRING, AUTUMN]),
    st.timedeltas(timedelta(days=-2), timedelta(days=2)),
)
moments = st.one_of(near_a_change, st.timedeltas(timedelta(0), timedelta(days=1500)).map(lambda off: AUTUMN + off))
SUNDAY = frozenset({6})
LEFT_OUT = (Spell(SUNDAY, time(1, 15), time(1, 45)),)
"""A time that the clocks leave out on one Sunday in March."""


@settings(max_examples=1000, deadline=None)
@given(spells, moments)
@example(LEFT_OUT, SPRING)
@example(LEFT_OUT, AUTUMN)
@example((Spell(SUNDAY, time(1, 15), time(3)),), SPRING)
@example((Spell(frozenset({5}), time(23), time(1, 30)),), SPRING + timedelta(hours=1))
@example((Spell(frozenset({5}), time(23), time(1, 30)),), AUTUMN + timedelta(minutes=40))
def test_a_letter_leaves_in_a_safe_spell_and_never_before_its_notice(chosen, moment):
    sent = next_safe(chosen, moment)

    assert sent >= moment
    assert is_safe(chosen, sent)


@settings(max_examples=30, deadline=None)
@given(spells, near_a_change)
@example(LEFT_OUT, SPRING)
@example((Spell(SUNDAY, time(1, 15), time(3)),), SPRING)
@example((Spell(SUNDAY, time(1, 50), time(1, 10)),), AUTUMN + timedelta(hours=1, minutes=20))
def test_no_earlier_minute_was_safe(chosen, moment):
    """The slow way: look at the clock on the wall each minute."""
    after = moment.replace(second=0, microsecond=0)
    every_minute = (after + timedelta(minutes=n) for n in range(TWO_WEEKS))

    assert next_safe(chosen, after) == next(minute for minute in every_minute if on_the_wall(chosen, minute))


def on_the_wall(chosen, moment):
    """Whether a clock in a kitchen in London shows a safe time; told another way than the code under test."""
    here = moment.astimezone(LONDON).replace(tzinfo=None)
    for spell in chosen:
        for day in (here.date(), here.date() - timedelta(days=1)):
            begins, ends = datetime.combine(day, spell.opens), datetime.combine(day, spell.closes)
            ends += timedelta(days=ends <= begins)
            if day.weekday() in spell.days and begins <= here < ends:
                return True
    return False


@given(spells)
def test_spells_are_read_as_they_were_written(chosen):
    assert read(written(chosen)) == chosen


def test_where_no_spell_is_said_any_moment_is_safe():
    assert next_safe((), SPRING) == SPRING
    assert read("") == ()


@pytest.mark.parametrize(
    ("moment", "sent"),
    [
        ("2026-11-23 09:59", "2026-11-23 10:00"),
        ("2026-11-23 10:00", "2026-11-23 10:00"),
        ("2026-11-23 11:59", "2026-11-23 11:59"),
        ("2026-11-23 12:00", "2026-11-24 10:00"),
        ("2026-11-27 12:00", "2026-11-30 10:00"),
        ("2027-03-26 12:00", "2027-03-29 09:00"),
    ],
    ids=["just before", "as it opens", "just inside", "as it closes", "over a weekend", "over the change of clocks"],
)
def test_weekday_mornings_from_ten_to_twelve(moment, sent):
    weekdays = (Spell(frozenset(range(5)), time(10), time(12)),)

    assert next_safe(weekdays, utc(moment)) == utc(sent)


def test_saturday_night_goes_on_into_sunday():
    night = (Spell(frozenset({5}), time(22), time(1)),)

    assert is_safe(night, utc("2026-11-29 00:59"))
    assert not is_safe(night, utc("2026-11-29 01:00"))
    assert not is_safe(night, utc("2026-11-28 00:30"))


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
