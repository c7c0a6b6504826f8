"""Tells what people of a family, and their workers, said to each other that was good."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from sqlalchemy import select

from portal.commands import praise
from portal.demo.days import EVENING
from portal.demo.story import Story
from portal.models import Goal


@dataclass(frozen=True, slots=True, kw_only=True)
class WellDone:
    """One good thing that was said."""

    by: str
    on: int
    words: str
    to: str | None = None
    """Someone of the family; without one it is to them all, and to oneself it is what one is proud of."""
    circle: str = "family"
    language: str = "en"
    about: str | None = None
    """The words of a goal of that circle."""


def well_done(story: Story, told: Iterable[WellDone]) -> None:
    """Tell praise."""
    for said in told:
        story.then(said.on, EVENING, partial(_say, story, said))


def _say(story: Story, told: WellDone) -> None:
    praise.say(
        story.db,
        story.actor(told.by),
        story.circle(told.circle),
        to=story.people[told.to] if told.to else None,
        words=told.words,
        language=told.language,
        goal=_goal(story, told.about) if told.about else None,
    )


def _goal(story: Story, words: str) -> Goal:
    goals = story.db.scalars(select(Goal).where(Goal.family_id == story.family_id).order_by(Goal.set_at))
    return next(goal for goal in goals if goal.words == words)
