"""Tells a family's steps: what was to happen, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from functools import partial

from portal.commands import step
from portal.demo.days import EVENING, MORNING, NOON, When
from portal.demo.story import Story
from portal.models import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The step was first meant for another day."""

    told: int
    first_on: When
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """The step was called off."""

    told: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stone:
    """A step, from the day it was told to what became of it."""

    by: str
    told: int
    on: When
    what: str
    who: str
    where: str
    circle: str = "family"
    at: time | None = None
    is_about: bool = False
    language: str = "en"
    moved: Moved | None = None
    dropped: Dropped | None = None
    is_overdue: bool = False
    """Its day is past, and nobody said what became of it."""

    @property
    def happened(self) -> bool:
        """Say whether it is past and done."""
        is_past = isinstance(self.on, int) and self.on < 0
        return is_past and self.dropped is None and not self.is_overdue


def path(story: Story, stones: Iterable[Stone]) -> None:
    """Tell steps and what became of them."""
    for stone in stones:
        made = list[Step]()
        story.then(stone.told, MORNING, partial(_add, story, stone, made))
        if stone.moved:
            story.then(stone.moved.told, NOON, partial(_move, story, stone, stone.moved, made))
        if stone.dropped:
            story.then(stone.dropped.told, NOON, partial(_drop, story, stone, stone.dropped, made))
        if stone.happened:
            story.then(stone.on, EVENING, partial(_finish, story, stone, made))


def _add(story: Story, told: Stone, made: list[Step]) -> None:
    made.append(
        step.add(
            story.db,
            story.actor(told.by),
            story.circle(told.circle),
            what=told.what,
            who=told.who,
            where=told.where,
            happens_on=story.days.day(told.moved.first_on if told.moved else told.on),
            happens_at=told.at,
            is_about=told.is_about,
            language=told.language,
        )
    )


def _move(story: Story, told: Stone, moved: Moved, made: list[Step]) -> None:
    step.move(
        story.db,
        story.actor(told.by),
        made[0],
        to_on=story.days.day(told.on),
        to_at=told.at,
        is_about=told.is_about,
        why=moved.why,
        version=made[0].version,
    )


def _drop(story: Story, told: Stone, dropped: Dropped, made: list[Step]) -> None:
    step.drop(story.db, story.actor(told.by), made[0], why=dropped.why, version=made[0].version)


def _finish(story: Story, told: Stone, made: list[Step]) -> None:
    step.finish(story.db, story.actor(told.by), made[0], version=made[0].version)
