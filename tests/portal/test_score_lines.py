"""Whatever is scored, put right, reworded and paused, the words from–to are those of a small oracle."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.commands import goal_change
from portal.database import session_of
from portal.errors import GoalPaused, ScalesMixed
from portal.models.answer import Rag, Ten, kept, read
from portal.models.words import Colour, Scale, ScoreKind
from portal.queries import circle, goal
from portal.queries.score import ScoreLine
from tests.pages import tidy
from tests.support.pictures import CHARTS, TRAILS, chart_agrees, trail_agrees

PEOPLE = {"sian": "Siân", "gareth": "Gareth"}
NUMBERS, COLOURS = st.integers(0, 10), st.sampled_from(Colour)
CALLED = {Colour.RED: "Red: not good", Colour.AMBER: "Amber: so-so", Colour.GREEN: "Green: good"}


def turns(answers, others):
    """Up to fourteen turns with answers of one scale; now and then somebody tries one of another."""
    turn = st.one_of(
        st.tuples(st.just("score"), st.sampled_from(sorted(PEOPLE)), answers),
        st.tuples(st.just("score"), st.sampled_from(sorted(PEOPLE)), st.none()),
        st.tuples(st.just("put right"), st.integers(0, 9), answers),
        st.tuples(st.just("mix"), st.sampled_from(sorted(PEOPLE)), others),
        st.tuples(st.sampled_from(["reword", "pause", "take up"]), st.none(), st.none()),
    )
    return st.lists(turn, max_size=14)


LIVES = st.one_of(
    st.tuples(st.just(Scale.TEN), turns(NUMBERS, COLOURS)),
    st.tuples(st.just(Scale.RAG), turns(COLOURS, NUMBERS)),
)


@dataclass
class Oracle:
    """What a child with a pencil would keep: a list of answers for each person, and a rubber that leaves a trace."""

    given: list[list[object]] = field(default_factory=list)
    """Who, answer or nothing, in the order given; a slip is written over."""
    written: list[str] = field(default_factory=list)
    """Every answer that was ever written, slips too."""
    wordings: int = 0
    is_paused: bool = False

    def of(self, who):
        """The answers of one person that are a number or a colour."""
        return [answer for by, answer in self.given if by == who and answer is not None]

    def words(self, who):
        """What is said of one person on the day itself."""
        answers = self.of(who)
        first, last = answers[0], answers[-1]
        if isinstance(last, Colour):
            if len(answers) == 1:
                return f"First answer: “{CALLED[last]}”"
            if first is last and len(set(answers)) > 1:
                return f"“{CALLED[last]}” again"
            return f"Still “{CALLED[last]}”" if first is last else f"First “{CALLED[first]}”, now “{CALLED[last]}”"
        if len(answers) == 1:
            return f"First score: {last}"
        if first == last and len(set(answers)) > 1:
            return f"At {last} again"
        return f"Still at {last}" if first == last else f"From {first} to {last}"

    @property
    def is_seen_differently(self):
        latest = [self.of(who)[-1] for who in PEOPLE if self.of(who)]
        if len(latest) < 2:
            return False
        return latest[0] is not latest[1] if isinstance(latest[0], Colour) else abs(latest[0] - latest[1]) >= 2


def called(answer):
    """An answer as a table has it."""
    if answer is None:
        return "I don’t know"
    return CALLED[answer] if isinstance(answer, Colour) else f"{answer} out of 10"


def test_any_sequence_gives_the_oracles_words(make, visit):
    one = make.family()
    people = {"sian": make.parent(one), "gareth": make.parent(one, first_name="Gareth")}
    browsers = [visit(people["sian"]), visit(one.keyworker)]

    @settings(max_examples=30, deadline=None, database=None)
    @given(life=LIVES)
    def lived(life):
        scale, told = life
        aim, oracle, newest = make.goal(one, scale=scale), Oracle(), []
        for turn in told:
            play(make, people, aim, oracle, newest, *turn)
        family, worker = browsers
        holds(family.get("family.goals.show", goal_id=aim.id), oracle, scale)
        holds(worker.get("worker.goals.show", ref=one.ref, goal_id=aim.id), oracle, scale)
        make.ended(aim)

    lived()


def holds(page, oracle, scale):
    """Hold the words, the table and the picture of a page against the oracle."""
    said = list(dict.fromkeys(by for by, answer in oracle.given if answer is not None))
    words = [
        [tidy(part.get_text(" ")) for part in item.select("b, .goal__from")] for item in page.html.select(".ways li")
    ]
    assert words == [[PEOPLE[who], oracle.words(who)] for who in said]
    cells = [row.select("td")[1] for row in page.html.select("tbody tr")]
    assert sorted(tidy((cell.find("del") or cell).get_text()) for cell in cells) == sorted(oracle.written)
    assert len(page.html.select("details.card .words")) == oracle.wordings
    assert bool(page.html.select(".goal .tag")) is oracle.is_paused
    assert bool(page.html.select("#differ")) is oracle.is_seen_differently
    drawn = [chart_agrees(svg, "en") for svg in page.html.select(CHARTS)]
    stones = [trail_agrees(trail) for trail in page.html.select(TRAILS)]
    counted = sum(answer is not None for _, answer in oracle.given)
    assert (sum(drawn), sum(stones)) == ((counted, 0) if scale is Scale.TEN else (0, len(oracle.given)))


def play(make, people, aim, oracle, newest, what, who, value):
    """Do one turn, and let the oracle do the same."""
    if what == "score":
        scores(make, people, aim, oracle, newest, who, value)
    elif what == "mix":
        with pytest.raises(GoalPaused if oracle.is_paused else ScalesMixed):
            make.score(aim, people[who], **answer_of(value))
        if newest:
            with pytest.raises(ScalesMixed):
                make.put_right(aim, newest[-1], value, by=people[oracle.given[-1][0]].actor)
    elif what == "put right" and newest:
        place = who % len(newest)
        by = people[oracle.given[place][0]]
        newest[place] = make.put_right(aim, newest[place], value, by=by.actor)
        oracle.given[place][1] = value
        oracle.written.append(called(value))
    elif what == "reword":
        oracle.wordings += 1
        make.goal_changed(goal_change.reword, aim, words=f"In other words {oracle.wordings}")
    elif what == "pause" and not oracle.is_paused:
        make.goal_changed(goal_change.pause, aim, reason="")
        oracle.is_paused = True
    elif what == "take up" and oracle.is_paused:
        make.goal_changed(goal_change.take_up, aim)
        oracle.is_paused = False


def scores(make, people, aim, oracle, newest, who, value):
    """Let somebody score; a paused goal takes nothing."""
    if oracle.is_paused:
        with pytest.raises(GoalPaused):
            make.score(aim, people[who], **answer_of(value))
        return
    newest.append(make.score(aim, people[who], **answer_of(value)))
    oracle.given.append([who, value])
    oracle.written.append(called(value))


def answer_of(value):
    """An answer as the factory takes it; nothing is not knowing."""
    if value is None:
        return {"kind": ScoreKind.UNSURE}
    return {"colour": value} if isinstance(value, Colour) else {"value": value}


def seen(database, actor, aim):
    with session_of(database) as db:
        return goal.one(db, actor, aim.family.id, circle.seen_by(db, actor, aim.family.id), aim.id)


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
