"""Whatever is typed into a worker's form, the answer is a page that keeps it."""

import pytest
from markupsafe import escape

from portal.models.words import Scale
from tests.support.visitors import as_sent

NASTY = {
    "nothing": "",
    "spaces": " \t ",
    "far too long": "ŵ" * 5000,
    "a nought byte": "a\x00b",
    "half a character": "\ud800",
    "a picture": "🦄" * 40,
    "turned round": "\u202eolleh",
    "markup": "<script>alert(1)</script>",
    "a huge number": "9" * 40,
    "an id of nobody": "11111111-1111-1111-1111-111111111111",
    "Arabic digits": "٣",
}


@pytest.fixture
def pages(make):
    """Return a family's worker and the addresses of every form about it."""
    family = make.family()
    home = make.household(family)
    parent, child = make.parent(family, homes=(home,)), make.child(family)
    about = {"ref": family.ref}
    numbers = make.goal(parent)
    colours = make.goal(child, scale=Scale.RAG)
    addresses = {
        "worker.next.add": about,
        "worker.next.move": about | {"step_id": make.step(family).id},
        "worker.next.drop": about | {"step_id": make.step(family).id},
        "worker.team.add": about,
        "worker.team.change": about | {"member_id": make.member(family, make.worker(first_name="Tom")).id},
        "worker.goals.new": about,
        "worker.goals.end": about | {"goal_id": numbers.id},
        "worker.goals.score": about | {"goal_id": colours.id},
        "worker.sharing.ask": about,
        "worker.sharing.show": about | {"question_id": make.question(parent).id},
        "worker.people.add": about,
        "worker.people.change": about | {"person_id": child.id},
        "worker.people.understanding": about | {"person_id": child.id},
        "worker.people.add_household": about,
        "worker.people.change_household": about | {"household_id": home.id},
        "worker.invite.make": about | {"person_id": child.id},
        "worker.notes.index": about,
        "worker.notes.change": about | {"note_id": make.note(family).id},
    }
    return family.keyworker, addresses


@pytest.mark.parametrize("typed", NASTY.values(), ids=NASTY)
def test_no_answer_breaks_a_form(visit, pages, typed):
    worker, addresses = pages
    browser = visit(worker)
    for endpoint, about in addresses.items():
        form = browser.open_form(endpoint, **about)
        asked = {*form.fields, *form.choices} - {"csrf_token", "once", "_language"}
        page = browser.send(form, dict.fromkeys(asked, typed))
        assert page.status < 500, endpoint
        assert "<script>alert" not in page.text, endpoint


@pytest.mark.parametrize("hidden", ["once", "version"])
def test_a_hidden_field_that_was_tampered_with_breaks_nothing(visit, pages, hidden):
    worker, addresses = pages
    browser = visit(worker)
    for endpoint, about in addresses.items():
        form = browser.open_form(endpoint, **about)
        if hidden in form.fields:
            assert browser.send(form, {hidden: "9" * 40}).status < 500, endpoint


def test_every_form_left_empty_says_what_to_do(visit, pages):
    worker, addresses = pages
    del addresses["worker.invite.make"]  # asks nothing
    browser = visit(worker)
    for endpoint, about in addresses.items():
        form = browser.open_form(endpoint, **about)
        asked = {*form.fields, *form.choices} - {"csrf_token", "once", "version"}
        page = browser.send(form, dict.fromkeys(asked, ""))
        assert page.status == 422, endpoint
        assert page.errors, endpoint
        assert not [said for said in page.errors if "valid" in said], (endpoint, page.errors)


@pytest.mark.parametrize("words", ["<b>Bold</b> & “quoted”", "🦄 pêl-droed ŵŷ", "{{ 7 * 7 }} %(name)s", "=1+1"])
def test_odd_words_stand_on_the_page_as_they_were_typed(visit, make, next_week, words):
    family = make.family()
    make.parent(family)
    step = {"what": words, "who": "Siân", "where": ""} | next_week

    browser = visit(family.keyworker)
    form = browser.open_form("worker.next.add", ref=family.ref)
    page = browser.fetch("POST", form.action, body=as_sent(form, step))

    assert page.status_code == 303
    shown = browser.fetch("GET", page.location).get_data(as_text=True)
    assert str(escape(words)) in shown
