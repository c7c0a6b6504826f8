"""Tells what children and young people said, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from portal.commands import voice
from portal.demo.days import AFTERNOON, EVENING, NOON
from portal.demo.story import Story
from portal.models import Voice
from portal.models.voice_words import VoiceKind


@dataclass(frozen=True, slots=True)
class Told:
    """Something that a worker told in reply, on a day."""

    on: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Something that was said, alone or beside a worker, and what came of it."""

    on: int
    by: str
    kind: VoiceKind
    words: str
    circle: str
    language: str = "cy"
    beside: str | None = None
    answer: Told | None = None
    happened: Told | None = None


def voices(story: Story, worker: str, told: Iterable[Words]) -> None:
    """Tell what was said; this worker answers."""
    for one in told:
        made = list[Voice]()
        story.then(one.on, EVENING, partial(_say, story, one, made))
        if one.answer:
            story.then(one.answer.on, NOON, partial(_answer, story, worker, one, one.answer, made))
        if one.happened:
            story.then(one.happened.on, AFTERNOON, partial(_happened, story, worker, one, one.happened, made))


def _say(story: Story, told: Words, made: list[Voice]) -> None:
    made.append(
        voice.say(
            story.db,
            story.actor(told.beside or told.by),
            story.circle(told.circle),
            by=story.people[told.by],
            kind=told.kind,
            words=told.words,
            language=told.language,
        )
    )


def _answer(story: Story, worker: str, told: Words, answer: Told, made: list[Voice]) -> None:
    said, actor = made[0], story.actor(worker)
    voice.answer(story.db, actor, said, words=answer.words, language=told.language, version=said.version)


def _happened(story: Story, worker: str, told: Words, happened: Told, made: list[Voice]) -> None:
    said, actor = made[0], story.actor(worker)
    voice.happened(story.db, actor, said, words=happened.words, language=told.language, version=said.version)
