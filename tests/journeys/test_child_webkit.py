"""The ways out of a tablet in a child's hands, tried once more in WebKit: councils hand over iPads too."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from portal import clock
from portal.models import ChildRound
from portal.models.child_round import QUIET
from tests.factories import Make, PersonMade
from tests.journeys.ways_out import WaysOut
from tests.support.figures import Figure
from tests.support.records import PASSWORD
from tests.support.visitors import Visit
from tests.support.webkit import WebKitPage

pytestmark = pytest.mark.one_engine

SECRET = "Ring before noon, never after"
ADDRESSES = (
    "/",
    "/worker/",
    "/worker/account",
    "/worker/sign-in",
    "/sign-in",
    "/family/",
    "/help-now",
    "/nowhere",
    "/demo",
)
DEEPER = ("/", "/notes?lang=cy", "/goals#main", "/child/../notes")


@pytest.fixture
def ways_out(figure: Figure) -> WaysOut:
    """The ways that this test tries."""
    return WaysOut(figure, "WebKit")


@pytest.fixture
def child(make: Make) -> PersonMade:
    """A child whose family has a note that is not for other eyes."""
    made = make.child(make.family(keyworker=make.worker(first_name="Beth")), age=8)
    make.note(made.family, SECRET)
    return made


@pytest.fixture
def case(child: PersonMade) -> str:
    """Where the family's pages begin."""
    return f"/worker/families/{child.family.ref}"


@pytest.fixture
def here(child: PersonMade, case: str) -> str:
    """Where the child's page stands."""
    return f"{case}/child/{child.id}/now"


@pytest.fixture
def tablet(webkit: Callable[[Flask], WebKitPage], app: Flask, visit: Visit, child: PersonMade) -> WebKitPage:
    """A tablet on which the keyworker is signed in."""
    page, cookie = webkit(app), visit(child.family.keyworker).client.get_cookie("__Host-nod", "nod.example")
    assert cookie
    page.is_given(cookie.key, cookie.value)
    page.opens("/worker/")
    return page


@pytest.fixture
def handed_over(tablet: WebKitPage, case: str, here: str) -> WebKitPage:
    """The tablet in the child's hands, after the worker had the family's notes open on it."""
    tablet.opens(f"{case}/notes")
    assert SECRET in tablet.source
    hands_over(tablet, here)
    return tablet


def hands_over(page: WebKitPage, here: str) -> None:
    page.opens(here.replace("/now", "/start"))
    page.writes("[name=present]", "The two of us")
    page.presses("#page-form button[type=submit]")
    page.waits_for(here)


def is_kept(page: WebKitPage, here: str) -> None:
    """Only the child's page is to be seen. (After Back, WebKit still names the address that led on to it.)"""
    page.waits_to_show(f".round[action='{here}']")
    assert SECRET not in page.source


def is_signed_out(page: WebKitPage) -> None:
    """Nothing is to be seen, whatever is asked for or come back to."""
    for _ in range(3):
        page.goes_back()
        assert SECRET not in page.source
    page.opens("/worker/")
    page.waits_for("/worker/sign-in")


def test_back_forward_refresh_and_history_stay_with_the_child(handed_over, here, ways_out):
    handed_over.presses("button[value=happy]")
    handed_over.waits_to_show("button[value=amber]")

    for go in (*[handed_over.goes_back] * 4, *[handed_over.goes_forward] * 2, handed_over.refreshes):
        with ways_out.is_shut():
            go()
            is_kept(handed_over, here)
    for steps in (-2, 1, -1):
        with ways_out.is_shut():
            handed_over.goes_in_history(steps)
            is_kept(handed_over, here)


def test_no_address_and_no_deep_link_leads_out(handed_over, case, here, ways_out):
    for path in (*ADDRESSES, *(case + deeper for deeper in DEEPER), here.removesuffix("/now")):
        with ways_out.is_shut():
            handed_over.opens(path)
            is_kept(handed_over, here)


def test_a_new_tab_and_one_that_was_open_before_show_the_childs_page(tablet, case, here, ways_out):
    first = tablet.opens_a_tab()
    tablet.opens(f"{case}/notes")
    assert SECRET in tablet.source
    before = tablet.opens_a_tab()
    hands_over(tablet, here)

    for tab in (first, before):
        with ways_out.is_shut():
            tablet.looks_at(tab)
            is_kept(tablet, here)
    tablet.opens_a_tab()
    with ways_out.is_shut():
        tablet.opens(f"{case}/notes")
        is_kept(tablet, here)


def test_what_a_child_wrote_comes_back_to_nobody(handed_over):
    handed_over.presses("button[value=happy]")
    handed_over.presses("button[value=amber]")
    handed_over.writes("textarea", "He shouts at night")
    handed_over.presses("button[value=done]")
    handed_over.waits_to_show(".round__picture--good_news")

    for go in (handed_over.goes_back, handed_over.goes_back, handed_over.goes_forward, handed_over.refreshes):
        go()
        assert handed_over.runs("return document.querySelector('textarea').value") == ""


def test_signing_out_is_no_way_in(handed_over, here, ways_out):
    handed_over.opens(f"{here}/leave")
    with ways_out.is_shut():
        handed_over.presses(".leave__out button")
        handed_over.waits_for("/")
        is_signed_out(handed_over)


def test_a_round_that_ended_by_itself_opens_nothing(handed_over, database, ways_out):
    with database.engine.begin() as connection:
        quiet = clock.now() - QUIET - timedelta(seconds=1)
        connection.execute(update(ChildRound).values(last_at=quiet))

    with ways_out.is_shut():
        handed_over.refreshes()
        handed_over.waits_for("/worker/sign-in")
        is_signed_out(handed_over)


def test_a_wrong_password_is_no_way_out_and_the_right_one_is_the_only_one(handed_over, here, ways_out):
    with ways_out.is_shut():
        handed_over.opens(f"{here}/leave")
        handed_over.writes("#current", "nid-hwn-yw-e")
        handed_over.presses("#page-form button[type=submit]")
        handed_over.waits_for(f"{here}/leave")
        handed_over.opens("/worker/")
        is_kept(handed_over, here)

    handed_over.opens(f"{here}/leave")
    handed_over.writes("#current", PASSWORD)
    handed_over.presses("#page-form button[type=submit]")
    handed_over.waits_for(here.removesuffix("/now"))
