"""Why a family is high on a worker's list."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.models import Agency, Consent, Goal, Member, Score, Worker
from portal.models.base import UtcDateTime
from portal.models.words import ConsentStatus, GoalState, ScoreKind
from portal.policy import is_current, visible_circles, visible_families
from portal.queries.prepared import Sort, any_of, run
from portal.queries.score import is_read, is_slip
from portal.standing import is_newest

SCORE_AFTER = timedelta(weeks=6)
"""A goal waits for a score when its last one is older. Source: plan reviews every three to six weeks."""
QUIET_AFTER = timedelta(weeks=3)
"""A family has gone quiet when nobody changed anything for this long."""


class Due(StrEnum):
    """Why a family is high on the list, most pressing first."""

    STEP_OVERDUE = "step_overdue"
    STEP_TODAY = "step_today"
    VOICE_WAITED = "voice_waited"
    SCORE_WAITED = "score_waited"
    SHARING_WAITED = "sharing_waited"
    SHARING_NOT_ASKED = "sharing_not_asked"
    NO_STEP = "no_step"
    GONE_QUIET = "gone_quiet"


def due_families(
    db: Session, actor: Actor, families: Mapping[uuid.UUID, Any], first_steps: Mapping[uuid.UUID, date]
) -> Mapping[Due, set[uuid.UUID]]:
    """Return the families that have each reason.

    A family may come several times from a statement: were it asked for distinct ones, SQLite would go through the
    goals of everyone, in order.

    Args:
        families: the rows of the open ones, with when they last changed and what waits for an answer.
        first_steps: the day of the first step that is still coming, where there is one.
    """
    today, quiet_since = clock.today(), clock.now() - QUIET_AFTER

    def families_in(statement: Select[uuid.UUID]) -> set[uuid.UUID]:
        return set(run(db, statement, actor).scalars())

    return {
        Due.STEP_OVERDUE: {id_ for id_, day in first_steps.items() if day < today},
        Due.STEP_TODAY: {id_ for id_, day in first_steps.items() if day == today},
        Due.VOICE_WAITED: {id_ for id_, row in families.items() if row.voices_waiting},
        Due.SCORE_WAITED: families_in(_waiting_for_score(actor.sort)),
        Due.SHARING_WAITED: set() if actor.is_partner else families_in(_waiting_for_decision(actor.sort)),
        Due.SHARING_NOT_ASKED: set() if actor.is_partner else families_in(_never_asked(actor.sort)),
        Due.NO_STEP: set() if actor.is_partner else set(families) - set(first_steps),
        Due.GONE_QUIET: {id_ for id_, row in families.items() if row.changed_at < quiet_since},
    }


def _score_since() -> datetime:
    return clock.now() - SCORE_AFTER


@cache
def _waiting_for_score(sort: Sort) -> Select[uuid.UUID]:
    """Open goals with no score, or none for a while; `skipped` and `unsure` are not scores."""
    actor, since = any_of(sort), bindparam("score_since", callable_=_score_since, type_=UtcDateTime())
    scored = exists().where(
        Score.goal_id == Goal.id, Score.kind == ScoreKind.SCORED, Score.scored_at >= since, ~is_slip(), is_read(actor)
    )
    return select(Goal.family_id).where(
        Goal.state == GoalState.OPEN, Goal.circle_id.in_(visible_circles(actor)), ~scored
    )


@cache
def _waiting_for_decision(sort: Sort) -> Select[uuid.UUID]:
    return select(Consent.family_id).where(
        Consent.family_id.in_(visible_families(any_of(sort))),
        Consent.status == ConsentStatus.ASKED,
        is_newest(Consent),
    )


@cache
def _never_asked(sort: Sort) -> Select[uuid.UUID]:
    """Families with a partner agency on the team that nobody was asked about."""
    asked = select(Consent.id).where(Consent.family_id == Member.family_id, Consent.agency_id == Agency.id)
    return (
        select(Member.family_id)
        .join(Worker, Worker.id == Member.worker_id)
        .join(Agency, and_(Agency.id == Worker.agency_id, Agency.is_partner))
        .where(
            Member.family_id.in_(visible_families(any_of(sort))),
            is_current(Member),
            ~asked.exists(),
        )
    )
