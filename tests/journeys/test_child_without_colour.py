"""What a child presses has a shape of its own: the faces and the three answers, drawn in greys."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.greys import can_be_told_apart, laid_open, wishes

pytestmark = pytest.mark.one_engine

TABLET = {"viewport": {"width": 768, "height": 1024}, "has_touch": True, "is_mobile": True}


@pytest.fixture(params=["light", "dark", "forced"])
def tablet(at_work, make, request) -> Page:
    """The tablet in the hands of a child, in one look."""
    macsen = make.child(make.family(keyworker=make.worker()), age=8)
    beth = at_work(macsen.family.keyworker, **(TABLET | wishes(request.param)))
    beth.opens(f"/worker/families/{macsen.family.ref}/child/{macsen.id}/start")
    beth.writes("Who is in the room?", "The two of us")
    beth.presses("Hand it over")
    return laid_open(beth.page, request.param)


def test_the_faces_and_the_answers_differ_without_colour(tablet):
    faces = tablet.locator(".answers--faces svg")
    expect(faces).to_have_count(5)
    can_be_told_apart(faces.all())

    tablet.locator("button[value=happy]").tap()
    answers = tablet.locator(".answers button[value] svg.rag")
    expect(answers).to_have_count(3)
    can_be_told_apart(answers.all())
    assert len({button.inner_text() for button in tablet.locator(".answers button").all()}) == 3
