"""What someone typed is never lost: not by another language, a session that ran out, a form without its token."""

import pytest
from sqlalchemy import select

from portal.database import session_of
from portal.models import Draft, Goal
from tests.factories import PASSWORD

WORDS = "Bwyta gyda’n gilydd heb ffraeo"


@pytest.fixture
def typing(visit, make):
    """A parent in the middle of setting a goal, and what stands in the form."""
    parent = make.parent()
    browser = visit(parent)
    form = browser.open_form("family.goals.new")
    return parent, browser, form, {"words": WORDS, "whose": "mine", "circle": form.choices["circle"][-1]}


@pytest.fixture
def count(database):
    """How many rows a table holds."""

    def rows(model):
        with session_of(database) as db:
            return len(db.scalars(select(model)).all())

    return rows


def filled(form):
    return {name: form.value(name) for name in ("words", "whose", "circle")}


# --- Another language


@pytest.mark.parametrize("htmx", [False, True], ids=["without JavaScript", "with htmx"])
def test_switching_the_language_keeps_the_page_and_everything_typed(typing, htmx, count):
    _parent, browser, form, typed = typing
    page = browser.send(form, {**typed, "_language": "cy"}, htmx=htmx)

    assert (page.status, page.first_status) == (200, 200)
    assert page.html.html["lang"] == "cy"
    assert page.heading == "Gosod nod"
    assert filled(page.form()) == typed
    assert page.errors == []
    assert count(Goal) == 0


def test_the_form_goes_on_in_the_other_language_and_is_saved_once(typing, count):
    _parent, browser, form, typed = typing
    page = browser.send(form, {**typed, "_language": "cy"})
    page = browser.send(page.form())

    assert page.heading == WORDS
    assert page.said.startswith("Mae eich nod")
    assert count(Goal) == 1


def test_a_half_filled_form_is_not_scolded_for_switching(typing):
    _parent, browser, form, _typed = typing
    page = browser.send(form, {"words": "x" * 400, "whose": None, "circle": None, "_language": "cy"})

    assert page.errors == []
    assert page.form().value("words") == "x" * 400


def test_the_switch_of_a_page_with_a_form_sends_the_form(typing):
    _parent, browser, _form, _typed = typing
    page = browser.get("family.goals.new")
    button = page.html.select_one("button[name=_language]")

    assert (button["value"], button["form"]) == ("cy", "page-form")
    assert button.has_attr("formnovalidate")


@pytest.mark.parametrize("language", ["fr", "", "cy-ti", "\x00"])
def test_a_language_that_is_none_of_ours_only_draws_the_form_again(typing, language, count):
    _parent, browser, form, typed = typing
    page = browser.send(form, {**typed, "_language": language}, follow=False)

    assert page.status < 500
    if page.status == 200:
        assert filled(page.form()) == typed
    assert count(Goal) <= 1


def test_signing_in_keeps_the_name_when_the_language_changes(visit):
    browser = visit()
    page = browser.post("public.sign_in", {"name": "elin", "password": "x", "_language": "cy"})

    assert page.html.html["lang"] == "cy"
    assert page.form().value("name") == "elin"
    assert page.errors == []


# --- A session that ran out


@pytest.mark.parametrize("htmx", [False, True], ids=["without JavaScript", "with htmx"])
def test_a_session_that_runs_out_while_writing_gives_the_words_back_after_signing_in(typing, later, count, htmx):
    parent, browser, form, typed = typing
    later(minutes=31)
    page = browser.send(form, typed, htmx=htmx)
    assert page.redirected_to == "/sign-in"
    assert page.says("You were signed out because nothing happened for a while.")
    assert count(Draft) == 1

    page = browser.post("public.sign_in", {"name": parent.name, "password": PASSWORD})
    assert page.redirected_to == "/family/goals/new"
    assert page.says("You were signed out. What you typed is still here.")
    assert filled(page.form()) == typed
    assert (count(Draft), count(Goal)) == (0, 0)

    assert browser.send(page.form()).said == "Your goal is saved. You can score it now."


def test_the_words_wait_on_the_page_they_were_typed_on_and_come_once(typing, later):
    parent, browser, form, typed = typing
    later(minutes=31)
    browser.send(form, typed)
    browser.post("public.sign_in", {"name": parent.name, "password": PASSWORD}, follow=False)

    assert browser.get("family.home.show").status == 200
    assert filled(browser.open_form("family.goals.new")) == typed
    assert browser.open_form("family.goals.new").value("words") == ""


def test_a_score_comes_back_too(make, visit, later):
    parent = make.parent()
    browser, aim = visit(parent), make.goal(parent)
    form = browser.open_form("family.goals.score", goal_id=aim.id)
    later(minutes=31)
    browser.send(form, {"answer": "0", "why": WORDS})
    page = browser.post("public.sign_in", {"name": parent.name, "password": PASSWORD})

    assert (page.form().value("answer"), page.form().value("why")) == ("0", WORDS)


def test_what_was_kept_is_sealed_and_holds_no_password(make, visit, later, database):
    parent = make.parent()
    browser = visit(parent)
    form = browser.open_form("family.account.password")
    later(minutes=31)
    browser.send(form, {"current": PASSWORD, "password": "pedwar-ci-du"})
    with session_of(database) as db:
        kept = db.scalars(select(Draft)).one()

    assert b"password" not in kept.fields
    page = browser.post("public.sign_in", {"name": parent.name, "password": PASSWORD})
    assert (page.form().value("current"), page.form().value("password")) == ("", "")


def test_another_person_on_the_same_phone_does_not_get_the_words(typing, make, later):
    _parent, browser, form, typed = typing
    later(minutes=31)
    browser.send(form, typed)
    other = make.parent(first_name="Gareth")
    page = browser.post("public.sign_in", {"name": other.name, "password": PASSWORD})

    assert WORDS not in page.text
    assert browser.open_form("family.goals.new").value("words") == ""


def test_a_session_that_was_ended_on_purpose_keeps_nothing(typing, visit, count):
    parent, browser, form, typed = typing
    visit(parent).post("family.account.sign_out_everywhere", on="/family/account")
    page = browser.send(form, typed)

    assert page.redirected_to == "/sign-in"
    assert not page.says("because nothing happened")
    assert count(Draft) == 0


def test_words_kept_for_more_than_a_day_are_gone(typing, later):
    parent, browser, form, typed = typing
    later(minutes=31)
    browser.send(form, typed)
    later(hours=25)
    browser.post("public.sign_in", {"name": parent.name, "password": PASSWORD}, follow=False)

    assert browser.open_form("family.goals.new").value("words") == ""


def test_someone_never_signed_in_leaves_nothing_behind(visit, count):
    browser = visit()
    token = browser.token()
    browser.fetch("POST", "/family/goals/new", body=f"csrf_token={token}&words=x")

    assert count(Draft) == 0


# --- A form without its token


def test_a_form_without_its_token_shows_what_was_typed(typing, count):
    _parent, browser, form, typed = typing
    page = browser.send(form, {**typed, "csrf_token": "wrong"})

    assert page.status == 400
    assert page.says("Copy it from here, so that it is not lost.")
    assert page.says(WORDS)
    assert count(Goal) == 0


def test_a_form_from_elsewhere_does_nothing(typing, count):
    _parent, browser, form, typed = typing
    for token in ("", None, "IjEi.x.y"):
        assert browser.send(form, {**typed, "csrf_token": token}).status == 400

    assert count(Goal) == 0


def test_a_password_is_never_shown_on_the_page_of_a_lost_form(make, visit):
    browser = visit(make.parent())
    form = browser.open_form("family.account.password")
    page = browser.send(form, {"current": "cyfrinach-un", "password": "cyfrinach-dau", "csrf_token": "wrong"})

    assert page.status == 400
    assert "cyfrinach" not in page.text


def test_a_token_of_another_browser_is_no_token(typing, visit, make, count):
    _parent, browser, form, typed = typing
    theirs = visit(make.parent()).token()

    assert browser.send(form, {**typed, "csrf_token": theirs}).status == 400
    assert count(Goal) == 0
