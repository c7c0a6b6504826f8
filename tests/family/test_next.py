"""What happens next, and what became of what was said before."""

import re
from datetime import time, timedelta

import pytest

from portal import clock
from portal.i18n import day, short_day
from tests.pages import tidy


@pytest.fixture
def path(visit):
    """Open what happens next."""
    return lambda who: visit(who).get("family.next.show")


def test_where_nothing_is_planned_it_says_who_will_plan(make, path):
    page = path(make.parent())

    assert page.heading == "What happens next"
    assert page.says("Nothing is planned yet. Your keyworker will put the next step here.")
    assert not page.says("What came of earlier steps")


def test_a_step_shows_what_when_who_and_where(make, path):
    parent, when = make.parent(), clock.today() + timedelta(days=3)
    make.step(parent.family, "Beth visits", on=when, at=time(14, 5), who="Siân", where="At home")
    page = path(parent)

    assert page.says("Beth visits")
    assert page.says(f"{day(when)} at 14:05")
    assert page.says("Siân")
    assert page.says("At home")


def test_a_day_that_is_a_guess_says_about(make, path):
    parent = make.parent()
    make.step(parent.family, in_days=20, is_about=True)

    assert path(parent).says(f"About {day(clock.today() + timedelta(days=20))}")


def test_a_step_today_and_one_whose_day_has_passed_say_so(make, path):
    parent = make.parent()
    make.step(parent.family, "Now", in_days=0)
    make.step(parent.family, "Then", in_days=-1)

    assert path(parent).says("Today")
    assert path(parent).says("This day has passed")


def test_many_steps_stand_in_the_order_of_their_days(make, path):
    parent = make.parent()
    for days in (8, 1, 30, 3):
        make.step(parent.family, f"In {days} days", in_days=days)
    text = path(parent).seen

    assert sorted(("In 1 days", "In 3 days", "In 8 days", "In 30 days"), key=text.index) == [
        "In 1 days",
        "In 3 days",
        "In 8 days",
        "In 30 days",
    ]


def test_on_one_day_the_earlier_hour_stands_first(make, path):
    parent = make.parent()
    for hour in (15, 9, 11):
        make.step(parent.family, f"At {hour}", in_days=2, at=time(hour))
    text = path(parent).seen

    assert text.index("At 9") < text.index("At 11") < text.index("At 15")


def test_a_moved_step_says_from_when_to_when_and_why_each_time(make, path):
    parent, today = make.parent(), clock.today()
    stone = make.step(parent.family, on=today + timedelta(days=2))
    make.moved(stone, today + timedelta(days=5), "Beth is ill")
    make.moved(stone, today + timedelta(days=9), "The hall is booked")
    page = path(parent)

    first, second, third = (short_day(today + timedelta(days=days)) for days in (2, 5, 9))
    assert page.says(f"Moved: {first} → {second}. Why: Beth is ill")
    assert page.says(f"Moved: {second} → {third}. Why: The hall is booked")


def test_what_became_of_past_steps_is_told(make, path):
    parent = make.parent()
    make.happened(make.step(parent.family, "We met"))
    make.dropped(make.step(parent.family, "Swimming"), "The pool is shut")
    page = path(parent)

    assert page.says("What came of earlier steps")
    assert page.says(f"Happened: {day(clock.today())}")
    assert page.says("Not happening now. Why: The pool is shut")
    assert page.says("Nothing is planned yet.")


def test_what_others_home_was_told_is_not_there_and_leaves_no_gap(make, path):
    one = make.family()
    home_a, home_b = make.household(one, "A"), make.household(one, "B")
    gareth = make.parent(one, first_name="Gareth", homes=(home_b,))
    make.parent(one, homes=(home_a,))
    before = path(gareth).body
    make.step(one, "At Mam’s", circle_id=home_a.circle_id)
    make.dropped(make.step(one, "Also at Mam’s", circle_id=home_a.circle_id))

    assert without_tokens(path(gareth).body) == without_tokens(before)


def without_tokens(body):
    """A page without what is different every time."""
    return re.sub(rb'name="(csrf_token|once)" value="[^"]*"', b"", body)


def test_someone_in_two_circles_reads_who_can_see_each_step(make, path):
    one = make.family()
    home = make.household(one, "A", name="Mam’s home")
    parent = make.parent(one, homes=(home,))
    make.step(one, "At home", circle_id=home.circle_id)
    make.step(one, "All of us")
    make.step(one, "Alone", circle_id=parent.private_circle_id)
    page = path(parent)

    assert page.says("Who can see this: Mam’s home")
    assert page.says("Who can see this: our whole family and team")
    assert page.says("Who can see this: Siân and Beth")


def test_words_keep_the_language_they_were_written_in(make, path):
    parent = make.parent()
    make.step(parent.family, "Beth yn dod", language="cy")
    tag = next(tag for tag in path(parent).html.select("[translate=no]") if "Beth yn dod" in tag.get_text())

    assert tag["lang"] == "cy"


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "{{ 7*7 }}", "\N{FAMILY} & co", "%(name)s"])
def test_whatever_was_typed_is_shown_as_it_was_typed(make, path, typed):
    parent = make.parent()
    make.step(parent.family, f"Odd {typed}")

    assert tidy(f"Odd {typed}") in path(parent).seen
