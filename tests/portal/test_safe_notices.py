"""Every notice obeys what its person said is safe, asked as it is sent; and no letter gives anything away."""

import base64
import quopri
import re
from datetime import datetime, time, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from portal.clock import LONDON
from portal.commands import goal_change, opening
from portal.commands.entry import record
from portal.database import session_of, unit_of_work
from portal.jobs.notices import LEASE, deliver
from portal.models import Base, Entry, Family, Person
from portal.models.audit_words import OpeningPurpose
from portal.models.base import OfFamily, Sealed
from portal.models.domains import Domain
from portal.models.notice_kinds import NoticeKind, NoticeState, NoticeWords
from portal.models.words import ContactHow, ContactWay
from portal.safe_hours import Spell
from portal.security.keys import learn_key
from tests.support.letters import sharing_that_is_told
from tests.support.post import URL

SUNDAY_NOON = datetime(2026, 11, 22, 12, tzinfo=LONDON)
WEEKDAYS = (Spell(frozenset(range(5)), time(10), time(12)),)
NOWHERE = [NoticeState.NOWHERE]


@pytest.fixture
def sunday(time_machine):
    """It is Sunday noon in London."""
    time_machine.move_to(SUNDAY_NOON, tick=False)


def states(notices):
    return [notice.state for notice in notices()]


# --- Which way


def test_someone_who_was_never_asked_is_told_in_nod_only(make, post, postbox, mailer, notices):
    make.step(make.parent(email="sian@demo.example").family)

    assert post(mailer) == 0
    assert (postbox.letters, states(notices)) == ([], NOWHERE)


@pytest.mark.parametrize(
    ("how", "ways"),
    [
        (ContactHow.NOD, [ContactWay.EMAIL]),
        (ContactHow.NOT, [ContactWay.EMAIL]),
        (ContactHow.WAYS, [ContactWay.TEXT, ContactWay.CALL]),
    ],
    ids=["only in Nod", "do not contact me", "a call or a text, no mail"],
)
def test_nothing_leaves_nod_for_someone_whose_mail_is_not_safe(make, post, postbox, mailer, notices, how, ways):
    parent = make.parent(email="sian@demo.example", mobile="07700 900141")
    make.safe(parent, *ways, how=how)
    make.step(parent.family)

    assert post(mailer) == 0
    assert (postbox.letters, states(notices)) == ([], NOWHERE)


def test_what_someone_says_after_the_notice_counts(make, post, postbox, mailer, notices):
    parent = make.reachable()
    make.step(parent.family)
    make.safe(parent, how=ContactHow.NOT)

    assert post(mailer) == 0
    assert (postbox.letters, states(notices)) == ([], NOWHERE)


# --- Addresses that were replaced


def test_an_address_that_was_replaced_is_never_used_again_nor_the_new_one_before_it_is_safe(
    make, post, postbox, mailer, notices
):
    parent = make.reachable(email="old@demo.example")
    make.step(parent.family)
    make.changed(parent, email="new@demo.example")

    assert post(mailer) == 0
    assert (postbox.letters, states(notices)) == ([], NOWHERE)


@pytest.mark.usefixtures("sunday")
def test_a_notice_that_waits_goes_to_the_new_address_once_that_is_said_to_be_safe(make, post, postbox, mailer, later):
    parent = make.parent(email="old@demo.example")
    make.safe(parent, spells=WEEKDAYS)
    make.step(parent.family)
    assert post(mailer) == 0
    make.changed(parent, email="new@demo.example")
    make.safe(parent, spells=WEEKDAYS, by=parent.family.keyworker.actor)

    later(hours=23)
    assert post(mailer) == 1
    assert [letter["To"] for letter in postbox.letters] == ["new@demo.example"]


def test_the_same_address_written_in_capitals_stays_safe(make, post, mailer):
    parent = make.reachable(email="sian@demo.example")
    make.changed(parent, email="Sian@demo.example ")
    make.step(parent.family)

    assert post(mailer) == 1


def test_where_a_letter_goes_is_read_as_it_is_sent_whatever_this_run_has_read_before(make, database, postbox, mailer):
    parent = make.reachable(email="old@demo.example")
    make.step(parent.family)
    with session_of(database) as db:
        read_before = db.get_one(Person, parent.id)
        learn_key(db, parent.family.id)
        assert read_before.email == "old@demo.example"
        make.changed(parent, email="new@demo.example")
        make.safe(parent)
        deliver(db, mailer, URL)

    assert [letter["To"] for letter in postbox.letters] == ["new@demo.example"]


def test_a_run_that_is_slower_than_its_lease_sends_nothing_twice(make, database, postbox, mailer, post, later):
    """On SQLite nobody else can write while a letter is sent, so only PostgreSQL lets a second runner come between."""
    parent = make.reachable()
    make.step(parent.family, "One")
    make.step(parent.family, "Two")

    class Slow:
        def __init__(self):
            self.is_first = True

        def send(self, *letter):
            if self.is_first and database.engine.name == "postgresql":
                later(seconds=LEASE.seconds + 1)
                post(mailer)
            self.is_first = False
            mailer.send(*letter)

    post(Slow())
    assert len(postbox.letters) == 2


# --- Which hours


@pytest.mark.usefixtures("sunday")
def test_a_notice_waits_for_the_next_safe_hour(make, post, postbox, mailer, notices, time_machine):
    parent = make.parent(email="sian@demo.example")
    make.safe(parent, spells=WEEKDAYS)
    make.step(parent.family)

    assert post(mailer) == 0
    (waiting,) = notices()
    assert (waiting.state, waiting.tries) == (NoticeState.WAITING, 0)
    assert waiting.due_at == datetime(2026, 11, 23, 10, tzinfo=LONDON)
    time_machine.move_to(datetime(2026, 11, 23, 9, 59, tzinfo=LONDON), tick=False)
    assert post(mailer) == 0
    time_machine.move_to(datetime(2026, 11, 23, 10, tzinfo=LONDON), tick=False)
    assert post(mailer) == 1
    assert len(postbox.letters) == 1


def test_a_letter_that_is_tried_again_asks_for_the_hours_again(make, post, postbox, mailer, notices, time_machine):
    time_machine.move_to(datetime(2026, 11, 23, 11, 58, tzinfo=LONDON), tick=False)
    parent = make.parent(email="sian@demo.example")
    make.safe(parent, spells=WEEKDAYS)
    make.step(parent.family)
    postbox.refusing = True
    assert post(mailer) == 0

    postbox.refusing = False
    time_machine.move_to(datetime(2026, 11, 23, 12, 4, tzinfo=LONDON), tick=False)
    assert post(mailer) == 0
    assert notices()[0].due_at == datetime(2026, 11, 24, 10, tzinfo=LONDON)
    assert postbox.letters == []


@pytest.mark.usefixtures("sunday")
def test_hours_that_were_narrowed_while_a_notice_waited_hold_for_it(make, post, mailer, time_machine):
    parent = make.parent(email="sian@demo.example")
    make.safe(parent, spells=WEEKDAYS)
    make.step(parent.family)
    post(mailer)
    make.safe(parent, spells=(Spell(frozenset({4}), time(10), time(12)),))

    time_machine.move_to(datetime(2026, 11, 23, 10, tzinfo=LONDON), tick=False)
    assert post(mailer) == 0
    time_machine.move_to(datetime(2026, 11, 27, 10, tzinfo=LONDON), tick=False)
    assert post(mailer) == 1


# --- Which words


@pytest.mark.parametrize(
    ("words", "language", "said"),
    [
        (NoticeWords.PLAIN, "en", ["A message from Nod", f"There is something new for you. {URL}"]),
        (NoticeWords.PLAIN, "cy", ["Neges gan Nod", f"Mae rhywbeth newydd i chi. {URL}"]),
        (NoticeWords.SORT, "en", ["A message from Nod", f"There is something new in your diary. {URL}"]),
        (NoticeWords.REMINDER, "en", ["A reminder", "This is your reminder."]),
        (NoticeWords.REMINDER, "cy", ["Nodyn atgoffa", "Dyma eich nodyn atgoffa."]),
    ],
)
def test_a_letter_says_what_was_chosen_in_ones_own_language(make, post, postbox, mailer, words, language, said):
    parent = make.parent(email="sian@demo.example", language=language)
    make.safe(parent, words=words)
    make.step(parent.family)
    post(mailer)

    (letter,) = postbox.letters
    assert [letter["Subject"], " ".join(letter.get_content().split())] == said
    assert letter["Content-Language"] == language


def words_of_every_sort(make, parent):
    """Let something be said in every table that keeps words of a family."""
    aim = make.goal(parent, "x")
    make.score(aim, parent, 3, why="x")
    make.first_step(aim, "x")
    make.goal_changed(goal_change.reword, aim, words="x again")
    make.goal_changed(goal_change.pause, aim, reason="x")
    make.praise(parent, "x")
    make.answered(make.voice(parent, "x"), "x", happened="x")
    make.look(parent, {Domain.HEALTH: 3}, why="x")
    make.left_out(parent, "x")
    make.child_round(make.child(parent.family), "x")


def everything_that_happens(make, parent):
    """Let each kind of thing happen to someone, with every table of a family filled on the way."""
    one = parent.family
    home = make.household(one, name="x", address="x")
    make.person(one, first_name="x", homes=(home,), mobile="07700 900152", school="x", known_as="x", signs_in=False)
    stone = make.step(one, "x", where="x", who="x")
    make.moved(stone, SUNDAY_NOON.date() + timedelta(days=9), "x")
    make.dropped(stone, "x")
    make.member(one, make.worker(), purpose="x")
    make.note(one, "x")
    words_of_every_sort(make, parent)
    stranger = make.worker()
    with make.writing() as db:
        said = {"purpose": OpeningPurpose.LAW, "reason": "The court asked for it today", "hours": 1, "is_locked": False}
        opening.begin(db, stranger.actor, ref=one.ref, **said)
    with make.writing() as db:
        record(db, one.keyworker.actor, one.id, "family_marked_at_risk", reason="x")
    make.decision(make.question(parent, purpose="x"), part="x", beside=one.keyworker)
    sharing_that_is_told(make, parent, "x")


@pytest.mark.usefixtures("sunday")
@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("words", list(NoticeWords))
def test_no_byte_of_a_letter_is_about_anyone(make, post, postbox, mailer, notices, database, words, language):
    """Every sealed column of every table holds a mark of its own as the letters go out."""
    parent = make.parent(email="sian@demo.example", mobile="07700 900141", language=language)
    make.safe(parent, words=words, code_word="x")
    everything_that_happens(make, parent)
    assert {notice.kind for notice in notices()} == set(NoticeKind)
    marks = mark_everything(database, parent)

    assert post(mailer) == len(notices())
    for came in map(readings, postbox.bytes):
        assert [mark for mark in marks if mark.lower() in came] == []
        assert str(parent.family.id) not in came
        assert set(re.findall(r"https?://[^\s>]+", came)) <= {URL}
        for naming in ("council", "cyngor", "keyworker", "gweithiwr", "school", "ysgol", "family", "teulu", "child"):
            assert naming not in came.replace("nod.mabinogion.example", "").replace("@council.example", "")


LEFT = {("safe_contact", name) for name in ("how", "ways", "hours", "words", "email_mark")} | {("person", "email")}
"""What the letters themselves go by."""


def mark_everything(database, parent) -> list[str]:
    """Write a mark into each sealed column of each row of the family, and say which."""
    marks = []
    with session_of(database), unit_of_work() as db:
        learn_key(db, parent.family.id)
        for mapper in Base.registry.mappers:
            model = mapper.class_
            names = [name for name, value in vars(model).items() if isinstance(value, Sealed)]
            if model is Entry:
                continue  # a row of the audit is never changed
            rows = db.scalars(select(model)).all() if names and issubclass(model, OfFamily | Family) else []
            assert rows or not names, f"no row of {model.__tablename__} to mark"
            for row in rows:
                for name in names:
                    if (model.__tablename__, name) not in LEFT:
                        marks.append(f"Zw{len(marks)}bl")
                        setattr(row, name, marks[-1])
    return marks


def readings(came: bytes) -> str:
    """What came, as it stands and as a mail reader would decode it."""
    text = came.decode("latin-1")
    coded = re.findall(r"[A-Za-z0-9+/]{16,}={0,2}", text)
    opened = [base64.b64decode(part + "=" * (-len(part) % 4)).decode("latin-1") for part in coded]
    return "\n".join([text, quopri.decodestring(came).decode("utf-8", "replace"), *opened]).lower()


def test_two_letters_carry_nothing_by_which_they_belong_together(make, post, postbox, mailer):
    """A family of two homes: no header of one parent's letter is found in the other's but what all letters have."""
    one = make.family()
    make.reachable(one, email="sian@demo.example")
    make.reachable(one, email="gareth@demo.example", first_name="Gareth")
    make.step(one)
    post(mailer)

    first, second = postbox.letters
    assert first["Message-ID"] != second["Message-ID"]
    common = {"From", "Subject", "Date", "Content-Language", "Auto-Submitted", "MIME-Version", "Content-Type"}
    assert set(first.keys()) - common - {"Content-Transfer-Encoding"} == {"To", "Message-ID"}
    assert UUID(first["Message-ID"].strip("<>").partition("@")[0]).version == 4
