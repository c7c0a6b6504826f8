"""Fields that browsers have no good one for: a date in three boxes, a time of day."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from wtforms import Field, StringField
from wtforms.widgets import TextInput

from portal.i18n import gettext
from portal.web.forms import tidy

EARLIEST, LATEST = 1900, 2100
TimeOfDay = time


class DateBoxes(Field):
    """A date in three boxes, `name-day`, `name-month` and `name-year`; `.data` is a date or none.

    Refuses half a date, a day that is not in the calendar, and years outside 1900 to 2100.
    """

    widget = TextInput()
    day = month = year = ""

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:  # noqa: ARG002 (WTForms names it)
        """Read the three boxes, or fill them from a date."""
        self.process_errors: list[str] = []
        self.data = data if isinstance(data, date) else (self.default if isinstance(self.default, date) else None)
        if formdata and any(f"{self.name}-{part}" in formdata for part in ("day", "month", "year")):
            self.day, self.month, self.year = (
                (formdata.get(f"{self.name}-{part}") or "").strip() for part in ("day", "month", "year")
            )
            self.data = self._read()
        elif self.data:
            self.day, self.month, self.year = str(self.data.day), str(self.data.month), str(self.data.year)
        self.raw_data = [self.day + self.month + self.year]

    def _read(self) -> date | None:
        boxes: Sequence[str] = (self.day, self.month, self.year)
        if not any(boxes):
            return None
        if not all(box.isascii() and box.isdecimal() and len(box) <= 4 for box in boxes):
            self.process_errors.append(gettext("Write the day, the month and the year in numbers"))
            return None
        day, month, year = map(int, boxes)
        if not EARLIEST <= year <= LATEST:
            self.process_errors.append(gettext("Write the year with four numbers, such as 2026"))
            return None
        try:
            return date(year, month, day)
        except ValueError:
            self.process_errors.append(gettext("There is no such day. Check the day and the month."))
            return None


class ClockTime(StringField):
    """A time of day such as `14:05`, also written `14.05`, `2pm` or `9`; `.time` is a time or none."""

    time: TimeOfDay | None = None

    def process_data(self, value: Any) -> None:
        """Fill the box from a time."""
        self.data = value.strftime("%H:%M") if isinstance(value, time) else value
        self.time = value if isinstance(value, time) else None

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read what was typed."""
        typed = (tidy(valuelist[0]) or "") if valuelist else ""
        self.data, self.time = typed, None
        if typed:
            self.time = read_time(typed)
            if self.time is None:
                raise ValueError(gettext("Write a time, such as 14:05"))


def read_time(typed: str) -> time | None:
    """Return the time that was typed, or none when it is not one."""
    plain = typed.lower().replace(" ", "").replace(".", ":")
    afternoon = plain.endswith("pm")
    half_known = plain.endswith(("am", "pm"))
    hours, _, minutes = plain.removesuffix("am").removesuffix("pm").partition(":")
    if not (hours.isdecimal() and (minutes or "0").isdecimal()) or len(hours) > 2 or len(minutes) > 2:
        return None
    if half_known and not 1 <= int(hours) <= 12:
        return None
    hour = int(hours) % 12 + 12 * afternoon if half_known else int(hours)
    try:
        return time(hour, int(minutes or 0))
    except ValueError:
        return None
