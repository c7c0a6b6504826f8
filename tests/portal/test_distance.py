"""How far someone has come, against a small oracle; scales that never mix; what is due and when."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from portal.commands import occasion as commands
from portal.commands.occasion import Given
from portal.database import session_of
from portal.errors import LookFinished, NotAllowed
from portal.models import Circle, Occasion, Person, Rating
from portal.models.domains import GROUPS, NUMBER, Domain, Gauge, Moment, RatingKind, Tool
from portal.models.gauges import Direction, OfTen, Worry, gauge_of, moved
from portal.models.words import Colour, FamilyStatus, LevelOfHelp, Relationship
from portal.queries import circle, distance, gate, occasion
from portal.queries.face import face
from portal.queries.family import FamilyView
from portal.queries.occasion import OccasionView, RatingView
from portal.security.keys import learn_key
from portal.settings import Settings

ANSWERS = {
    Gauge.WORRY: st.builds(Worry, st.integers(0, 4)),
    Gauge.TEN: st.builds(OfTen, st.integers(0, 10)),
    Gauge.COLOUR: st.sampled_from(Colour),
}
NO_ANSWER = st.sampled_from([None, RatingKind.NOT_APPLICABLE, RatingKind.UNSURE, RatingKind.SKIPPED])
"""Nothing at all, or an answer that is not on the scale."""
WHO = face(uuid.uuid4(), "Siân")
BEGUN = datetime(2026, 1, 5, 10, tzinfo=UTC)


def rounds(gauge):
    """Nineteen answers, many of them none."""
    return st.lists(st.one_of(ANSWERS[gauge], ANSWERS[gauge], NO_ANSWER), min_size=19, max_size=19)


@st.composite
def lives(draw):
    """One scale, and up to six looks in it: when in the help, and what was answered."""
    gauge = draw(st.sampled_from(Gauge))
    return gauge, draw(st.lists(st.tuples(st.sampled_from(Moment), rounds(gauge)), min_size=1, max_size=6))


def view(gauge, moment, answers, day, **details):
    rows = {
        domain: RatingView(
            domain,
            said if isinstance(said, RatingKind) else RatingKind.SCORED,
            None if isinstance(said, RatingKind) else said,
            None, "", None, None,
        )
        for domain, said in zip(Domain, answers, strict=True)
        if said is not None
    }  # fmt: skip
    at = BEGUN + timedelta(days=day)
    told = {"about": None, "circle": None, "skipped_why": "", "skipped_why_language": None, "written_by": None}
    return OccasionView(
        id=uuid.uuid4(), tool=Tool.DISTANCE, gauge=gauge, moment=moment, person=WHO, begun_at=at, finished_at=at,
        version=1, ratings=rows, **(told | details),
    )  # fmt: skip


GOODNESS = {Colour.RED: "bad", Colour.AMBER: "middling", Colour.GREEN: "good"}
BETTER_THAN = {("good", "middling"), ("good", "bad"), ("middling", "bad")}


def oracle(then, now):
    """Say in plain words how one domain moved; `None` where an end is missing."""
    if then is None or now is None or isinstance(then, RatingKind) or isinstance(now, RatingKind):
        return None
    if then == now:
        return "same"
    if isinstance(now, Colour):
        return "better" if (GOODNESS[now], GOODNESS[then]) in BETTER_THAN else "harder"
    is_more = now.number > then.number
    return "better" if is_more is isinstance(now, OfTen) else "harder"


@given(lives())
@settings(max_examples=300, deadline=None)
def test_the_distance_over_the_nineteen_domains_is_the_oracles(life):
    gauge, told = life
    seen = [view(gauge, moment, answers, day) for day, (moment, answers) in enumerate(told)]
    last = told[-1][1]
    starts = [answers for moment, answers in told[:-1] if moment is Moment.START][:1]
    reviews = [answers for moment, answers in told[:-1] if moment is Moment.REVIEW][:1]

    found = distance.distances(seen, seen[-1])

    assert len(found) == len(starts + reviews)
    for one, then in zip(found, starts + reviews, strict=True):
        expected = [oracle(before, after) for before, after in zip(then, last, strict=True)]
        assert [way.direction for way in one.ways] == expected
        counts = (one.better, one.same, one.harder, one.unknown)
        assert counts == tuple(expected.count(word) for word in ("better", "same", "harder", None))
        assert sum(counts) == 19


@given(st.data(), st.permutations(list(Gauge)))
def test_two_scales_never_meet(data, gauges):
    then, now = (data.draw(ANSWERS[gauge]) for gauge in gauges[:2])

    with pytest.raises(TypeError):
        moved(then, now)
    assert not view(gauges[0], Moment.START, [then] * 19, 0).is_of(view(gauges[1], Moment.REVIEW, [now] * 19, 1))


@given(st.sampled_from(Gauge).flatmap(lambda gauge: rounds(gauge).map(lambda said: (gauge, said))))
def test_what_is_worked_on_first_is_never_what_goes_well_and_nothing_harder_is_left_behind(told):
    gauge, said = told
    found = distance.hardest(view(gauge, Moment.START, said, 0))
    answers = {domain: one for domain, one in zip(Domain, said, strict=True) if gauge_or_none(one) is gauge}
    best = {Gauge.WORRY: Worry(0), Gauge.TEN: OfTen(10), Gauge.COLOUR: Colour.GREEN}[gauge]
    hard = {domain: one for domain, one in answers.items() if one != best}

    assert len(found) == min(3, len(hard))
    assert set(found) <= set(hard)
    for left in set(hard) - set(found):
        assert all(moved(hard[left], hard[chosen]) is not Direction.BETTER for chosen in found)


def gauge_or_none(said):
    return None if said is None or isinstance(said, RatingKind) else gauge_of(said)


@pytest.mark.parametrize("number", [-1, 5, 11])
def test_a_number_beyond_the_scale_is_none(number):
    with pytest.raises(ValueError, match=str(number)):
        Worry(number)
    if number != 5:
        with pytest.raises(ValueError, match=str(number)):
            OfTen(number)


def test_the_nineteen_are_nineteen_in_five_groups():
    assert [domain for group in GROUPS.values() for domain in group] == list(Domain)
    assert [*NUMBER.values()] == list(range(1, 20))
    assert [len(group) for group in GROUPS.values()] == [3, 5, 4, 3, 4]


# --- Through the database


@pytest.fixture
def written(make):
    """Write an answer into a look past the command, as a fault in the code could."""

    def write(look, **columns):
        with make.writing() as db:
            learn_key(db, look.family.id)
            row = {"family_id": look.family.id, "occasion_id": look.id, "domain": Domain.TALKING}
            db.add(Rating(**row, kind=RatingKind.SCORED, rated_at=BEGUN, **columns))

    return write


@pytest.mark.parametrize(
    "columns", [{}, {"level": 5}, {"value": 11}, {"level": 1, "value": 1}, {"value": 1, "colour": Colour.RED},
                {"level": 1, "helped": 5}]
)  # fmt: skip
def test_the_database_takes_one_answer_on_its_scale_and_no_other(make, written, columns):
    look = make.look(make.parent(), {}, is_finished=False)

    with pytest.raises(IntegrityError):
        written(look, **columns)


@given(rounds(Gauge.WORRY), rounds(Gauge.WORRY))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_kept_is_what_is_compared(make, database, then, now):
    sian = make.parent()
    for moment, said in ((Moment.START, then), (Moment.END, now)):
        make.look(sian, {domain: one for domain, one in zip(Domain, said, strict=True) if one}, moment=moment)
    with session_of(database) as db:
        circles = circle.seen_by(db, sian.actor, sian.family.id)
        seen = occasion.of_family(db, sian.actor, sian.family.id, circles)

    (found,) = distance.distances(seen, seen[-1])
    assert [way.direction for way in found.ways] == [oracle(a, b) for a, b in zip(then, now, strict=True)]


def kept(make, who, look, given):
    with make.writing() as db:
        learn_key(db, who.family.id)
        row = db.get_one(Occasion, look.id)
        commands.keep(db, who.actor, row, given, version=row.version)


def test_an_answer_of_another_scale_is_refused(make):
    sian = make.parent()
    look = make.look(sian, {}, is_finished=False)

    with pytest.raises(TypeError):
        kept(make, sian, look, {Domain.HEALTH: Given(RatingKind.SCORED, OfTen(3))})


def test_what_is_finished_stays_as_it_is(make):
    sian = make.parent()
    look = make.look(sian, {Domain.HEALTH: 3})

    with pytest.raises(LookFinished):
        kept(make, sian, look, {})


def test_nobody_looks_for_another_and_no_partner_looks_at_all(make):
    sian = make.parent()
    gareth = make.parent(sian.family, first_name="Gareth")
    partner = make.partner(sian.family)

    for actor in (gareth.actor, partner.actor):
        with pytest.raises(NotAllowed):
            begun(make, actor, sian)


def begun(make, actor, whose):
    with make.writing() as db:
        learn_key(db, whose.family.id)
        around, person = db.get_one(Circle, whose.family.circle_id), db.get_one(Person, whose.id)
        commands.begin(db, actor, around, person=person, about=None, tool=Tool.DISTANCE, moment=Moment.START)


def test_a_circle_that_does_not_know_a_child_is_told_nothing_of_it(make):
    one = make.family()
    hers, his = make.household(one, "A"), make.household(one, "B")
    sian, _ = make.parent(one, homes=(hers,)), make.parent(one, first_name="Gareth", homes=(his,))
    non = make.child(one, first_name="Non", homes=(his,))

    with pytest.raises(NotAllowed):
        make.look(sian, {}, about=non, circle_id=hers.circle_id)


def test_a_partner_reads_none_even_where_everyone_agreed_to_share_what_is_worked_on(make, database):
    sian = make.parent()
    helper = make.partner(sian.family)
    make.decision(make.question(sian, helper.agency))
    make.look(sian, {Domain.HEALTH: 3}, circle_id=sian.family.circle_id)

    with session_of(database) as db:
        circles = circle.seen_by(db, helper.actor, sian.family.id)
        assert circles
        assert occasion.of_family(db, helper.actor, sian.family.id, circles) == []
        assert occasion.done(db, helper.actor, sian.family.id) == []


# --- What is due


def family(opened_on, closed_on=None):
    status = FamilyStatus.CLOSED if closed_on else FamilyStatus.OPEN
    return FamilyView(uuid.uuid4(), "F1", "Llwyd", LevelOfHelp.SUPPORT, status, None, opened_on, closed_on, BEGUN, 1)


class Someone:
    """Someone of a family, as far as what is due asks."""

    def __init__(self, relationship=Relationship.PARENT, age=38):
        self.id, self.relationship, self.age = uuid.uuid4(), relationship, age


SIAN = Someone()
OPENED = date(2026, 1, 31)


def waited(today, *past, closed_on=None):
    done = [(SIAN.id, Tool.DISTANCE, moment, day) for moment, day in past]
    found = gate.due(family(OPENED, closed_on), [SIAN], [Tool.DISTANCE], done, today)
    return [(one.moment, one.since) for one in found]


START = (Moment.START, date(2026, 2, 3))


@pytest.mark.parametrize(
    ("today", "past", "expected"),
    [
        (OPENED, (), [(Moment.START, OPENED)]),
        (date(2026, 9, 1), (), [(Moment.START, OPENED)]),
        (date(2026, 4, 15), (START,), []),
        (date(2026, 4, 16), (START,), [(Moment.REVIEW, date(2026, 4, 30))]),
        (date(2026, 4, 30), (START, (Moment.REVIEW, date(2026, 4, 16))), []),
        (date(2026, 7, 17), (START, (Moment.REVIEW, date(2026, 5, 2))), [(Moment.REVIEW, date(2026, 7, 31))]),
        (date(2026, 11, 1), (START,), [(Moment.REVIEW, date(2026, 10, 31))]),
        (date(2026, 4, 20), ((Moment.START, date(2026, 4, 18)),), []),
    ],
)
def test_a_look_is_due_at_the_start_and_two_weeks_before_each_three_monthly_review(today, past, expected):
    assert waited(today, *past) == expected


def test_a_closing_asks_for_the_last_one_and_nothing_else():
    closed = date(2026, 8, 1)

    assert waited(date(2026, 9, 1), START, closed_on=closed) == [(Moment.END, closed)]
    assert waited(date(2026, 9, 1), START, (Moment.END, date(2026, 7, 30)), closed_on=closed) == []


@pytest.mark.parametrize(
    ("relationship", "age", "tools"),
    [
        (Relationship.PARENT, 38, {Tool.DISTANCE, Tool.MATRIX}),
        (Relationship.CARER, 60, {Tool.DISTANCE, Tool.MATRIX}),
        (Relationship.OTHER_ADULT, 60, set()),
        (Relationship.CHILD, 9, {Tool.MATRIX}),
        (Relationship.CHILD, 8, set()),
        (Relationship.CHILD, None, set()),
        (Relationship.UNBORN, None, set()),
    ],
)
def test_parents_and_carers_are_waited_for_and_children_over_eight_with_their_cards(relationship, age, tools):
    person = Someone(relationship, age)

    assert {tool for tool in (Tool.DISTANCE, Tool.MATRIX) if gate.is_asked(person, tool)} == tools


@pytest.mark.parametrize(("months", "day"), [(1, date(2026, 2, 28)), (11, date(2026, 12, 31)), (12, date(2027, 1, 31))])
def test_a_month_later_is_the_same_day_or_the_last_of_a_shorter_month(months, day):
    assert gate.months_after(OPENED, months) == day


# --- Which tools a council uses


@pytest.mark.parametrize(
    ("said", "is_demo", "looks"),
    [("", False, [Tool.DISTANCE]), ("", True, [Tool.DISTANCE, Tool.MATRIX]), ("goals", False, []),
     ("goals, matrix", False, [Tool.MATRIX])],
)  # fmt: skip
def test_a_council_says_with_what_it_looks(said, is_demo, looks):
    assert Settings(_env_file=None, testing=True, demo=is_demo, scoring=said).looks == looks


@pytest.mark.parametrize("said", ["distance", "goals,star"])
def test_a_tool_that_there_is_not_and_leaving_out_goals_stop_the_start(said):
    with pytest.raises(Exception, match="NOD_SCORING"):
        Settings(_env_file=None, testing=True, scoring=said)
