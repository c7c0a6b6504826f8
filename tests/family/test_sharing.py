"""Sharing: one person's decision on one agency and one kind of information, and the way back."""

import re

import pytest
from sqlalchemy import select

from portal.database import session_of
from portal.models import Consent
from portal.models.words import ConsentHow, ConsentStatus, InfoKind
from portal.security.keys import learn_key
from tests.support.answering import answers


@pytest.fixture
def said(database):
    """Everything that was asked and decided, in order."""

    def read():
        with session_of(database) as db:
            rows = db.scalars(select(Consent).order_by(Consent.decided_at)).all()
            for row in rows:
                learn_key(db, row.family_id)
            return [(row.status, row.kind, row.part, row.how) for row in rows]

    return read


# --- The page


def test_where_there_is_nothing_to_decide_it_says_that_we_will_ask(make, visit):
    page = visit(make.parent()).get("family.sharing.index")

    assert page.says("There is nothing to decide yet.")
    assert page.says("Sometimes the law lets us share without your yes.")
    assert page.says("Saying no does not stop our help.")


def test_a_partner_on_the_team_brings_a_question_for_each_kind_none_of_them_answered(make, visit):
    parent = make.parent()
    make.partner(parent.family)
    page = visit(parent).get("family.sharing.index")

    assert page.says("Ysgol y Dderwen")
    assert page.says("Not asked yet: 6 kinds")
    assert len([href for href in page.hrefs if re.fullmatch(r"/family/sharing/[0-9a-f-]{36}", href)]) == len(InfoKind)
    assert not page.says("Waiting for you")
    assert not page.says("Yes, share it")


def test_what_was_asked_stands_first_with_what_it_is_for(make, visit):
    parent = make.parent()
    make.question(parent, kind=InfoKind.LEARNING, purpose="So that Asha can help with reading.")
    page = visit(parent).get("family.sharing.index")

    assert page.says("Waiting for you")
    assert page.says("Learning → to be shared with: Ysgol y Dderwen")
    assert page.says("So that Asha can help with reading.")


def test_questions_stand_by_agency_and_by_whom_they_are_about(make, visit):
    one = make.family()
    parent, macsen = make.parent(one), make.child(one)
    for about in (parent, macsen):
        make.decision(make.question(parent, about=about, kind=InfoKind.LEARNING))
    page = visit(parent).get("family.sharing.index")

    assert page.says("About you Learning Yes, share it")
    assert page.says("About: Macsen Learning Yes, share it")


def test_a_parent_without_responsibility_decides_about_themself_alone(make, visit):
    one = make.family()
    macsen = make.child(one)
    unknown = make.parent(one, responsibility="unknown")
    make.partner(one)
    page = visit(unknown).get("family.sharing.index")

    assert page.says("About you")
    assert not page.says("Macsen")
    asked = make.question(unknown, about=macsen, is_asked=False)
    assert visit(unknown).get("family.sharing.show", question_id=asked.id).status == 404


def test_what_the_other_parent_decided_is_not_shown(make, visit):
    one = make.family()
    sian, gareth = make.parent(one), make.parent(one, first_name="Gareth")
    macsen = make.child(one)
    theirs = make.question(gareth, about=macsen, purpose="Kestrel")
    make.decision(theirs, ConsentStatus.REFUSED)
    page = visit(sian).get("family.sharing.index")

    assert not page.says("Kestrel")
    assert not page.says("No, do not share it")
    assert visit(sian).get("family.sharing.show", question_id=theirs.id).status == 404


# --- Deciding


@pytest.mark.parametrize("htmx", [False, True], ids=["without JavaScript", "with htmx"])
@pytest.mark.parametrize(
    ("what", "words"),
    [("given", "Yes, share it"), ("refused", "No, do not share it"), ("talk", "Talk about it first")],
)
def test_a_parent_answers_and_the_answer_counts_at_once(make, visit, said, what, words, htmx):
    parent = make.parent()
    page = answers(visit(parent), make.question(parent), what, htmx=htmx)

    assert page.first_status == 303
    assert page.said == "Saved. Your answer counts from now on."
    assert page.says(words)
    assert said()[-1] == (ConsentStatus(what), InfoKind.PLAN, "", ConsentHow.SELF)


def test_every_answer_is_one_press_none_is_ticked_and_no_looks_like_yes(make, visit):
    parent = make.parent()
    page = visit(parent).get("family.sharing.show", question_id=make.question(parent).id)
    offered = page.html.select("#answer button")

    assert page.form().choices == {}
    assert [one["value"] for one in offered] == ["given", "part", "refused", "talk", "not_now"]
    assert {" ".join(one["class"]) for one in offered} == {"button button--quiet"}


def test_before_anyone_chooses_the_page_says_what_a_no_a_yes_and_the_law_do(make, visit):
    one = make.family()
    parent, macsen = make.parent(one), make.child(one)
    asked = make.question(parent, about=macsen, kind=InfoKind.LEARNING, purpose="To help with reading.")
    page = visit(parent).get("family.sharing.show", question_id=asked.id)

    assert page.heading == "May we share this?"
    assert page.says("What Learning What was said about school and learning")
    assert page.says("About ML Macsen Who gets it Ysgol y Dderwen What it is for To help with reading.")
    before = page.seen.index("Yes, share it")
    for words in (
        "You can say no. Our help goes on just the same.",
        "We cannot undo what they already know.",
        "At times the law lets us share when nobody said yes.",
        "If one of you says no, we do not share it.",
    ):
        assert 0 < page.seen.index(words) < before


def test_only_part_of_it_needs_to_say_which_part(make, visit, said):
    parent = make.parent()
    asked = make.question(parent, kind=InfoKind.HEALTH)
    page = answers(visit(parent), asked, "part")
    assert (page.status, page.error_beside("part")) == (422, "Write which part we may share")

    assert answers(visit(parent), asked, "part", "Only his asthma pump").says("Which part: Only his asthma pump")
    assert said()[-1][:3] == (ConsentStatus.PART, InfoKind.HEALTH, "Only his asthma pump")


def test_a_part_is_not_kept_beside_another_answer(make, visit, said):
    parent = make.parent()
    asked, browser = make.question(parent), visit(parent)
    browser.post("family.sharing.show", {"answer": "part"}, question_id=asked.id)
    browser.send(browser.page.form(), {"part": "Only his pump", "lasts": "year"})
    answers(browser, asked, "given")

    assert said()[-1][:3] == (ConsentStatus.GIVEN, InfoKind.PLAN, "")


@pytest.mark.parametrize("what", [None, "", "withdrawn", "asked", "not_asked", "yes", "\x00"])
def test_an_answer_that_is_not_offered_is_refused(make, visit, said, what):
    parent = make.parent()
    page = answers(visit(parent), make.question(parent), what)

    assert (page.status, page.error_beside("answer")) == (422, "Choose an answer")
    assert [status for status, *_rest in said()] == [ConsentStatus.ASKED]


@pytest.mark.parametrize("lasts", [None, "", "for_ever", "until_on", "\x00"])
def test_a_time_that_is_not_offered_is_refused_and_the_words_stay(make, visit, said, lasts):
    parent = make.parent()
    page = answers(visit(parent), make.question(parent), "part", "Only his pump", lasts)

    assert (page.status, page.error_beside("lasts")) == (422, "Choose for how long")
    assert page.form().value("part") == "Only his pump"
    assert [status for status, *_rest in said()] == [ConsentStatus.ASKED]


def test_a_question_nobody_asked_can_be_answered_all_the_same(make, visit, said):
    parent = make.parent()
    make.partner(parent.family)
    asked = make.question(parent, is_asked=False)
    page = visit(parent).get("family.sharing.show", question_id=asked.id)
    assert page.says("Nobody has asked for this yet. You can still answer now.")

    answers(visit(parent), asked, "refused")
    assert [status for status, *_rest in said()] == [ConsentStatus.REFUSED]


def test_two_taps_are_one_decision(make, visit, said):
    parent = make.parent()
    asked, browser = make.question(parent), visit(parent)
    form = browser.post("family.sharing.show", {"answer": "refused"}, question_id=asked.id).form()
    first, second = (browser.send(form) for _ in range(2))

    assert first.redirected_to == second.redirected_to
    assert len(said()) == 2


# --- Changing one's mind


def test_a_yes_is_taken_back_in_two_presses_and_it_says_what_that_does(make, visit, said):
    parent = make.parent()
    asked = make.question(parent)
    make.decision(asked)
    browser = visit(parent)
    page = browser.get("family.sharing.show", question_id=asked.id)
    assert page.says("We stop sharing at once. We cannot undo what they already know.")

    page = browser.post("family.sharing.take_back", question_id=asked.id)
    assert page.said == "Taken back. We stop sharing this from now on."
    assert page.says("Taken back")
    assert [status for status, *_rest in said()][-1] is ConsentStatus.WITHDRAWN
    assert "Take it back" not in page.buttons


@pytest.mark.parametrize("status", [ConsentStatus.REFUSED, ConsentStatus.TALK, None])
def test_where_there_is_no_yes_there_is_nothing_to_take_back(make, visit, said, status):
    parent = make.parent()
    asked = make.question(parent)
    if status:
        make.decision(asked, status)
    before, browser = said(), visit(parent)
    page = browser.get("family.sharing.show", question_id=asked.id)
    assert "Take it back" not in page.buttons

    browser.post("family.sharing.take_back", question_id=asked.id)
    assert said() == before


def test_a_no_may_become_a_yes_and_nothing_is_written_over(make, visit, said):
    parent = make.parent()
    asked = make.question(parent)
    for what in ("refused", "given", "talk"):
        answers(visit(parent), asked, what)

    assert [status.value for status, *_rest in said()] == ["asked", "refused", "given", "talk"]


def test_the_history_tells_each_answer_the_newest_first_and_who_wrote_it_down(make, visit):
    parent = make.parent()
    asked = make.question(parent)
    make.decision(asked, ConsentStatus.REFUSED, beside=parent.family.keyworker)
    make.decision(asked)
    page = visit(parent).get("family.sharing.show", question_id=asked.id)
    history = [item.get_text(" ", strip=True) for item in page.html.select("ul.card li")]

    assert [
        line.split("  ")[0].startswith(words)
        for line, words in zip(history, ("Yes, share it", "No, do not share it", "Waiting for an answer"), strict=True)
    ] == [True, True, True]
    assert "Beside a worker" in history[1]
    assert "Written down by: Beth" in history[1]


def test_an_answer_that_was_given_stands_first_and_another_is_a_press_away(make, visit):
    parent = make.parent()
    asked = make.question(parent)
    make.decision(asked, ConsentStatus.REFUSED)
    page = visit(parent).get("family.sharing.show", question_id=asked.id)

    assert page.says("Your answer No, do not share it")
    assert page.html.select_one("details #answer")
