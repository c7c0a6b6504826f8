"""The first page leads to “How things are” when somebody's own look is waited for, and is quiet otherwise."""

import pytest

from portal import clock
from portal.app import create_app
from portal.models import Family
from portal.models.domains import Domain, Moment, Tool
from portal.models.gauges import OfTen
from portal.models.words import FamilyStatus, Relationship
from tests.support.visitors import Visit

BEGIN, REVIEW, END = "as we begin.", "before our review.", "as the help ends."


@pytest.fixture
def told(visit):
    """What the first page says of a look that waits: `told(sian)`."""

    def of(who):
        rows = visit(who, language="en").get("family.home.show").html.select("a.row[href='/family/distance']")
        return [row.get_text(" ", strip=True).removeprefix("How things are Say how life is ") for row in rows]

    return of


def test_a_parent_is_led_there_at_the_start_and_no_more_once_it_is_said(make, told):
    sian = make.parent()
    assert told(sian) == [BEGIN]

    for tool in (Tool.DISTANCE, Tool.MATRIX):
        make.look(sian, {Domain.HEALTH: 2 if tool is Tool.DISTANCE else OfTen(2)}, tool=tool)

    assert told(sian) == []


def test_what_somebody_else_said_is_not_theirs(make, told):
    sian = make.parent()
    gareth = make.parent(sian.family, first_name="Gareth")
    for tool in (Tool.DISTANCE, Tool.MATRIX):
        make.left_out(sian, tool=tool)

    assert (told(sian), told(gareth)) == ([], [BEGIN])


def test_she_is_led_there_before_a_review_and_at_the_end(make, told, later):
    sian = make.parent()
    for tool in (Tool.DISTANCE, Tool.MATRIX):
        make.left_out(sian, tool=tool)
    later(days=100)
    assert told(sian) == [REVIEW]

    with make.writing() as db:
        family = db.get_one(Family, sian.family.id)
        family.status, family.closed_on = FamilyStatus.CLOSED, clock.today()

    assert told(sian) == [END]
    for tool in (Tool.DISTANCE, Tool.MATRIX):
        make.left_out(sian, tool=tool, moment=Moment.END)
    assert told(sian) == []


def test_a_young_person_is_led_there_and_another_grown_up_is_not(make, told):
    elin = make.young_person()
    uncle = make.person(elin.family, Relationship.OTHER_ADULT, first_name="Ifan")

    assert (told(elin), told(uncle)) == ([BEGIN], [])


def test_where_a_council_does_not_look_in_this_way_nothing_leads_there(make, app):
    sian = make.parent()
    other = create_app(app.extensions["nod.settings"].model_copy(update={"scoring": "goals"}))

    assert not Visit(other)(sian).get("family.home.show").says("How things are")
    other.extensions["nod.database"].close()


def test_the_keyworker_sees_the_row_that_she_sees(make, visit):
    sian = make.parent()

    page = visit(sian.family.keyworker, language="en").get(f"/worker/families/{sian.family.ref}/as/{sian.id}")

    assert page.says("Say how life is as we begin.")
    assert f"/worker/families/{sian.family.ref}/as/{sian.id}/distance" in page.hrefs
