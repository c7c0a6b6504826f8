"""An answer on sharing that was begun: it counts for nothing, waits for a week, and is found again on any device."""

import threading

import pytest
from sqlalchemy import func, select

from portal.commands import consent
from portal.commands.consent import Answer, Matter
from portal.database import session_of, unit_of_work
from portal.jobs.tidying import tidy_up
from portal.models import Consent, Draft, Person
from portal.models.words import ConsentHow, ConsentStatus
from portal.security.keys import learn_key
from tests.factories import PASSWORD
from tests.support.answering import answers

WORDS = "Only his asthma pump, ddim byd arall"


@pytest.fixture
def count(database):
    """How many rows there are of something."""

    def rows(model):
        with session_of(database) as db:
            return db.scalar(select(func.count()).select_from(model))

    return rows


@pytest.fixture
def begun(make, visit):
    """A parent who has said which part and for how long, and has put the phone away before saving."""
    parent = make.parent()
    asked = make.question(parent)
    browser = visit(parent)
    browser.post("family.sharing.show", {"answer": "part"}, question_id=asked.id)
    page = browser.send(browser.page.form(), {"part": WORDS, "lasts": "six_months"})
    assert page.heading == "Check your answer"
    return parent, asked


def tidied(database):
    """Let the job run that throws away what is too old."""
    with session_of(database), unit_of_work() as db:
        tidy_up(db)


def test_a_parent_goes_on_on_another_device_where_they_stopped(begun, visit, count):
    parent, asked = begun
    assert count(Consent) == 1
    browser = visit(parent)
    page = browser.get("family.sharing.show", question_id=asked.id)
    assert page.says("You began an answer Only part of it It is not saved yet.")

    assert browser.get("family.sharing.index").says("You began an answer. It is not saved yet.")
    browser.get("family.sharing.show", question_id=asked.id)

    page = browser.follow("Go on with it")
    assert page.says(WORDS)
    assert page.says("For six months")
    page = browser.send(page.form())
    assert page.said == "Saved. Your answer counts from now on."
    assert not page.says("You began an answer")
    assert (count(Consent), count(Draft)) == (2, 0)


def test_what_was_begun_can_be_changed_and_the_words_of_the_part_stay(begun, visit):
    parent, asked = begun
    browser = visit(parent)
    assert browser.get("family.answer.more", question_id=asked.id).form().value("part") == WORDS

    answers(browser, asked, "refused")
    assert browser.get("family.sharing.show", question_id=asked.id).says("Your answer No, do not share it")


def test_it_waits_a_week_and_no_longer(begun, visit, later, count, database):
    parent, asked = begun
    later(days=6)
    tidied(database)
    assert visit(parent).get("family.answer.check", question_id=asked.id).says(WORDS)

    later(days=2)
    page = visit(parent).get("family.answer.check", question_id=asked.id)
    assert page.heading == "May we share this?"
    assert not page.says("You began an answer")
    assert not visit(parent).get("family.sharing.index").says("You began an answer")
    tidied(database)
    assert count(Draft) == 0


def test_nobody_else_finds_it(begun, make, visit, database):
    parent, asked = begun
    with session_of(database) as db:
        assert WORDS.encode() not in db.scalars(select(Draft)).one().fields
    other = make.parent(parent.family, first_name="Gareth")

    assert visit(other).fetch("GET", f"/family/sharing/{asked.id}/check").status_code == 404


def test_taking_a_yes_back_ends_what_was_begun_beside_it(make, visit, count):
    parent = make.parent()
    asked = make.question(parent)
    make.decision(asked)
    browser = visit(parent)
    browser.post("family.sharing.show", {"answer": "part"}, question_id=asked.id)
    browser.post("family.sharing.take_back", on=f"/family/sharing/{asked.id}", question_id=asked.id)

    assert count(Draft) == 0


@pytest.mark.parametrize("place", ["more", "check"])
def test_where_nothing_was_begun_the_question_is_put(make, visit, place):
    parent = make.parent()
    page = visit(parent).get(f"family.answer.{place}", question_id=make.question(parent).id)

    assert page.heading == "May we share this?"


def test_what_is_saved_is_what_stood_on_the_page_whatever_another_page_began(make, visit, database):
    parent = make.parent()
    asked, first, second = make.question(parent), visit(parent), visit(parent)
    form = first.post("family.sharing.show", {"answer": "refused"}, question_id=asked.id).form()
    second.post("family.sharing.show", {"answer": "given"}, question_id=asked.id)
    first.send(form)

    with session_of(database) as db:
        statuses = db.scalars(select(Consent.status).order_by(Consent.decided_at)).all()
    assert statuses == [ConsentStatus.ASKED, ConsentStatus.REFUSED]


def test_a_no_that_a_worker_is_writing_down_at_that_moment_is_not_covered_by_a_yes(make, visit, database):
    parent = make.parent()
    asked, browser, pages = make.question(parent), visit(parent), []
    more = browser.post("family.sharing.show", {"answer": "given"}, question_id=asked.id).form()
    form = browser.send(more, {"lasts": "year"}).form()
    saving = threading.Thread(target=lambda: pages.append(browser.send(form)))
    with make.writing() as db:
        learn_key(db, parent.family.id)
        person = db.get_one(Person, parent.id)
        matter = Matter(about=person, decider=person, agency_id=asked.agency.id, kind=asked.kind)
        said = Answer(status=ConsentStatus.REFUSED, how=ConsentHow.PHONE)
        consent.write_down(db, parent.family.keyworker.actor, matter, said)
        saving.start()
        saving.join(timeout=2)
    saving.join()

    assert pages[0].status == 409
    assert pages[0].says("Something was written down while you were here.")
    with session_of(database) as db:
        newest = db.scalars(select(Consent.status).order_by(Consent.decided_at.desc())).first()
    assert newest is ConsentStatus.REFUSED


@pytest.mark.parametrize(
    "fields", [{"answer": "withdrawn"}, {"answer": "given", "lasts": ""}, {"answer": "part", "lasts": "year"}, {}]
)
def test_an_answer_that_no_page_showed_is_not_saved(make, visit, count, fields):
    parent = make.parent()
    asked, browser = make.question(parent), visit(parent)
    form = browser.post("family.sharing.show", {"answer": "refused"}, question_id=asked.id).form()
    browser.send(form, {"answer": "", "part": "", "lasts": "", **fields})

    assert count(Consent) == 1


def test_the_words_of_a_part_come_back_after_the_session_ran_out(make, visit, later):
    parent = make.parent()
    asked, browser = make.question(parent), visit(parent)
    form = browser.post("family.sharing.show", {"answer": "part"}, question_id=asked.id).form()
    later(minutes=31)
    browser.send(form, {"part": WORDS, "lasts": "year"})
    page = browser.post("public.sign_in", {"name": parent.name, "password": PASSWORD})

    assert page.says("You were signed out. What you typed is still here.")
    assert page.form().value("part") == WORDS


def test_a_switch_of_language_keeps_the_words_and_saves_nothing(make, visit, count):
    parent = make.parent()
    asked, browser = make.question(parent), visit(parent)
    form = browser.post("family.sharing.show", {"answer": "part"}, question_id=asked.id).form()
    page = browser.send(form, {"part": WORDS, "_language": "cy"})

    assert page.html.html["lang"] == "cy"
    assert page.form().value("part") == WORDS
    page = browser.send(browser.send(page.form(), {"lasts": "year"}).form(), {"_language": "en"})
    assert page.heading == "Check your answer"
    assert count(Consent) == 1
