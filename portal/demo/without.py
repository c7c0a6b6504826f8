"""Tells what a family's workers shared without agreement, who agreed to it, and who was told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from portal import clock
from portal.commands import override
from portal.commands.override import Decision, Telling
from portal.demo.days import AFTERNOON, MORNING, NOON
from portal.demo.story import Story
from portal.models import Override
from portal.models.sharing_words import LegalGround
from portal.models.words import InfoKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What a manager said."""

    on: int
    by: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldOf:
    """Who of the family was told."""

    on: int
    whom: tuple[str, ...]
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedWithout:
    """One decision to share without agreement."""

    on: int
    by: str
    agency: str
    to_whom: str
    about: tuple[tuple[str, InfoKind], ...]
    what: str
    why: str
    why_not_told: str
    ground: LegalGround
    is_urgent: bool = False
    language: str = "en"
    review_weeks: int = 8
    agreed: Agreed | None = None
    told: ToldOf | None = None


def without_agreement(story: Story, decisions: Iterable[SharedWithout]) -> None:
    """Tell each decision, and what became of it."""
    for decision in decisions:
        made: list[Override] = []
        story.then(decision.on, MORNING, partial(_decide, story, decision, made))
        if decision.agreed:
            story.then(decision.agreed.on, NOON, partial(_agree, story, decision.agreed, made))
        if decision.told:
            story.then(decision.told.on, AFTERNOON, partial(_tell, story, decision.by, decision.told, made))


def _decide(story: Story, said: SharedWithout, made: list[Override]) -> None:
    decision = Decision(
        agency_id=story.council.agencies[said.agency].id,
        to_whom=said.to_whom,
        what=said.what,
        why=said.why,
        ground=said.ground,
        language=said.language,
        is_urgent=said.is_urgent,
        review_on=clock.today() + timedelta(weeks=said.review_weeks),
        parts=frozenset((story.people[key].id, kind) for key, kind in said.about),
        why_not_told=said.why_not_told,
    )
    made.append(override.decide(story.db, story.actor(said.by), story.family_id, decision))


def _agree(story: Story, said: Agreed, made: list[Override]) -> None:
    (row,) = made
    override.answer(story.db, story.actor(said.by), row, agrees=True, why=said.why, version=row.version)


def _tell(story: Story, by: str, said: ToldOf, made: list[Override]) -> None:
    people = frozenset(story.people[key].id for key in said.whom)
    override.tell(story.db, story.actor(by), made[0], Telling(people=people, on=clock.today(), how=said.how))
