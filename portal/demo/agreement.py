"""Tells what people of a family said about getting help."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from portal.commands import agreement
from portal.demo.days import AFTERNOON
from portal.demo.story import Story
from portal.models.sharing_words import AgreementStatus
from portal.models.words import ConsentHow


@dataclass(frozen=True, slots=True, kw_only=True)
class OnHelp:
    """Someone said yes or no to getting help, for the first time: by themself in Nod, or another way."""

    on: int
    decider: str
    about: str
    status: AgreementStatus = AgreementStatus.AGREED
    how: ConsentHow = ConsentHow.SELF
    beside: str | None = None
    """The worker who wrote it down."""


def on_help(story: Story, told: Iterable[OnHelp]) -> None:
    """Tell what was said."""
    for one in told:
        story.then(one.on, AFTERNOON, partial(_say, story, one))


def _say(story: Story, told: OnHelp) -> None:
    about, decider = story.people[told.about], story.people[told.decider]
    if told.beside:
        agreement.write_down(story.db, story.actor(told.beside), about, decider, told.status, how=told.how)
    else:
        agreement.say(story.db, story.actor(told.decider), about, decider, told.status, read=0)
