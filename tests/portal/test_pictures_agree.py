"""Every picture on every page has the same facts in words and in a table: nobody has to see it."""

import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask

from portal.models.domains import Domain, Moment, RatingKind, Tool
from portal.models.gauges import OfTen
from portal.models.words import Scale, ScoreKind
from tests.pages import path_of
from tests.support.pictures import BARS, CHARTS, TRAILS, chart_agrees, look_agrees, trail_agrees
from tests.support.visitors import Visit, Visitor

pytestmark = pytest.mark.one_engine

BEGINS = {
    "sian@demo.example": "/family/",
    "gareth@demo.example": "/family/",
    "elin": "/family/",
    "beth@demo.example": "/worker/families/M1001/",
}
SEEN_AS = "/seen-as/"
"""Pages of the family's side, which the family themselves are asked for."""


class TestTheDemo:
    @pytest.fixture
    def app(self, living_demo: Flask) -> Flask:
        return living_demo

    @pytest.mark.slow
    @pytest.mark.parametrize("language", ["en", "cy"])
    def test_words_and_table_and_marks_are_the_same_on_every_page(self, visit: Visit, figure, language):
        found = {CHARTS: 0, TRAILS: 0, BARS: 0}
        for who, begin in BEGINS.items():
            for main in pages_with_pictures(visit(who, language), begin):
                found[CHARTS] += sum(chart_agrees(svg, language) for svg in main.select(CHARTS))
                found[TRAILS] += sum(trail_agrees(trail) for trail in main.select(TRAILS))
                found[BARS] += bars_of(main)

        figure("marks of goals that stand in words and table too", found[CHARTS], 200)
        figure("stones of children's paths that stand in words and table too", found[TRAILS], 40)
        figure("bars of looks that stand in words and table too", found[BARS], 40)


def bars_of(main: Tag) -> int:
    """Hold the bars of a look against its words and table, where there are any; return how many there are."""
    bars = len(main.select(BARS))
    if bars:
        assert look_agrees(main) == bars
    return bars


def pages_with_pictures(browser: Visitor, begin: str) -> Iterator[Tag]:
    """Go wherever links lead from a first page, and yield what stands on those pages that have a picture."""
    known, waiting = {begin}, [begin]
    while waiting:
        answer = browser.fetch("GET", waiting.pop())
        body = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
        links = {path_of(href) for href in re.findall(r'href="(/[^"]*)"', body)}
        waiting += sorted(path for path in links - known if path.startswith(begin) and SEEN_AS not in path)
        known |= links
        if re.search(r'class="(chart|trail|way-bar)"', body):
            main = BeautifulSoup(body, "html.parser").main
            assert main is not None
            yield main


def test_every_state_in_the_gallery_too(demo_visit: Visit):
    main = demo_visit().get("/demo/gallery").html.main

    assert sum(chart_agrees(svg, "en") for svg in main.select(CHARTS)) > 10
    assert sum(trail_agrees(trail) for trail in main.select(TRAILS)) > 3


def test_a_look_from_nought_to_ten_with_answers_that_are_none(make, visit, later):
    sian = make.parent()
    before = {domain: OfTen(place % 11) for place, domain in enumerate(Domain)}
    now = {domain: OfTen(place * 3 % 11) for place, domain in enumerate(Domain)}
    now |= {Domain.HEALTH: RatingKind.UNSURE, Domain.TALKING: RatingKind.NOT_APPLICABLE}
    before.pop(Domain.COMMUNITY)
    make.look(sian, before, tool=Tool.MATRIX)
    later(days=9)
    look = make.look(sian, now, tool=Tool.MATRIX, moment=Moment.END)

    assert bars_of(visit(sian).get("family.distance.show", occasion_id=look.id).html.main) == 19


def test_a_childs_path_where_others_answer_too_and_some_do_not_know(make, visit, later):
    one = make.family()
    sian, macsen = make.parent(one), make.child(one)
    aim = make.goal(macsen, "Play", scale=Scale.RAG)
    for colour in ("red", None, "green", "green"):
        later(days=1)
        for who in (macsen, sian):
            kind = ScoreKind.SCORED if colour else ScoreKind.UNSURE
            make.score(aim, who, None, kind=kind, colour=colour)

    main = visit(sian).get("family.goals.show", goal_id=aim.id).html.main
    assert [trail_agrees(trail) for trail in main.select(TRAILS)] == [4, 4]


def test_whose_scores_they_are_goes_unsaid_only_where_the_goals_owner_alone_answered(make, visit):
    one = make.family()
    sian, gareth = make.parent(one), make.parent(one, first_name="Gareth")
    ours, mine, both = make.goal(one), make.goal(sian, "Mine"), make.goal(sian, "Both")
    for aim, who, value in ((ours, gareth, 6), (mine, sian, 6), (both, sian, 6), (both, gareth, None)):
        make.score(aim, who, value, kind=ScoreKind.UNSURE if value is None else ScoreKind.SCORED)

    words = {}
    for aim in (ours, mine, both):
        items = visit(sian).get("family.goals.show", goal_id=aim.id).html.select(".ways li")
        words[aim.id] = [item.get_text(" ", strip=True) for item in items]
    assert words == {ours.id: ["Gareth First score: 6"], mine.id: ["First score: 6"], both.id: ["Siân First score: 6"]}


def test_numbers_with_slips_put_right_stand_alike(make, visit, later):
    one = make.family()
    sian, gareth = make.parent(one), make.parent(one, first_name="Gareth")
    aim = make.goal(sian)
    wrong = make.score(aim, sian, 7)
    make.score(aim, gareth, 0)
    later(days=2)
    make.put_right(aim, wrong, 0, by=sian.actor)
    make.score(aim, sian, 1)

    for who in (sian, gareth):
        main = visit(who).get("family.goals.show", goal_id=aim.id).html.main
        assert [chart_agrees(svg, "en") for svg in main.select(CHARTS)] == [3]
        assert "7" not in main.select_one(CHARTS).get_text(" ").split()
