"""The table of a family's scores for a spreadsheet: each scale in a column of its own, and nothing of other circles."""

import csv
from io import StringIO

import pytest
from sqlalchemy import select

from portal.database import session_of
from portal.models import Entry
from portal.models.domains import Domain, Moment, RatingKind, Tool
from portal.models.gauges import OfTen
from portal.models.words import Colour, InfoKind, Scale, ScoreKind
from portal.web.words import word

TABLE = "worker.scores_csv.download"
TEN, COLOUR = "Goal: 0 to 10 (10 is the best)", "Goal: red, amber, green (green is the best)"
WORRY, HELPED = "How things are: 0 to 4 (0 is the best)", "How much the help helped: 0 to 4 (4 is the best)"
CARDS, CARD_COLOUR = (
    "Family cards: 0 to 10 (10 is the best)",
    "Family cards: red, amber, green (green is the best)",
)
SCALES = (TEN, COLOUR, WORRY, HELPED, CARDS, CARD_COLOUR)


@pytest.fixture
def sian(make):
    """A mother who signs in."""
    return make.parent()


@pytest.fixture
def table(visit):
    """Return the rows of a family's table as a worker saves it, each by its header."""

    def rows(family, who=None, language="en"):
        answer = visit(who or family.keyworker, language).get(TABLE, ref=family.ref)
        assert answer.status == 200
        return list(csv.DictReader(StringIO(answer.body.decode("utf-8-sig"), newline="")))

    return rows


def filled(row):
    """Return the scales that a row has an answer of."""
    return {name: row[name] for name in SCALES if row[name]}


def test_a_goals_numbers_stand_in_their_own_column_and_nought_is_not_lost(make, table, sian):
    aim = make.goal(sian, "Calm mornings")
    make.score(aim, sian, 0, why="A hard week", language="en")
    make.score(aim, sian, 3, beside=sian.family.keyworker)

    first, second = table(sian.family)

    assert filled(first) == {TEN: "0"}
    assert filled(second) == {TEN: "3"}
    assert (first["Whose answer"], first["Whose goal, or about whom"]) == ("Siân", "Siân")
    assert (first["Goal, or part of life"], first["Asked with"], first["Scale"]) == (
        "Calm mornings",
        "Goals",
        "0 to 10",
    )
    assert (first["Why"], first["When in the help"], second["When in the help"]) == (
        "A hard week", "At the start", "In between",
    )  # fmt: skip
    assert [row["Worker who wrote it down"] for row in (first, second)] == ["", "Beth"]


def test_a_childs_colour_is_a_word_and_never_a_number(make, table, sian):
    macsen = make.child(sian.family)
    make.score(make.goal(macsen, scale=Scale.RAG), macsen, colour=Colour.AMBER)

    (row,) = table(sian.family)

    assert filled(row) == {COLOUR: "Amber: so-so"}
    assert row["Scale"] == "Red, amber, green"


def test_looks_stand_beside_each_scale_in_a_column_that_says_which_end_is_the_best(make, table, sian):
    macsen, near = make.child(sian.family), {"circle_id": sian.family.circle_id}
    make.look(sian, {Domain.HEALTH: 4}, why="Tired", **near)
    make.look(sian, {Domain.HEALTH: 0}, moment=Moment.REVIEW, helped={Domain.HEALTH: 0}, about=macsen, **near)
    make.look(sian, {Domain.HEALTH: OfTen(0)}, tool=Tool.MATRIX, **near)
    make.look(macsen, {Domain.HEALTH: Colour.RED}, tool=Tool.MATRIX, **near)

    rows = table(sian.family)

    assert [filled(row) for row in rows] == [
        {WORRY: "4"},
        {WORRY: "0", HELPED: "0"},
        {CARDS: "0"},
        {CARD_COLOUR: "Red: not good"},
    ]
    assert {row["Goal, or part of life"] for row in rows} == {"Being well"}
    assert [row["Whose goal, or about whom"] for row in rows][:2] == ["The whole family", "Macsen"]
    assert [row["When in the help"] for row in rows][:2] == ["At the start", "Before a review"]


def test_the_parts_of_life_of_one_look_stand_in_the_order_of_the_standard_list(make, table, sian):
    backwards = dict.fromkeys(list(Domain)[::-1], 2)
    make.look(sian, backwards)

    assert [row["Goal, or part of life"] for row in table(sian.family)] == [word(domain) for domain in Domain]


def test_an_answer_that_is_no_score_stands_in_words_beside_the_scales(make, table, sian):
    make.score(make.goal(sian), sian, kind=ScoreKind.UNSURE)
    make.look(sian, {Domain.HEALTH: RatingKind.NOT_APPLICABLE}, circle_id=sian.family.circle_id)

    rows = table(sian.family)

    assert [filled(row) for row in rows] == [{}, {}]
    assert [row["Answer that is no score"] for row in rows] == ["I don’t know", "Does not apply"]


def test_a_slip_stays_and_says_that_it_is_one(make, table, sian):
    aim = make.goal(sian)
    wrong = make.score(aim, sian, 9)
    make.put_right(aim, wrong, 0, by=sian.actor)

    rows = table(sian.family)

    assert [(row[TEN], row["Slip"]) for row in rows] == [("9", "A slip, put right"), ("0", "In the place of a slip")]


def test_a_look_that_is_not_finished_is_not_in_it(make, table, sian):
    make.look(sian, {Domain.HEALTH: 4}, beside=sian.family.keyworker, is_finished=False)

    assert table(sian.family) == []


@pytest.mark.parametrize("typed", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\uff1d1", " =1"])
def test_no_cell_runs_as_a_formula(make, table, sian, typed):
    make.score(make.goal(sian, typed), sian, 3, why=f"{typed}!", language="en")

    (row,) = table(sian.family)

    assert row["Goal, or part of life"].lstrip("\t ").startswith("'")
    assert row["Why"].lstrip("\t ").startswith("'")
    assert row[TEN] == "3"


def test_what_another_circle_says_is_not_in_it(make, table, sian):
    tom = make.worker(first_name="Tom")
    make.member(sian.family, tom)
    make.score(make.goal(sian, "Only Beth and I", circle_id=sian.private_circle_id), sian, 7)
    make.look(sian, {Domain.HEALTH: 4}, circle_id=sian.private_circle_id)
    make.score(make.goal(sian, "All of us"), sian, 2)

    assert [row["Goal, or part of life"] for row in table(sian.family)] == [
        "Only Beth and I",
        "Being well",
        "All of us",
    ]
    assert [row["Goal, or part of life"] for row in table(sian.family, tom)] == ["All of us"]


def test_it_is_saved_as_a_file_that_names_nobody_and_no_browser_keeps_it(visit, sian):
    answer = visit(sian.family.keyworker).fetch("GET", f"/worker/families/{sian.family.ref}/scores.csv")

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="scores-2')
    assert answer.data.startswith(b"\xef\xbb\xbf")
    for named in (sian.family.ref, sian.family.name, "Siân"):
        assert named not in answer.headers["Content-Disposition"]


def test_in_welsh_the_headers_and_words_are_welsh(make, table, sian):
    macsen = make.child(sian.family)
    make.score(make.goal(macsen, "Rhywun i chwarae", scale=Scale.RAG), macsen, colour=Colour.RED)

    (row,) = table(sian.family, language="cy")

    assert list(row)[:3] == ["Dyddiad", "Ateb pwy", "Nod pwy, neu am bwy"]
    assert row["Nod: coch, ambr, gwyrdd (gwyrdd yw’r gorau)"] == "Coch: ddim yn dda"
    assert "Sut mae pethau: 0 i 4 (0 yw’r gorau)" in row
    assert row["Pryd yn ystod yr help"] == "Ar y dechrau"


def test_it_is_written_down_and_the_family_reads_that_a_copy_was_saved(make, visit, table, sian, entries, database):
    make.goal(sian)
    elin = make.young_person(sian.family)
    table(sian.family)

    assert entries(sian.family)[-1] == "scores_copied"
    with session_of(database) as db:
        entry = db.scalars(select(Entry).where(Entry.action == "scores_copied")).one()
        assert (entry.purpose, entry.account_id) == ("team", sian.family.keyworker.account_id)
    page = visit(sian).get("family.sharing.looked")
    assert page.says("Saved a copy of your family’s scores")
    assert page.says("Why: They are on your team.")
    assert visit(sian, "cy").get("family.sharing.looked").says("Wedi cadw copi o sgoriau eich teulu")
    assert visit(elin, "cy").get("family.sharing.looked").says("Wedi cadw copi o sgoriau dy deulu")


def test_a_partner_and_a_worker_of_other_families_find_no_such_table(make, visit, sian, entries):
    school = make.agency()
    asha = make.partner(sian.family, agency=school)
    make.decision(make.question(sian, school, kind=InfoKind.PLAN))

    assert visit(asha).get(TABLE, ref=sian.family.ref).status == 404
    assert visit(make.worker()).get(TABLE, ref=sian.family.ref).status == 404
    assert visit(sian).get(TABLE, ref=sian.family.ref).status == 404
    assert "scores_copied" not in entries(sian.family)


def test_who_opened_the_family_from_outside_its_team_may_read_it_and_take_no_copy(make, visit, sian):
    dai = make.worker(first_name="Dai")
    make.goal(sian, "Calm mornings")
    asked = {"ref": sian.family.ref, "purpose": "law", "reason": "A court asked for it today", "hours": "1"}
    visit(dai).post("worker.openings.new", asked)

    page = visit(dai).get("worker.goals.index", ref=sian.family.ref)
    assert page.says("Calm mornings")
    assert "Save all scores for a spreadsheet" not in page.links
    assert visit(dai).get(TABLE, ref=sian.family.ref).status == 403


def test_the_way_there_is_on_the_goals(visit, sian):
    page = visit(sian.family.keyworker).get("worker.goals.index", ref=sian.family.ref)

    assert page.links["Save all scores for a spreadsheet"] == f"/worker/families/{sian.family.ref}/scores.csv"


@pytest.mark.parametrize("many", [1, 4])
def test_it_asks_the_same_few_questions_of_the_database_however_much_was_scored(make, visit, sian, statements, many):
    for _ in range(min(many, 3)):
        make.score(make.goal(sian), sian, 3)
    for _ in range(many):
        make.look(sian, {Domain.HEALTH: 3})
    browser = visit(sian.family.keyworker)
    browser.get(TABLE, ref=sian.family.ref)
    with statements() as seen:
        browser.get(TABLE, ref=sian.family.ref)
    assert 1 <= len([one for one in seen if "INSERT" not in one and "UPDATE" not in one]) <= 8
