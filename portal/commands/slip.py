"""Puts a slip right: another score stands in its place, and both are kept."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.commands.edit import still_open
from portal.commands.entry import record
from portal.errors import AlreadyPutRight, ScalesMixed
from portal.models import Circle, Goal, Score
from portal.models.answer import Answer, fits
from portal.permission import Permission
from portal.policy import require


def put_right(
    db: Session,
    actor: Actor,
    goal: Goal,
    slip: Score,
    *,
    answer: Answer,
    why: str = "",
    language: str | None = None,
) -> Score:
    """Put a score in the place of a slip. It stands where the slip stood: same person, same moment, same point in time.

    Raises:
        CircleClosed: the goal was kept where both homes read it.
        AlreadyPutRight: another stands in its place already.
        NotAllowed: it is not one's own, or no worker wrote it down.
        ScalesMixed: a colour for a goal in numbers, or a number for one in colours.
    """
    require(actor, Permission.PUT_RIGHT, slip)
    if not fits(answer, goal.scale):
        raise ScalesMixed(goal.id)
    still_open(db, db.get_one(Circle, goal.circle_id))
    if db.scalar(select(Score.id).where(Score.corrects_id == slip.id)):
        raise AlreadyPutRight(slip.id)
    given = Score(
        family_id=goal.family_id,
        goal_id=goal.id,
        answer=answer,
        why=why.strip(),
        why_language=language if why.strip() else None,
        by_id=slip.by_id,
        written_by_id=actor.worker_id,
        scored_at=slip.scored_at,
        point=slip.point,
        corrects_id=slip.id,
        put_right_at=clock.now(),
    )
    db.add(given)
    record(db, actor, goal.family_id, "goal_score_put_right", goal.id)
    return given
