"""Before a yes ends its decider is asked again, once; a yes that nobody renews stops at once."""

import pytest
from sqlalchemy import select

from portal.database import session_of
from portal.jobs.endings import ask_again
from portal.models import Consent, Notice
from portal.models.notice_kinds import NoticeKind
from portal.models.sharing_words import ConsentLasts
from portal.models.words import ConsentStatus


@pytest.fixture
def run(database):
    """Let the job run once, and return how many were asked."""

    def once() -> int:
        with session_of(database) as db:
            return ask_again(db)

    return once


@pytest.fixture
def told(database):
    """Return who was told that a yes ends soon."""

    def read() -> list:
        with session_of(database) as db:
            return list(db.scalars(select(Notice.person_id).where(Notice.kind == NoticeKind.SHARING_ENDS_SOON)))

    return read


def said_yes(make):
    asked = make.question(make.parent(), purpose="To help with reading.", is_named=False)
    make.decision(asked, lasts=ConsentLasts.REVIEW)
    return asked


def test_nobody_is_asked_while_a_yes_lasts_for_more_than_two_weeks(make, run, told, later):
    said_yes(make)

    later(days=27)
    assert (run(), told()) == (0, [])


def test_a_mother_is_asked_once_two_weeks_before_her_yes_ends(make, run, told, later, visit):
    asked = said_yes(make)

    later(days=28)
    assert (run(), run()) == (1, 0)
    later(days=1)
    assert run() == 0
    assert told() == [asked.decider.id]
    page = visit(asked.decider).get("family.sharing.show", question_id=asked.id)
    assert page.says("Waiting for an answer")
    assert page.says("To help with reading.")
    assert page.says("Your yes still counts until you answer or take it back.")


def test_the_question_asked_again_says_no_more_of_the_service_than_before(make, run, later, database):
    said_yes(make)

    later(days=30)
    run()
    with session_of(database) as db:
        again = db.scalars(select(Consent).order_by(Consent.decided_at.desc())).first()
    assert (again.status, again.is_named, again.written_by_id) == (ConsentStatus.ASKED, False, None)


def test_a_yes_that_nobody_renews_is_over_the_day_after_its_last(make, run, later, visit):
    asked = said_yes(make)

    later(days=30)
    run()
    later(days=13)
    page = visit(asked.family.keyworker).get("worker.sharing.index", ref=asked.family.ref)
    assert page.says("The time is over")
    assert run() == 0


def test_a_yes_that_was_said_anew_is_asked_about_anew(make, run, later):
    asked = said_yes(make)

    later(days=30)
    assert run() == 1
    make.decision(asked, lasts=ConsentLasts.REVIEW)
    assert run() == 0
    later(days=30)
    assert run() == 1


def test_who_took_it_back_or_may_not_decide_any_more_is_not_asked(make, run, later):
    taken = said_yes(make)
    make.decision(taken, ConsentStatus.WITHDRAWN)
    gone = said_yes(make)
    child = make.child(gone.family)
    hers = make.question(gone.decider, gone.agency, about=child)
    make.decision(hers, lasts=ConsentLasts.REVIEW)
    make.decision(gone, ConsentStatus.REFUSED)
    make.changed(gone.decider, responsibility="no")

    later(days=30)
    assert run() == 0


def test_a_yes_until_the_end_is_not_asked_about(make, run, later):
    asked = make.question(make.parent())
    make.decision(asked)

    later(days=400)
    assert run() == 0


def test_what_is_over_already_is_not_asked_about(make, run, later):
    said_yes(make)

    later(days=60)
    assert run() == 0
