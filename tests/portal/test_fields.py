"""Fields that browsers have no good one for, and what every text goes through."""

from datetime import date, time

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form, StringField

from portal.web.fields import ClockTime, DateBoxes, read_time
from portal.web.forms import Said, at_most, printable, tidy


class Day(Form):
    on = DateBoxes("When?")


class Clock(Form):
    at = ClockTime("What time?")


class Text(Form):
    words = StringField("Words", filters=[tidy], validators=[Said("Say something"), at_most(10), printable])


def day(*boxes):
    form = Day(MultiDict(zip(("on-day", "on-month", "on-year"), boxes, strict=True)))
    form.validate()
    return form.on


@pytest.mark.parametrize(
    ("boxes", "found"),
    [
        (("23", "11", "2026"), date(2026, 11, 23)),
        ((" 1 ", "2", "2026"), date(2026, 2, 1)),
        (("29", "2", "2028"), date(2028, 2, 29)),
        (("", "", ""), None),
    ],
)
def test_three_boxes_are_a_date(boxes, found):
    assert (day(*boxes).data, day(*boxes).errors) == (found, [])


@pytest.mark.parametrize(
    "boxes",
    [
        ("31", "2", "2026"),
        ("29", "2", "2026"),
        ("0", "1", "2026"),
        ("1", "13", "2026"),
        ("1", "1", "26"),
        ("1", "1", "99999"),
        ("1", "", "2026"),
        ("x", "1", "2026"),
        ("-1", "1", "2026"),
        ("1.5", "1", "2026"),
        ("\N{ARABIC-INDIC DIGIT TWO}", "1", "2026"),
        ("1", "1", "1899"),
        ("\ud800", "1", "2026"),
        ("1e1", "1", "2026"),
    ],
)
def test_what_is_no_date_is_refused_and_stays_in_its_boxes(boxes):
    field = day(*boxes)

    assert field.data is None
    assert len(field.errors) == 1
    assert (field.day, field.month, field.year) == tuple(box.strip() for box in boxes)


def test_a_date_that_is_known_fills_the_boxes():
    field = Day(data={"on": date(2026, 11, 3)}).on

    assert (field.day, field.month, field.year) == ("3", "11", "2026")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("14:05", time(14, 5)),
        ("14.05", time(14, 5)),
        ("9", time(9)),
        ("9am", time(9)),
        ("2pm", time(14)),
        ("2:30 PM", time(14, 30)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("00:00", time(0)),
        ("23:59", time(23, 59)),
        ("24:00", None),
        ("14:60", None),
        ("half past two", None),
        ("-1", None),
        ("1:2:3", None),
        ("pm", None),
        ("", None),
        ("999", None),
        ("²:00", None),
        ("\x00", None),
    ],
)
def test_a_time_of_day_is_read_as_people_write_it(typed, found):
    assert read_time(typed) == found


def test_a_time_that_is_none_is_told_and_stays():
    form = Clock(MultiDict({"at": "half past two"}))

    assert not form.validate()
    assert (form.at.data, form.at.time, form.at.errors) == ("half past two", None, ["Write a time, such as 14:05"])


def test_no_time_at_all_is_no_fault():
    form = Clock(MultiDict({"at": " "}))

    assert form.validate()
    assert form.at.time is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Say something"),
        ("   \n", "Say something"),
        ("x" * 11, "Use 10 characters or fewer. You have used 11."),
        ("a\x00b", "Take out the sign that cannot be shown"),
        ("a\x1bb", "Take out the sign that cannot be shown"),
        ("a\ud800b", "Take out the sign that cannot be shown"),
        ("\N{REPLACEMENT CHARACTER}", "Take out the sign that cannot be shown"),
    ],
)
def test_a_text_that_cannot_be_taken_says_what_to_do(typed, sentence):
    form = Text(MultiDict({"words": typed}))

    assert not form.validate()
    assert [str(error) for error in form.words.errors] == [sentence]


ODD = ["\N{FAMILY}", "\N{RIGHT-TO-LEFT MARK}שלום", "1\n2\r\n3\t4", "ŵ" * 10, "<b>&amp;", "%(num)s", "{{ 7 }}"]


@pytest.mark.parametrize("typed", ODD)
def test_any_sign_that_can_be_shown_is_taken(typed):
    form = Text(MultiDict({"words": typed}))

    assert form.validate()
    assert form.words.data == typed.strip()


def test_a_circumflex_is_one_letter_however_it_was_typed():
    form = Text(MultiDict({"words": "  w\N{COMBINING CIRCUMFLEX ACCENT}yn  "}))

    assert form.words.data == "ŵyn"
