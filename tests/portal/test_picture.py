"""How a goal moved: the words, the picture and the table say the same of any scores that people could give."""

import re
import uuid
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from types import SimpleNamespace

import pytest
import time_machine
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal import i18n
from portal.models.answer import Rag, Ten
from portal.models.words import Colour, GoalState, Scale, ScoreKind
from portal.queries.face import face
from portal.queries.goal import GoalView, ScoreView
from portal.web.chart import chart
from tests.pages import tidy

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
NAMES = ("Siân", "Gareth", "Elin", "Macsen", "Non", "Christabel-Rose")
FACES = [face(uuid.UUID(int=number + 1), name) for number, name in enumerate(NAMES)]
people, gaps = st.integers(0, len(NAMES) - 1), st.integers(0, 24 * 90)
numbers = st.lists(st.tuples(people, st.integers(0, 10) | st.none(), gaps), min_size=1, max_size=24)
colours = st.lists(st.tuples(people, st.sampled_from(Colour) | st.none(), gaps), min_size=1, max_size=9)
SLOWLY = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


def goal_of(answers, scale=Scale.TEN):
    """A goal with these answers, the last of them just before now."""
    at, scores = NOW - timedelta(hours=sum(gap for *_, gap in answers) + 1), []
    for number, (who, answer, gap) in enumerate(answers):
        at += timedelta(hours=gap, seconds=1)
        scores.append(
            ScoreView(
                id=uuid.UUID(int=1000 + number),
                answer=ScoreKind.UNSURE if answer is None else (Ten if scale is Scale.TEN else Rag)(answer),
                why=f"Why {number}" if number % 3 == 0 else "",
                why_language="en",
                by=FACES[who],
                written_by=None,
                at=at,
            )
        )
    named = SimpleNamespace(kind="home", is_closed=False, name="", people=(), worker="", name_language=None)
    return GoalView(
        id=uuid.uuid4(), words="We eat together", language="en", owner=None, state=GoalState.OPEN, scale=scale,
        circle=named, written_by=None, version=1, scores=tuple(scores),
    )  # fmt: skip


@pytest.fixture
def draw(app):
    """Draw a goal's picture as a page does."""
    macros = app.extensions["nod.renderings"]["en"].get_template("components/score_picture.html")

    def drawn(view):
        with time_machine.travel(NOW, tick=False), i18n.written_in("en"):
            return BeautifulSoup(str(macros.make_module({}).score_picture(view)), "html.parser")

    return drawn


def table_of(html):
    """Who answered what and when, the oldest first."""
    rows = [[tidy(cell.get_text(" ")) for cell in row.select("td")] for row in html.select("tbody tr")]
    return [(who, answer, day) for day, answer, who, _why in reversed(rows)]


def words_of(html, alone):
    """What is said of each person."""
    said = {}
    for item in html.select(".ways li"):
        who = item.b.get_text() if item.b else alone
        said[who] = tidy(item.select_one(".goal__from").get_text(" "))
    return said


def value_at(y):
    return (150 - float(y)) / 13


def drawn_values(html):
    """The numbers that the picture shows of each person, read back from where its marks stand."""
    svg = html.select_one("svg.chart:not(.chart--key)")
    if svg is None:
        return {}
    lines = [re.findall(r"[\d.]+ ([\d.]+)", way["d"]) for way in svg.select("path.way")]
    found = {}
    for number, person in enumerate(svg.select("g.person")):
        marks, now = person.select("path.dot"), person.select_one(".now")
        ys = lines.pop(0) if len(marks) > 1 else [str(float(now["y"]) - 5)]
        assert len(ys) == len(marks)
        found[number] = [value_at(y) for y in ys]
        assert found[number][-1] == int(now.get_text())
        if first := person.select_one(".first"):
            assert found[number][0] == int(first.get_text())
    assert lines == []
    return found


@SLOWLY
@given(numbers)
def test_words_picture_and_table_say_the_same_of_any_numbers(draw, answers):
    view = goal_of(answers)
    html = draw(view)
    given_by = {}
    for who, answer, day in table_of(html):
        if answer != "I don’t know":
            given_by.setdefault(who, []).append((int(answer.removesuffix(" out of 10")), day))

    assert [len(answers), sum(map(len, given_by.values()))] == [len(table_of(html)), len(view.scored)]
    assert list(drawn_values(html).values()) == [[value for value, _ in theirs] for theirs in given_by.values()]
    said = words_of(html, next(iter(given_by), ""))
    assert list(said) == list(given_by)
    for who, theirs in given_by.items():
        assert said[who] == sentence([value for value, _ in theirs], theirs[0][1])


def sentence(values, first_day):
    """What is said of a person by an oracle of its own, from what stands in the table alone."""
    first, last = values[0], values[-1]
    if len(values) == 1:
        return f"First score: {last}"
    if first == last and len(set(values)) > 1:
        return f"At {last} again"
    start = f"Still at {last}" if first == last else f"From {first} to {last}"
    day, month, *year = first_day.split()
    whole = {
        name[:3]: name
        for name in ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October"]
    }
    whole |= {"Sept": "September", "Nov": "November", "Dec": "December"}
    if (day, month, year) == ("24", "Nov", []):
        return start
    if (month, year) == ("Nov", []):
        return f"{start} since {day} November"
    return " ".join([start, "since", whole[month], *year])


@SLOWLY
@given(colours)
def test_words_path_and_table_say_the_same_of_any_colours_and_none_is_a_number_or_a_line(draw, answers):
    view = goal_of(answers, Scale.RAG)
    html = draw(view)
    told = table_of(html)
    path = {tidy(stone.select("span")[1].find(string=True)) for stone in html.select(".trail li")}

    assert not html.select("svg.chart")
    assert len(html.select(".trail li")) == len(told) == len(answers)
    assert path == {answer for _, answer, _ in told}
    days = html.select("td:first-child, small")
    for one in (*days, *html.select("q, td:last-child")):
        one.extract()
    without_since = re.sub(r",? since .*", "", tidy(html.get_text("\n")))
    assert not re.search(r"\d", without_since.split("All scores")[0])
    assert "out of 10" not in html.get_text()


def test_nought_is_drawn_where_nought_is(draw):
    html = draw(goal_of([(0, 0, 24), (0, 3, 24)]))

    assert list(drawn_values(html).values()) == [[0, 3]]
    assert words_of(html, "Siân") == {"Siân": "From 0 to 3 since 23 November"}


@SLOWLY
@given(numbers)
def test_marks_stand_apart_in_the_order_of_their_moments_and_names_never_lie_on_each_other(answers):
    view = goal_of([(who, 5 if answer is None else answer, gap) for who, answer, gap in answers])
    drawn = chart(view.lines)
    dots = sorted((dot.score.at, dot.x) for way in drawn.ways for dot in way.dots)
    names = sorted(way.name_y for way in drawn.ways)

    assert all(later - earlier >= 4 for (_, earlier), (_, later) in pairwise(dots))
    assert all(lower - upper >= 16 for upper, lower in pairwise(names))
    assert 20 <= names[0] <= names[-1] <= 150
    assert all(46 <= x <= drawn.right for _, x in dots)
    assert all(way.name_x + 7.4 * len(way.name) <= drawn.width for way in drawn.ways)
    assert len({(way.dash, way.key) for way in drawn.ways}) == len(drawn.ways)
