"""Tells a child's round beside a worker, and what the worker answered later."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from portal import clock
from portal.commands import child_round, voice
from portal.demo.days import AFTERNOON, NOON
from portal.demo.story import Story
from portal.demo.voice import Told
from portal.models import ChildRound, Voice
from portal.models.voice_words import Feeling, VoiceKind
from portal.models.words import ScoreKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Sat:
    """A round: who sat with whom, and what the child said."""

    on: int
    by: str
    beside: str
    present: str
    language: str
    feeling: Feeling
    wish: str
    good_news: str
    answer: Told
    happened: Told


def sat(story: Story, told: Sat) -> None:
    """Tell a round. A worry was not told in it."""
    made = list[ChildRound]()
    story.then(told.on, AFTERNOON, partial(_sit, story, told, made))
    story.then(told.answer.on, NOON, partial(_answer, story, told, made))
    story.then(told.happened.on, AFTERNOON, partial(_happened, story, told, made))


def _sit(story: Story, told: Sat, made: list[ChildRound]) -> None:
    db, actor, child = story.db, story.actor(told.beside), story.people[told.by]
    sitting = child_round.begin(db, actor, child, language=told.language, present=told.present)
    child_round.say(db, actor, sitting, kind=VoiceKind.FEELING, face=told.feeling)
    child_round.say(db, actor, sitting, kind=VoiceKind.WISH, words=told.wish)
    child_round.say(db, actor, sitting, kind=VoiceKind.GOOD_NEWS, words=told.good_news)
    child_round.leave_out(db, actor, sitting, question="worry", how=ScoreKind.SKIPPED)
    with clock.at(clock.now() + timedelta(minutes=6)):
        child_round.end(db, actor, sitting.id)
    made.append(sitting)


def _wish(story: Story, made: list[ChildRound]) -> Voice:
    said = story.db.query(Voice).filter_by(child_round_id=made[0].id, kind=VoiceKind.WISH)
    return said.one()


def _answer(story: Story, told: Sat, made: list[ChildRound]) -> None:
    said, actor = _wish(story, made), story.actor(told.beside)
    voice.answer(story.db, actor, said, words=told.answer.words, language=told.language, version=said.version)


def _happened(story: Story, told: Sat, made: list[ChildRound]) -> None:
    said, actor = _wish(story, made), story.actor(told.beside)
    voice.happened(story.db, actor, said, words=told.happened.words, language=told.language, version=said.version)
