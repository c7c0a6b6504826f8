"""Tells what a child thinks of sharing, said beside a worker."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from portal.commands import child_view
from portal.demo.days import AFTERNOON
from portal.demo.story import Story
from portal.models.sharing_words import ChildSays
from portal.models.words import InfoKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Thinks:
    """What one child said to one question."""

    on: int
    child: str
    agency: str
    kind: InfoKind
    says: ChildSays
    words: str
    language: str
    beside: str


def thinks(story: Story, told: Iterable[Thinks]) -> None:
    """Tell what children think."""
    for one in told:
        story.then(one.on, AFTERNOON, partial(_say, story, one))


def _say(story: Story, told: Thinks) -> None:
    child_view.say(
        story.db,
        story.actor(told.beside),
        story.people[told.child],
        agency_id=story.council.agencies[told.agency].id,
        kind=told.kind,
        says=told.says,
        words=told.words,
        language=told.language,
    )
