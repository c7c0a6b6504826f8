"""Tells a family's goals and the scores that people gave them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from sqlalchemy import select

from portal.commands import first_step, goal, goal_change, slip
from portal.demo.days import AFTERNOON, EVENING, NOON
from portal.demo.story import Story
from portal.models import FirstStep, Goal, Score
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


@dataclass(frozen=True, slots=True)
class Towards:
    """A first step, written down on a day and perhaps done on another."""

    by: str
    on: int
    words: str
    language: str = "en"
    done: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """Other words, or why a goal is paused or declined."""

    by: str
    on: int
    words: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Meant:
    """What someone had meant by their first score."""

    by: str
    on: int
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A goal with its scores, and what became of it."""

    by: str
    """Who set it, or wrote it down."""
    on: int
    words: str
    owner: str | None = None
    circle: str = "family"
    language: str = "en"
    scale: Scale = Scale.TEN
    scores: tuple[Answer, ...] = ()
    meant: Meant | None = None
    steps: tuple[Towards, ...] = ()
    reworded: Change | None = None
    paused: Change | None = None
    declined: Change | None = None
    reached: int | None = None


def wishes(story: Story, told: Iterable[Wish]) -> None:
    """Tell goals and their scores."""
    for wish in told:
        made = list[Goal]()
        story.then(wish.on, NOON, partial(_begin, story, wish, made))
        for answer in wish.scores:
            story.then(answer.on, AFTERNOON, partial(_score, story, made, answer))
        _changes(story, wish, made)
        if wish.reached is not None:
            story.then(wish.reached, EVENING, partial(_reach, story, wish, made))


def _changes(story: Story, wish: Wish, made: list[Goal]) -> None:
    """Tell everything that changed a goal while it lived."""
    if wish.meant:
        story.then(wish.meant.on, AFTERNOON, partial(_put_right, story, wish.meant, made))
    for towards in wish.steps:
        steps = list[FirstStep]()
        story.then(towards.on, EVENING, partial(_step, story, towards, made, steps))
        if towards.done is not None:
            story.then(towards.done, EVENING, partial(_tick, story, towards, made, steps))
    if wish.reworded:
        story.then(wish.reworded.on, NOON, partial(_reword, story, wish.reworded, made))
    for change, command in ((wish.paused, goal_change.pause), (wish.declined, goal_change.decline)):
        if change:
            story.then(change.on, EVENING, partial(_rest, story, command, change, made))


def _put_right(story: Story, told: Meant, made: list[Goal]) -> None:
    first = select(Score).where(Score.goal_id == made[0].id).order_by(Score.scored_at).limit(1)
    wrong = story.db.scalars(first).one()
    slip.put_right(story.db, story.actor(told.by), made[0], wrong, answer=Ten(told.value))


def _step(story: Story, told: Towards, made: list[Goal], steps: list[FirstStep]) -> None:
    actor = story.actor(told.by)
    steps.append(first_step.add(story.db, actor, made[0], words=told.words, language=told.language))


def _tick(story: Story, told: Towards, made: list[Goal], steps: list[FirstStep]) -> None:
    first_step.tick(story.db, story.actor(told.by), made[0], steps[0], is_done=True)


def _reword(story: Story, told: Change, made: list[Goal]) -> None:
    said = {"words": told.words, "language": told.language}
    goal_change.reword(story.db, story.actor(told.by), made[0], version=made[0].version, **said)


def _rest(story: Story, command: Callable[..., Goal], told: Change, made: list[Goal]) -> None:
    said = {"reason": told.words, "language": told.language}
    command(story.db, story.actor(told.by), made[0], version=made[0].version, **said)


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
