"""Tells the questions and decisions on sharing in a family."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from portal.commands import consent
from portal.demo.days import AFTERNOON, NOON
from portal.demo.story import Story
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
    consent.ask(
        story.db,
        story.actor(told.by),
        about=story.people[told.about],
        decider=story.people[told.decider],
        agency_id=story.council.agencies[told.agency].id,
        kind=told.kind,
        purpose=told.purpose,
    )


def _decide(story: Story, told: Said) -> None:
    consent.decide(
        story.db,
        story.actor(told.decider),
        about=story.people[told.about],
        decider=story.people[told.decider],
        agency_id=story.council.agencies[told.agency].id,
        kind=told.kind,
        status=told.status,
        part=told.part,
        purpose=told.purpose,
    )


def _write_down(story: Story, told: Said, beside: str) -> None:
    consent.write_down(
        story.db,
        story.actor(beside),
        about=story.people[told.about],
        decider=story.people[told.decider],
        agency_id=story.council.agencies[told.agency].id,
        kind=told.kind,
        status=told.status,
        how=told.how,
        part=told.part,
        purpose=told.purpose,
    )
