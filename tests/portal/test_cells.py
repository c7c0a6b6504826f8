"""Reading one cell of a council's export."""

import pytest

from portal.exchange import cells


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("+44 7700 900808", "07700 900808"),
        ("07700900808", "07700 900808"),
        ("7700900808", "07700 900808"),
        ("0044 7700 900808", "07700 900808"),
        ("01632 960086", "01632 960086"),
        ("02920180101", "029 2018 0101"),
        ("0300.123.4567", "0300 123 4567"),
        ("0161 496 0000", "0161 496 0000"),
        ("+48 601 234 567", "+48601234567"),
    ],
)
def test_a_telephone_number_has_one_form(written: str, number: str) -> None:
    assert cells.telephone(written) == number
    assert cells.telephone(number) == number


@pytest.mark.parametrize(
    ("written", "days"),
    [("Mon-Thu", "0123"), ("Tue,Wed,Fri", "124"), ("Monday – Wednesday; fri", "0124"), ("Sun", "6")],
)
def test_working_days_are_read(written: str, days: str) -> None:
    assert cells.working_days(written) == tuple(days)
