"""Two languages: numbers, days, lists and lazy words through the real catalogue."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from portal import clock, i18n
from portal.i18n import gettext, lazy_gettext, lazy_pgettext, ngettext, pgettext, written_in
from portal.models.words import CircleKind, FamilyStatus, GoalState, InfoKind
from portal.web.words import word

ONE, MANY = "%(num)s question about sharing", "%(num)s questions about sharing"
COUNTED = {
    0: "Dim cwestiynau am rannu",
    1: "1 cwestiwn am rannu",
    2: "2 gwestiwn am rannu",
    3: "3 chwestiwn am rannu",
    4: "4 cwestiwn am rannu",
    6: "6 chwestiwn am rannu",
    11: "11 cwestiwn am rannu",
}


@pytest.fixture
def today(time_machine):
    """Sunday 22 November 2026, at noon."""
    time_machine.move_to(datetime(2026, 11, 22, 12, tzinfo=UTC), tick=False)
    return date(2026, 11, 22)


@pytest.mark.parametrize(("number", "said"), COUNTED.items())
def test_a_count_mutates_the_word_after_it(number, said):
    with written_in("cy"):
        assert ngettext(ONE, MANY, number) == said


@pytest.mark.parametrize(("number", "said"), [(0, "0 questions"), (1, "1 question"), (2, "2 questions")])
def test_a_count_in_english_is_one_or_many(number, said):
    assert ngettext(ONE, MANY, number) == f"{said} about sharing"


def test_a_young_person_is_called_ti_and_everyone_else_chi():
    with written_in("cy", young=True):
        young = gettext("Waiting for you")
    with written_in("cy"):
        grown_up = gettext("Waiting for you")

    assert young != grown_up
    assert "chi" in grown_up.casefold()
    assert "ti" in young.casefold()


def test_what_a_young_person_reads_falls_back_to_the_words_for_all():
    with written_in("cy", young=True):
        assert gettext("Sign in") == "Mewngofnodi"


def test_english_is_the_same_for_young_and_old():
    with written_in("en", young=True):
        assert (i18n.rendering(), gettext("Waiting for you")) == ("en", "Waiting for you")


def test_a_word_that_differs_by_its_place_has_two_translations():
    with written_in("cy"):
        assert pgettext("place", "Home") == "Hafan"
        assert gettext("Home") == "Cartref"


def test_words_said_later_are_said_in_the_readers_language():
    label, place = lazy_gettext("Sign in"), lazy_pgettext("place", "Home")
    with written_in("cy"):
        assert (str(label), str(place)) == ("Mewngofnodi", "Hafan")
    assert (str(label), str(place)) == ("Sign in", "Home")


def test_the_language_of_a_block_ends_with_it():
    with written_in("cy", young=True), written_in("en"):
        assert i18n.rendering() == "en"
    assert i18n.rendering() == "en"


def test_a_day_says_its_year_only_when_it_is_another(today):
    assert i18n.day(today) == "Sunday 22 November"
    assert i18n.day(date(2027, 1, 1)) == "Friday 1 January 2027"
    with written_in("cy"):
        assert i18n.day(today) == "Dydd Sul 22 Tachwedd"
        assert i18n.day(date(2027, 1, 1)) == "Dydd Gwener 1 Ionawr 2027"


def test_dates_and_hours_in_both_languages():
    with written_in("cy"):
        welsh = (i18n.day_year(date(2026, 8, 1)), i18n.short_day(date(2026, 11, 23)), i18n.hour(time(14, 5)))
    assert welsh == ("1 Awst 2026", "23 Tach", "14:05")
    assert i18n.day_year(date(2026, 8, 1)) == "1 August 2026"


@pytest.mark.usefixtures("today")
def test_a_moment_is_shown_as_a_clock_in_london_shows_it():
    assert i18n.moment(datetime(2026, 7, 1, 13, 5, tzinfo=UTC)) == "1 July at 14:05"
    assert i18n.moment(datetime(2025, 12, 31, 23, 30, tzinfo=UTC)) == "31 December 2025 at 23:30"
    with written_in("cy"):
        assert i18n.moment(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "2 Gorffennaf am 00:30"


@pytest.mark.parametrize(
    ("days", "english", "welsh"),
    [
        (0, "today", "heddiw"),
        (1, "tomorrow", "yfory"),
        (-1, "yesterday", "ddoe"),
        (2, "in 2 days", "ymhen deuddydd"),
        (3, "in 3 days", "ymhen 3 diwrnod"),
        (5, "in 5 days", "ymhen 5 diwrnod"),
        (-3, "3 days ago", "3 diwrnod yn ôl"),
        (14, "in 2 weeks", "ymhen pythefnos"),
    ],
)
def test_nearness_is_in_words(today, days, english, welsh):
    assert i18n.nearness(today + timedelta(days=days)) == english
    with written_in("cy"):
        assert i18n.nearness(today + timedelta(days=days)) == welsh


@pytest.mark.parametrize(
    ("names", "english", "welsh"),
    [
        ([], "", ""),
        (["Siân"], "Siân", "Siân"),
        (["Siân", "Elin"], "Siân and Elin", "Siân ac Elin"),
        (["Siân", "Elin", "Macsen"], "Siân, Elin and Macsen", "Siân, Elin a Macsen"),
        (["Macsen", "Ŵyn"], "Macsen and Ŵyn", "Macsen ac Ŵyn"),
        (["Macsen", "álvaro"], "Macsen and álvaro", "Macsen ac álvaro"),
    ],
)
def test_a_list_of_names_ends_in_a_or_ac(names, english, welsh):
    assert i18n.joined(names) == english
    with written_in("cy"):
        assert i18n.joined(names) == welsh


def test_every_day_of_the_week_has_a_name_and_letters_of_its_own_language():
    with written_in("cy"):
        assert i18n.weekday(0) == "Dydd Llun"
        assert [i18n.weekday_letter(number) for number in range(3)] == ["Ll", "M", "M"]
    assert [i18n.weekday(number)[:3] for number in range(7)] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def test_today_is_the_day_in_london(time_machine):
    time_machine.move_to(datetime(2026, 6, 30, 23, 30, tzinfo=UTC), tick=False)

    assert clock.today() == date(2026, 7, 1)


def test_words_that_are_stored_alike_are_told_apart():
    i18n.write_in("en")

    assert (word(CircleKind.HOME), word(InfoKind.HOME)) == ("Home", "Home and money")
    assert (word(FamilyStatus.OPEN), word(GoalState.OPEN)) == ("Open", "We are working on it")
