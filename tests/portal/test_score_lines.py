"""Whatever is scored, put right, reworded and paused, the words from–to are those of a small oracle."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment

from portal.commands import goal_change
from portal.database import session_of
from portal.errors import GoalPaused, ScalesMixed
from portal.models.answer import Rag, Ten, kept, read
from portal.models.words import Colour, Scale, ScoreKind
from portal.queries import circle, goal
from portal.queries.score import ScoreLine

PEOPLE = ("sian", "gareth")
NUMBERS = st.integers(0, 10)
TURNS = st.one_of(
    st.tuples(st.just("score"), st.sampled_from(PEOPLE), NUMBERS),
    st.tuples(st.just("unsure"), st.sampled_from(PEOPLE), st.none()),
    st.tuples(st.just("put right"), st.integers(0, 9), NUMBERS),
    st.tuples(st.just("reword"), st.none(), st.none()),
    st.tuples(st.just("pause"), st.none(), st.none()),
    st.tuples(st.just("take up"), st.none(), st.none()),
)


@dataclass
class Oracle:
    """What a child with a pencil would keep: a list of numbers for each person, and a rubber that leaves a trace."""

    given: list[list[object]] = field(default_factory=list)
    """Who, number or nothing, in the order given; a slip is written over."""
    rows: int = 0
    wordings: int = 0
    is_paused: bool = False

    def words(self, who: str) -> str | None:
        numbers = [number for by, number in self.given if by == who and number is not None]
        if not numbers:
            return None
        if len(numbers) == 1:
            return f"First score: {numbers[0]}"
        if numbers[0] == numbers[-1]:
            return f"Still at {numbers[0]}"
        return f"From {numbers[0]} to {numbers[-1]}"


def test_any_sequence_gives_the_oracles_words(app, make, database):
    one = make.family()
    people = {"sian": make.parent(one), "gareth": make.parent(one, first_name="Gareth")}

    @settings(max_examples=40, deadline=None, database=None)
    @given(turns=st.lists(TURNS, max_size=14))
    def lived(turns):
        aim, oracle, newest = make.goal(one), Oracle(), []
        for turn in turns:
            play(make, people, aim, oracle, newest, *turn)
        view = seen(database, people["sian"].actor, aim)
        make.ended(aim)
        holds(app, view, oracle)

    lived()


def holds(app, view, oracle):
    """Hold the page's words against the oracle's."""
    said = {line.by.first_name.lower().replace("â", "a"): in_words(app, line) for line in view.lines}
    assert said == {who: oracle.words(who) for who in PEOPLE if oracle.words(who) is not None}
    assert (len(view.scores), len(view.wordings)) == (oracle.rows, oracle.wordings)
    assert view.is_paused is oracle.is_paused
    latest = {who: [n for by, n in oracle.given if by == who and n is not None][-1:] for who in PEOPLE}
    apart = [numbers[0] for numbers in latest.values() if numbers]
    assert view.is_seen_differently is (len(apart) == 2 and abs(apart[0] - apart[1]) >= 2)


def play(make, people, aim, oracle, newest, what, who, value):
    """Do one turn, and let the oracle do the same."""
    if what in {"score", "unsure"}:
        answer = {"kind": ScoreKind.UNSURE} if what == "unsure" else {"value": value}
        if oracle.is_paused:
            with pytest.raises(GoalPaused):
                make.score(aim, people[who], **answer)
            return
        newest.append(make.score(aim, people[who], **answer))
        oracle.given.append([who, value])
        oracle.rows += 1
    elif what == "put right" and newest:
        place = who % len(newest)
        by = people[oracle.given[place][0]]
        newest[place] = make.put_right(aim, newest[place], value, by=by.actor)
        oracle.given[place][1] = value
        oracle.rows += 1
    elif what == "reword":
        oracle.wordings += 1
        make.goal_changed(goal_change.reword, aim, words=f"In other words {oracle.wordings}")
    elif what == "pause" and not oracle.is_paused:
        make.goal_changed(goal_change.pause, aim, reason="")
        oracle.is_paused = True
    elif what == "take up" and oracle.is_paused:
        make.goal_changed(goal_change.take_up, aim)
        oracle.is_paused = False


def seen(database, actor, aim):
    with session_of(database) as db:
        return goal.one(db, actor, aim.family.id, circle.seen_by(db, actor, aim.family.id), aim.id)


def in_words(app, line):
    """What the page says of a line, by the page's own words."""
    renderings: dict[str, Environment] = app.extensions["nod.renderings"]
    with app.test_request_context("/"):
        macro = renderings["en"].get_template("components/score_picture.html").module.line_words
        return str(macro(line, "ten")).strip()


# --- The types


@given(value=st.one_of(st.integers(), st.booleans(), st.floats(), st.text(), st.sampled_from(Colour), st.none()))
def test_only_whole_numbers_from_nought_to_ten_are_numbers(value):
    if type(value) is int and 0 <= value <= 10:
        assert Ten(value).value == value
    else:
        with pytest.raises(ValueError, match="not a number"):
            Ten(value)


@given(value=st.one_of(st.integers(), st.text(), st.none(), st.sampled_from(ScoreKind)))
def test_a_colour_is_never_a_number_nor_a_number_a_colour(value):
    with pytest.raises(ValueError, match="not a colour"):
        Rag(value)


@given(number=NUMBERS, colour=st.sampled_from(Colour), kind=st.sampled_from([ScoreKind.UNSURE, ScoreKind.SKIPPED]))
def test_what_is_kept_is_what_was_given(number, colour, kind):
    assert read(str(number), Scale.TEN) == kept(ScoreKind.SCORED, number, None) == Ten(number)
    assert read(colour.value, Scale.RAG) == kept(ScoreKind.SCORED, None, colour) == Rag(colour)
    for scale in Scale:
        assert read(kind.value, scale) is kept(kind, None, None) is kind


@pytest.mark.parametrize(("code", "scale"), [("red", Scale.TEN), ("0", Scale.RAG), ("11", Scale.TEN), ("", Scale.TEN)])
def test_an_answer_of_another_scale_is_none(code, scale):
    with pytest.raises(ValueError, match=r"."):
        read(code, scale)


def test_a_line_of_two_scales_cannot_be_made(make, database):
    one = make.family()
    sian, macsen = make.parent(one), make.child(one)
    numbers, colours = make.goal(sian), make.goal(macsen, "Play", scale=Scale.RAG)
    make.score(numbers, sian, 0)
    make.score(colours, macsen, colour="red")
    ten = seen(database, sian.actor, numbers).scores[0]
    rag = seen(database, sian.actor, colours).scores[0]

    assert ScoreLine(ten.by, (ten,), Ten).answers == (Ten(0),)
    for mixed, of in (((ten, rag), Ten), ((ten, rag), Rag), ((rag,), Ten), ((), Ten)):
        with pytest.raises(ScalesMixed):
            ScoreLine(ten.by, mixed, of)


def test_a_goal_takes_answers_of_its_own_scale_alone(make):
    sian = make.parent()
    with pytest.raises(ScalesMixed):
        make.score(make.goal(sian), sian, colour="green")
    with pytest.raises(ScalesMixed):
        make.score(make.goal(sian, "Play", scale=Scale.RAG), sian, 3)
