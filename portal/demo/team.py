"""Tells who came to help a family, what they looked at, and what they wrote down for each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from portal.commands import family, member, note
from portal.demo.days import EVENING, MORNING
from portal.demo.story import Story
from portal.models.words import MemberFunction
from portal.queries.family import by_ref
from portal.queries.family import get as family_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A worker's place on the team."""

    worker: str
    on: int
    function: MemberFunction
    purpose: str
    language: str = "en"
    circle: str = "family"
    chosen: bool = False


def team(story: Story, places: Iterable[Place]) -> None:
    """Tell who came onto the team."""
    for place in places:
        story.then(place.on, MORNING, partial(_come, story, place))


def _come(story: Story, place: Place) -> None:
    member.add(
        story.db,
        story.council.system,
        story.circle(place.circle),
        story.council.workers[place.worker],
        function=place.function,
        purpose=place.purpose,
        language=place.language,
        chosen_by_family=place.chosen,
    )


def at_risk(story: Story, by: str, on: int, reason: str) -> None:
    """Tell when a worker marked the family as at risk, for workers alone."""
    story.then(on, EVENING, partial(_mark, story, by, reason))


def _mark(story: Story, by: str, reason: str) -> None:
    stored = family_of(story.db, story.actor(by), story.family_id)
    family.mark_at_risk(story.db, story.actor(by), stored, at_risk=True, reason=reason, version=stored.version)


def looked(story: Story, by: str, *days: int) -> None:
    """Tell when a worker opened the family's record."""
    for day in days:
        story.then(day, MORNING, partial(_look, story, by))


def _look(story: Story, by: str) -> None:
    actor = story.actor(by)
    family.opened(story.db, actor, by_ref(story.db, actor, story.ref))


def noted(story: Story, by: str, on: int, words: str) -> None:
    """Tell what a worker wrote for workers."""
    story.then(on, EVENING, lambda: note.add(story.db, story.actor(by), story.family_id, words=words))
