"""What would come of parting a family's homes: what each person sees before and after, by the pages' own queries."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from portal.actor import Actor
from portal.models import Person
from portal.models.words import CircleKind, StepState
from portal.queries import account, circle, goal, looks, member, pages, person, step
from portal.queries.person import PersonView
from portal.queries.voice import VoiceView


class Sort(StrEnum):
    """The sorts of things that someone sees, in the order they are told."""

    PEOPLE = "people"
    HOMES = "homes"
    TEAM = "team"
    STEPS = "steps"
    GOALS = "goals"
    PRAISE = "praise"
    VOICES = "voices"
    LOOKS = "looks"
    SHARING = "sharing"


@dataclass(frozen=True, slots=True)
class OpenThing:
    """Something that goes on, and that more than one grown-up reads."""

    id: uuid.UUID
    sort: Sort
    words: str
    is_for_both: bool
    """Everyone in the family reads it, so it may stay where it is read by both homes."""
    on: date | None = None
    owner_id: uuid.UUID | None = None


Sight = Mapping[Sort, Mapping[object, str]]


@dataclass(frozen=True, slots=True)
class Change:
    """What one person sees of one sort of things, before and after."""

    sort: Sort
    stays: tuple[str, ...]
    goes: tuple[str, ...]
    comes: tuple[str, ...]


def open_things(db: Session, actor: Actor, family_id: uuid.UUID, people: Sequence[PersonView]) -> Sequence[OpenThing]:
    """Return what goes on in the circle of the whole family, and in homes with more than one grown-up."""
    adults = {one.id for one in people if one.is_adult}
    circles = circle.seen_by(db, actor, family_id)
    shared = {
        id_
        for id_, named in circles.items()
        if named.kind is CircleKind.WHOLE_FAMILY
        or (named.kind is CircleKind.HOME and len(adults & set(named.person_ids)) > 1)
    }
    everyone = {id_ for named in circles.values() if named.kind is CircleKind.WHOLE_FAMILY for id_ in named.person_ids}
    both = {id_: everyone <= set(circles[id_].person_ids) for id_ in shared}
    path = [one for one in step.of_family(db, actor, family_id, circles) if one.state is StepState.COMING]
    steps = [one for one in path if one.circle.id in shared]
    aims = [one for one in goal.of_family(db, actor, family_id, circles) if one.is_open or one.is_paused]
    goals = [one for one in aims if one.circle.id in shared]
    team = [
        one
        for one in member.of_family(db, actor, family_id, circles)
        if one.circle.id in shared and not one.is_keyworker
    ]
    return [
        *(OpenThing(one.id, Sort.STEPS, one.what, both[one.circle.id], one.on) for one in steps),
        *(
            OpenThing(one.id, Sort.GOALS, one.words, both[one.circle.id], owner_id=one.owner.id if one.owner else None)
            for one in goals
        ),
        *(OpenThing(one.id, Sort.TEAM, one.face.name, both[one.circle.id]) for one in team),
    ]


def sight(db: Session, actor: Actor, who: Person) -> Sight:
    """Return what one person's pages hold now, as a worker who sees it as they do.

    Of voices and looks, those of others: what somebody said themself stays theirs to read, whoever looks on.
    """
    seen = account.actor_for_person(db, actor, who)
    steps, goals = pages.next_steps(db, seen), pages.goals(db, seen)
    parts = ("mine", "ours", "others", "paused", "ended")
    asked, said = pages.sharing(db, seen)["questions"], pages.words(db, seen)["others"]
    return {
        Sort.PEOPLE: {one.id: one.face.name for one in person.of_family(db, seen, who.family_id)},
        Sort.HOMES: {one.id: one.name or one.label for one in person.households(db, seen, who.family_id)},
        Sort.TEAM: {one.worker_id: one.face.name for one in pages.team(db, seen)["team"]},
        Sort.STEPS: {one.id: one.what for one in (*steps["coming"], *steps["past"])},
        Sort.GOALS: {one.id: one.words for part in parts for one in goals[part]},
        Sort.PRAISE: {one.id: one.words for one in pages.praises(db, seen)["praises"]},
        Sort.VOICES: {one.id: _said(one) for one in said},
        Sort.LOOKS: {one.id: one.person.first_name for one in looks.index(db, seen)["others"]},
        Sort.SHARING: {(one.agency_id, one.about_id): f"{one.agency}: {one.about.first_name}" for one in asked},
    }


def _said(one: VoiceView) -> str:
    """Return whose voice it is, and their words where it is not a face alone."""
    return f"{one.person.first_name}: {one.words}" if one.words else one.person.first_name


def changes(before: Sight, after: Sight) -> Sequence[Change]:
    """Return what stays, what goes and what comes, sort by sort."""
    return [
        Change(
            sort,
            stays=tuple(words for key, words in after[sort].items() if key in before[sort]),
            goes=tuple(words for key, words in before[sort].items() if key not in after[sort]),
            comes=tuple(words for key, words in after[sort].items() if key not in before[sort]),
        )
        for sort in Sort
    ]
