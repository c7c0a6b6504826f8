"""Who of a family may score what when they sit together, and what has no score yet in the present review."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal import clock
from portal.models.answer import ScorePoint
from portal.queries.gate import Period
from portal.queries.goal import GoalView
from portal.queries.person import PersonView


@dataclass(frozen=True, slots=True)
class Turn:
    """One person and the goals that they may score: open, in a circle of theirs that takes new things."""

    person: PersonView
    goals: tuple[GoalView, ...]
    """One’s own first, then the family’s, then those of others."""
    due: frozenset[uuid.UUID]
    """Of one’s own and the family’s, those without a score of this person’s in the present review."""


def turns(people: Iterable[PersonView], seen: Sequence[GoalView], period: Period) -> Sequence[Turn]:
    """Return the turn of everyone who may score anything, as the pages name them: grown-ups first."""
    return [turn for turn in (turn_of(one, seen, period) for one in people) if turn.goals]


def turn_of(person: PersonView, seen: Sequence[GoalView], period: Period) -> Turn:
    """Return the turn of one person; someone not born yet scores nothing."""
    mine = [view for view in seen if not person.is_unborn and _may_score(view, person.id)]
    mine.sort(key=lambda view: _own_first(view, person.id))
    due = (view.id for view in mine if _own_first(view, person.id) < 2 and not _is_scored(view, person.id, period))
    return Turn(person, tuple(mine), frozenset(due))


def point_of(turn: Turn, period: Period) -> ScorePoint:
    """Return what is chosen already: a review that is prepared or waited for, while a goal has no score in it."""
    return ScorePoint.REVIEW if period.review and turn.due else ScorePoint.BETWEEN


def _may_score(view: GoalView, person_id: uuid.UUID) -> bool:
    return view.is_open and not view.circle.is_closed and person_id in view.circle.person_ids


def _own_first(view: GoalView, person_id: uuid.UUID) -> int:
    if view.owner is None:
        return 1
    return 0 if view.owner.id == person_id else 2


def _is_scored(view: GoalView, person_id: uuid.UUID, period: Period) -> bool:
    own = (score for score in view.scored if score.by.id == person_id)
    return any(clock.local(score.at).date() >= period.since for score in own)
