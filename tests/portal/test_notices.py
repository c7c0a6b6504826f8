"""Notices: what is told later, neutrally, in the person's language, and what became of each."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from portal import clock
from portal.commands import opening
from portal.database import session_of, unit_of_work
from portal.jobs import runner
from portal.jobs.notices import LEASE, MOST_TRIES
from portal.jobs.senders import FileSender, SmtpSender, sender_for
from portal.models import FamilyKey, Notice
from portal.models.audit_words import OpeningPurpose
from portal.models.notice_kinds import NoticeKind, NoticeState
from tests.support.letters import sharing_that_is_told
from tests.support.post import URL, free_port
from tests.support.threads import at_once


def test_a_parent_is_told_by_mail_that_there_is_something_new(make, post, postbox, mailer, notices):
    parent = make.reachable(email="sian@demo.example")
    make.step(parent.family, "Beth yn dod i 14 Maes yr Onnen")

    assert post(mailer) == 1
    (letter,) = postbox.letters
    assert (letter["To"], letter["From"], letter["Subject"]) == (
        "sian@demo.example",
        "Nod <nod@nod.example>",
        "A message from Nod",
    )
    assert letter.get_content().split() == ["There", "is", "something", "new", "for", "you.", URL]
    assert [(notice.state, notice.tries) for notice in notices()] == [(NoticeState.SENT, 1)]


def test_what_was_sent_is_not_sent_again(make, post, postbox, mailer):
    make.step(make.reachable(email="sian@demo.example").family)

    assert (post(mailer), post(mailer), len(postbox.letters)) == (1, 0, 1)


def everything_that_is_told(make, parent):
    """Let each kind of thing happen to someone."""
    one = parent.family
    stone = make.step(one, "Zwbl", where="Neuadd zwbl")
    make.moved(stone, clock.today() + timedelta(days=9), "Zwbl")
    make.dropped(stone, "Zwbl")
    make.member(one, make.worker(first_name="Zwbl"), purpose="Zwbl")
    make.answered(make.voice(parent, "Zwbl"), "Zwbl")
    sharing_that_is_told(make, parent, "Zwbl")
    stranger = make.worker(first_name="Zwbl")
    with make.writing() as db:
        opening.begin(
            db,
            stranger.actor,
            ref=one.ref,
            purpose=OpeningPurpose.DANGER,
            reason="Zwbl rang about zwbl tonight",
            hours=1,
            is_locked=False,
        )


@pytest.mark.parametrize("language", ["en", "cy"])
def test_no_letter_says_what_it_is_about(make, post, postbox, mailer, notices, language):
    parent = make.reachable(email="sian@demo.example", language=language, first_name="Zwblina")
    everything_that_is_told(make, parent)
    assert {notice.kind for notice in notices()} == set(NoticeKind)

    post(mailer)
    texts = [f"{letter['Subject']} {letter.get_content()}".lower() for letter in postbox.letters]
    assert len(texts) == len(NoticeKind)
    for text in texts:
        for private in ("zwbl", "council", "cyngor", "keyworker", "gweithiwr", "school", "ysgol", "family", "teulu"):
            assert private not in text


def test_a_letter_is_in_the_language_of_the_person(make, post, postbox, mailer):
    one = make.family()
    make.reachable(one, email="sian@demo.example", language="cy")
    make.reachable(one, email="gareth@demo.example", language="en")
    make.step(one)
    post(mailer)

    subjects = {letter["To"]: letter["Subject"] for letter in postbox.letters}
    assert subjects == {"sian@demo.example": "Neges gan Nod", "gareth@demo.example": "A message from Nod"}


def test_only_those_in_the_circle_are_told(make, notices):
    one = make.family()
    home_a, home_b = make.household(one, "A"), make.household(one, "B")
    sian, gareth = make.parent(one, homes=(home_a,)), make.parent(one, homes=(home_b,), first_name="Gareth")
    elin = make.young_person(one)
    make.step(one, circle_id=home_a.circle_id)
    make.step(one, circle_id=elin.private_circle_id)

    assert [notice.person_id for notice in notices()] == [sian.id, elin.id]
    assert gareth.id not in [notice.person_id for notice in notices()]


def test_someone_without_an_account_is_not_told(make, notices):
    one = make.family()
    make.child(one)
    make.step(one)

    assert notices() == []


def test_someone_who_gave_no_address_is_told_nowhere_and_it_says_so(make, post, postbox, mailer, notices):
    make.step(make.parent().family)

    assert post(mailer) == 0
    assert (postbox.letters, notices()[0].state) == ([], NoticeState.NOWHERE)


def test_a_server_that_refuses_is_tried_again_later(make, post, postbox, mailer, notices, later):
    make.step(make.reachable(email="sian@demo.example").family)
    postbox.refusing = True
    assert post(mailer) == 0
    assert (notices()[0].state, notices()[0].tries) == (NoticeState.WAITING, 1)

    postbox.refusing = False
    assert post(mailer) == 0
    later(seconds=LEASE.seconds + 1)
    assert post(mailer) == 1
    assert (notices()[0].state, notices()[0].tries) == (NoticeState.SENT, 2)


def test_a_server_that_is_not_there_is_given_up_in_the_end(make, post, notices, later):
    make.step(make.reachable(email="sian@demo.example").family)
    nobody = SmtpSender(f"smtp://127.0.0.1:{free_port()}", "nod@nod.example")
    for _ in range(MOST_TRIES):
        assert post(nobody) == 0
        later(seconds=LEASE.seconds + 1)

    assert (notices()[0].state, notices()[0].tries) == (NoticeState.FAILED, MOST_TRIES)
    assert notices()[0].ended_at is not None


def test_one_letter_that_cannot_be_written_stops_no_other(make, post, postbox, mailer, notices, database):
    lost, good = make.reachable(email="lost@demo.example"), make.reachable(email="good@demo.example")
    make.step(lost.family)
    make.step(good.family)
    with database.engine.begin() as connection:
        connection.execute(delete(FamilyKey).where(FamilyKey.id == lost.family.id))

    post(mailer)
    assert [letter["To"] for letter in postbox.letters] == ["good@demo.example"]
    assert {notice.state for notice in notices()} == {NoticeState.SENT, NoticeState.FAILED}


@pytest.mark.parametrize("address", ["not an address", "two\nlines@demo.example", "ŵ@demo.example", "@"])
def test_an_address_that_is_none_stops_no_other(make, post, postbox, mailer, address):
    make.step(make.reachable(email=address).family)
    make.step(make.reachable(email="good@demo.example").family)

    post(mailer)
    assert "good@demo.example" in [letter["To"] for letter in postbox.letters]


def test_two_runners_at_once_send_each_letter_once(make, post, postbox, mailer):
    for number in range(8):
        make.step(make.reachable(email=f"p{number}@demo.example").family)

    sent = at_once(lambda: post(mailer), lambda: post(mailer))
    assert sum(sent) == 8
    assert len({letter["To"] for letter in postbox.letters}) == len(postbox.letters) == 8


def test_what_a_runner_that_died_had_in_hand_is_sent_by_the_next(make, post, postbox, mailer, database, later):
    make.step(make.reachable(email="sian@demo.example").family)
    with session_of(database), unit_of_work() as db:
        db.execute(update(Notice).values(due_at=clock.now() + LEASE, tries=1))
    assert post(mailer) == 0

    later(seconds=LEASE.seconds + 1)
    assert post(mailer) == 1
    assert len(postbox.letters) == 1


def test_a_council_that_sends_by_its_own_means_finds_a_file_a_letter(make, post, tmp_path):
    make.step(make.reachable(email="sian@demo.example", language="cy").family)

    assert post(FileSender(tmp_path / "out")) == 1
    (letter,) = (tmp_path / "out").iterdir()
    assert letter.read_text(encoding="utf-8").startswith("To: sian@demo.example\nSubject: Neges gan Nod\n\n")


def test_the_settings_say_how_letters_leave(settings_for):
    assert isinstance(sender_for(settings_for("sqlite://")), FileSender)
    assert isinstance(sender_for(settings_for("sqlite://", notices="smtp://post.example")), SmtpSender)


def test_the_job_runner_delivers_what_is_due_each_minute(make, app, postbox, tmp_path):
    make.step(make.reachable(email="sian@demo.example").family)
    settings = app.extensions["nod.settings"].model_copy(
        update={"notices": postbox.url, "jobs_url": f"sqlite:///{tmp_path / 'jobs.db'}"}
    )
    huey = runner.make_huey(settings)
    (task,) = huey.read_periodic(clock.now())
    huey.execute(task)

    assert [letter["To"] for letter in postbox.letters] == ["sian@demo.example"]
    huey.storage.close()
