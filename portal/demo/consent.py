"""Tells the questions and decisions on sharing in a family."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from portal.commands import consent
from portal.commands.consent import Answer, Matter
from portal.demo.days import AFTERNOON, NOON
from portal.demo.story import Story
from portal.models.sharing_words import ConsentLasts, Purpose
from portal.models.words import ConsentHow, ConsentStatus, InfoKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A worker put a question."""

    on: int
    decider: str
    about: str
    agency: str
    kind: InfoKind
    purpose: str
    for_what: Purpose = Purpose.HELP_TOGETHER
    is_named: bool = True
    by: str = "beth"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Someone decided: by themself in Nod, or another way that a worker wrote down."""

    on: int
    decider: str
    about: str
    agency: str
    kind: InfoKind
    status: ConsentStatus
    part: str = ""
    purpose: str = ""
    for_what: Purpose | None = None
    is_named: bool = True
    lasts: ConsentLasts = ConsentLasts.UNTIL_END
    witness: str = ""
    how: ConsentHow = ConsentHow.SELF
    beside: str | None = None
    """The worker who wrote it down."""


def sharing(story: Story, told: Iterable[Asked | Said]) -> None:
    """Tell questions and decisions."""
    for one in told:
        if isinstance(one, Asked):
            story.then(one.on, NOON, partial(_ask, story, one))
        elif one.beside:
            story.then(one.on, AFTERNOON, partial(_write_down, story, one, one.beside))
        else:
            story.then(one.on, AFTERNOON, partial(_decide, story, one))


def _ask(story: Story, told: Asked) -> None:
    consent.ask(story.db, story.actor(told.by), _matter(story, told))


def _decide(story: Story, told: Said) -> None:
    consent.decide(story.db, story.actor(told.decider), _matter(story, told), _answer(told))


def _write_down(story: Story, told: Said, beside: str) -> None:
    consent.write_down(story.db, story.actor(beside), _matter(story, told), _answer(told))


def _matter(story: Story, told: Asked | Said) -> Matter:
    return Matter(
        about=story.people[told.about],
        decider=story.people[told.decider],
        agency_id=story.council.agencies[told.agency].id,
        kind=told.kind,
        purpose=told.purpose,
        for_what=told.for_what,
        is_named=told.is_named,
    )


def _answer(told: Said) -> Answer:
    return Answer(status=told.status, part=told.part, lasts=told.lasts, how=told.how, witness=told.witness)
