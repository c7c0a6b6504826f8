"""What somebody said stays theirs when homes change; and when something sent is read next."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.exc import IntegrityError

from portal.commands import person, voice
from portal.database import session_of
from portal.errors import NotAllowed, VoiceAnswered, VoiceNotAnswered
from portal.models import Circle, Household, Person, Voice
from portal.models.voice_words import Feeling, VoiceKind
from portal.models.words import CircleKind
from portal.reading import next_day
from portal.security.keys import learn_key
from tests.support.people import keyworker_of

WEEK = (0, 1, 2, 3, 4)


@pytest.mark.parametrize(
    ("days", "now", "away", "read_on"),
    [
        (WEEK, datetime(2026, 6, 15, 8, tzinfo=UTC), (), date(2026, 6, 15)),
        (WEEK, datetime(2026, 6, 15, 15, tzinfo=UTC), (), date(2026, 6, 16)),  # four o’clock in Wales
        (WEEK, datetime(2026, 6, 14, 23, 30, tzinfo=UTC), (), date(2026, 6, 15)),  # Monday already
        ((2,), datetime(2026, 6, 18, 9, tzinfo=UTC), (), date(2026, 6, 24)),
        (WEEK, datetime(2026, 6, 15, 8, tzinfo=UTC), (date(2026, 6, 15), date(2026, 6, 19)), date(2026, 6, 22)),
        ((), datetime(2026, 6, 15, 8, tzinfo=UTC), (), None),
        (WEEK, datetime(2026, 6, 15, 8, tzinfo=UTC), (date(2026, 6, 1), date(2026, 12, 1)), None),
    ],
)
def test_what_is_sent_is_read_on_the_next_working_day_that_nobody_is_away(days, now, away, read_on):
    assert next_day(days, now, *away) == read_on


@pytest.fixture
def elin(make):
    family = make.family()
    home = make.household(family, "A", name="Mam’s home")
    make.parent(family, homes=(home,))
    return make.young_person(family, homes=(home,)), home, make.household(family, "B")


def test_what_she_said_in_a_home_that_she_leaves_stays_hers_and_leaves_the_home(make, database, elin, visit):
    she, home, other = elin
    said = make.voice(she, "In Mam’s home", circle_id=home.circle_id)

    with make.writing() as db:
        learn_key(db, she.family.id)
        there = [db.get_one(Household, other.id)]
        person.move_home(db, keyworker_of(she.family), db.get_one(Person, she.id), there)

    with session_of(database) as db:
        around = db.get_one(Circle, db.get_one(Voice, said.id).circle_id)
        assert (around.kind, around.worker_id) == (CircleKind.PRIVATE, she.family.keyworker.id)
    assert visit(she).get("family.words.index").says("In Mam’s home")


def test_nobody_speaks_for_another(make, elin):
    she, home, _ = elin
    brother = make.young_person(she.family, first_name="Ifan", homes=(home,))
    with make.writing() as db:
        learn_key(db, she.family.id)
        around, other = db.get_one(Circle, home.circle_id), db.get_one(Person, brother.id)
        with pytest.raises(NotAllowed):
            voice.say(db, she.actor, around, by=other, kind=VoiceKind.WISH, words="Me", language="en")


def test_an_answer_is_given_once_and_what_happened_follows_it(make, elin):
    she, _, _ = elin
    said, beth = make.voice(she), keyworker_of(she.family)
    told = {"words": "Yes", "language": "en"}
    with make.writing() as db:
        learn_key(db, she.family.id)
        row = db.get_one(Voice, said.id)
        with pytest.raises(VoiceNotAnswered):
            voice.happened(db, beth, row, version=row.version, **told)
        with pytest.raises(NotAllowed):
            voice.answer(db, she.actor, row, version=row.version, **told)
        voice.answer(db, beth, row, version=row.version, **told)
        db.flush()
        with pytest.raises(VoiceAnswered):
            voice.answer(db, beth, row, version=row.version, **told)
        voice.happened(db, beth, row, version=row.version, **told)
        db.flush()
        with pytest.raises(VoiceAnswered):
            voice.happened(db, beth, row, version=row.version, **told)


def test_a_voice_says_something_and_a_face_is_of_a_feeling(make, elin):
    she, _, _ = elin
    with pytest.raises(IntegrityError):
        make.voice(she, "")
    with pytest.raises(IntegrityError):
        make.voice(she, "Words", kind=VoiceKind.WISH, face=Feeling.SAD)
