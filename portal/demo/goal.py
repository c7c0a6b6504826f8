"""Tells a family's goals and the scores that people gave them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from portal.commands import goal
from portal.demo.days import AFTERNOON, EVENING, NOON
from portal.demo.story import Story
from portal.models import Goal
from portal.models.answer import Answer as AnswerGiven
from portal.models.answer import Rag, Ten
from portal.models.words import Colour, Scale, ScoreKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One score, given alone or beside a worker. Without a number or a colour it is *I don't know*."""

    on: int
    by: str
    value: int | None = None
    colour: Colour | None = None
    why: str = ""
    language: str = "en"
    beside: str | None = None

    @property
    def answer(self) -> AnswerGiven:
        """What is saved of it."""
        if self.colour is not None:
            return Rag(self.colour)
        return ScoreKind.UNSURE if self.value is None else Ten(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A goal with its scores."""

    by: str
    """Who set it, or wrote it down."""
    on: int
    words: str
    owner: str | None = None
    circle: str = "family"
    language: str = "en"
    scale: Scale = Scale.TEN
    scores: tuple[Answer, ...] = ()
    reached: int | None = None


def wishes(story: Story, told: Iterable[Wish]) -> None:
    """Tell goals and their scores."""
    for wish in told:
        made = list[Goal]()
        story.then(wish.on, NOON, partial(_begin, story, wish, made))
        for answer in wish.scores:
            story.then(answer.on, AFTERNOON, partial(_score, story, made, answer))
        if wish.reached is not None:
            story.then(wish.reached, EVENING, partial(_reach, story, wish, made))


def _begin(story: Story, told: Wish, made: list[Goal]) -> None:
    made.append(
        goal.begin(
            story.db,
            story.actor(told.by),
            story.circle(told.circle),
            owner=story.people[told.owner] if told.owner else None,
            words=told.words,
            language=told.language,
            scale=told.scale,
        )
    )


def _score(story: Story, made: list[Goal], told: Answer) -> None:
    goal.score(
        story.db,
        story.actor(told.beside or told.by),
        made[0],
        by=story.people[told.by],
        answer=told.answer,
        why=told.why,
        language=told.language,
    )


def _reach(story: Story, told: Wish, made: list[Goal]) -> None:
    goal.end(story.db, story.actor(told.by), made[0], reached=True, version=made[0].version)
