"""Says what happens next, and what became of it."""

from datetime import date, time

from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.commands import notice
from portal.commands.edit import begun_on, still_open
from portal.commands.entry import record
from portal.errors import StepEnded
from portal.models import Circle, Step, StepMove
from portal.models.notice_kinds import NoticeKind
from portal.models.words import StepState
from portal.permission import Permission
from portal.policy import require


def add(
    db: Session,
    actor: Actor,
    circle: Circle,
    *,
    what: str,
    who: str,
    where: str,
    happens_on: date,
    happens_at: time | None,
    is_about: bool,
    language: str,
) -> Step:
    """Add a step that everyone in the circle sees, and tell them that there is one."""
    require(actor, Permission.CHANGE_STEP, circle)
    still_open(db, circle)
    step = Step(
        family_id=circle.family_id,
        circle_id=circle.id,
        what=what.strip(),
        who=who.strip(),
        where=where.strip(),
        language=language,
        happens_on=happens_on,
        happens_at=happens_at,
        is_about=is_about,
        state=StepState.COMING,
        added_by_id=actor.account_id,
        added_at=clock.now(),
    )
    db.add(step)
    record(db, actor, step.family_id, "step_added", step.id)
    notice.tell_circle(db, actor, circle.id, NoticeKind.STEP_ADDED)
    return step


def move(
    db: Session,
    actor: Actor,
    step: Step,
    *,
    to_on: date,
    to_at: time | None,
    is_about: bool,
    why: str,
    version: int,
) -> Step:
    """Put a coming step on another day and say why. Its history keeps every move."""
    _may_change(actor, step, version)
    db.add(
        StepMove(
            family_id=step.family_id,
            step_id=step.id,
            from_on=step.happens_on,
            to_on=to_on,
            why=why.strip(),
            moved_by_id=actor.account_id,
            moved_at=clock.now(),
        )
    )
    step.happens_on, step.happens_at, step.is_about = to_on, to_at, is_about
    record(db, actor, step.family_id, "step_moved", step.id)
    notice.tell_circle(db, actor, step.circle_id, NoticeKind.STEP_MOVED)
    return step


def finish(db: Session, actor: Actor, step: Step, *, version: int) -> Step:
    """Say that a step happened."""
    _may_change(actor, step, version)
    step.state, step.ended_on = StepState.HAPPENED, clock.today()
    record(db, actor, step.family_id, "step_happened", step.id)
    return step


def drop(db: Session, actor: Actor, step: Step, *, why: str, version: int) -> Step:
    """Say that a step will not happen, and why."""
    _may_change(actor, step, version)
    step.state, step.ended_on, step.why = StepState.DROPPED, clock.today(), why.strip()
    record(db, actor, step.family_id, "step_dropped", step.id)
    notice.tell_circle(db, actor, step.circle_id, NoticeKind.STEP_DROPPED)
    return step


def _may_change(actor: Actor, step: Step, version: int) -> None:
    require(actor, Permission.CHANGE_STEP, step)
    begun_on(step, version)
    if step.state is not StepState.COMING:
        raise StepEnded(step.id)
