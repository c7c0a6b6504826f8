"""First steps towards a goal: what one point more would look like."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.actor import Actor
from portal.errors import NotFound
from portal.models import FirstStep, Goal, Worker
from portal.policy import visible_circles
from portal.security.keys import learn_key


@dataclass(frozen=True, slots=True)
class FirstStepView:
    """One first step, to do or done."""

    id: uuid.UUID
    words: str
    language: str | None
    done_on: date | None
    written_by: str | None
    """The first name of the worker who wrote it down."""


def of_goal(db: Session, actor: Actor, family_id: uuid.UUID, goal_id: uuid.UUID) -> tuple[FirstStepView, ...]:
    """Return the first steps to do, then those done; none of a goal that the actor does not see."""
    ring = learn_key(db, family_id)
    rows = db.execute(
        select(FirstStep.__table__, Worker.first_name.label("written_by"))
        .join(Goal, Goal.id == FirstStep.goal_id)
        .outerjoin(Worker, Worker.id == FirstStep.written_by_id)
        .where(Goal.id == goal_id, Goal.family_id == family_id, Goal.circle_id.in_(visible_circles(actor)))
        .order_by(FirstStep.done_on.is_not(None), FirstStep.made_at, FirstStep.id)
    )
    return tuple(
        FirstStepView(
            id=row.id,
            words=ring.open_if(family_id, "first_step.words", row.id, row.words),
            language=row.language,
            done_on=row.done_on,
            written_by=row.written_by,
        )
        for row in rows
    )


def get(db: Session, actor: Actor, goal: Goal, step_id: uuid.UUID) -> FirstStep:
    """Return one first step of a goal that the actor sees, to change it.

    Raises:
        NotFound: no such step of this goal.
    """
    found = db.scalar(
        select(FirstStep)
        .join(Goal, Goal.id == FirstStep.goal_id)
        .where(FirstStep.id == step_id, Goal.id == goal.id, Goal.circle_id.in_(visible_circles(actor)))
    )
    if found is None:
        raise NotFound("first_step", step_id)
    return found
