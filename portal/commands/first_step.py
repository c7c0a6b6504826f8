"""First steps towards a goal: written down, and ticked off."""

from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.commands.entry import record
from portal.commands.goal import takes_new
from portal.models import FirstStep, Goal
from portal.permission import Permission
from portal.policy import require


def add(db: Session, actor: Actor, goal: Goal, *, words: str, language: str) -> FirstStep:
    """Write down what one point more would look like.

    Raises:
        CircleClosed: the goal was kept where both homes read it.
        GoalEnded, GoalPaused: the goal is not worked on.
    """
    require(actor, Permission.CHANGE_GOAL, goal)
    takes_new(db, goal)
    step = FirstStep(
        family_id=goal.family_id,
        goal_id=goal.id,
        words=words.strip(),
        language=language,
        made_at=clock.now(),
        by_id=actor.account_id,
        written_by_id=actor.worker_id,
    )
    db.add(step)
    record(db, actor, goal.family_id, "first_step_added", goal.id)
    return step


def tick(db: Session, actor: Actor, goal: Goal, step: FirstStep, *, is_done: bool) -> FirstStep:
    """Tick a first step off, or take the tick away. To say again what it says already changes nothing."""
    require(actor, Permission.CHANGE_GOAL, goal)
    takes_new(db, goal)
    if is_done != (step.done_on is not None):
        step.done_on = clock.today() if is_done else None
        record(db, actor, goal.family_id, "first_step_done" if is_done else "first_step_not_done", goal.id)
    return step
