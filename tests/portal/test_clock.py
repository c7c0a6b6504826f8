"""Time is read in one place, aware, and can be held for a block."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from portal import clock
from portal.database import session_of
from portal.models import Family
from portal.models.base import Several, UtcDateTime

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_now_is_aware_and_in_utc():
    assert clock.now().tzinfo is UTC
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_the_clock_is_held_for_a_block_and_goes_on_after_it():
    with clock.at(NOON):
        assert (clock.now(), clock.today()) == (NOON, date(2026, 3, 1))
        with clock.at(NOON + timedelta(days=1)):
            assert clock.today() == date(2026, 3, 2)
        assert clock.now() == NOON
    assert clock.now() != NOON


def test_a_naive_moment_is_refused():
    with pytest.raises(ValueError, match="naive"), clock.at(datetime(2026, 3, 1)):  # noqa: DTZ001 (it is the point)
        pass
    with pytest.raises(ValueError, match="naive"):
        UtcDateTime().process_bind_param(datetime(2026, 3, 1), None)  # noqa: DTZ001 (it is the point)


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (datetime(2026, 1, 15, 12, 0, 30, tzinfo=UTC), time(12)),
        (datetime(2026, 7, 15, 12, 0, 30, tzinfo=UTC), time(13)),
        (datetime(2026, 10, 25, 0, 59, tzinfo=UTC), time(1, 59)),
        (datetime(2026, 10, 25, 1, 0, tzinfo=UTC), time(1)),
    ],
)
def test_a_moment_is_shown_in_summer_time_and_in_winter_time(moment, shown):
    assert clock.minute_of(moment) == shown


def test_a_moment_of_another_zone_is_stored_in_utc_and_read_back_aware(make, database):

    one = make.family()
    moment = datetime(2026, 7, 1, 9, 30, tzinfo=timezone(timedelta(hours=2)))
    with make.writing() as db:
        db.get_one(Family, one.id).changed_at = moment
    with session_of(database) as db:
        read = db.get_one(Family, one.id).changed_at

    assert read == moment
    assert read.utcoffset() == timedelta(0)


def test_a_short_list_of_codes_comes_back_as_it_was():
    kept = Several()

    for codes in ((), ("cy",), ("cy", "en")):
        assert kept.process_result_value(kept.process_bind_param(codes, None), None) == codes
