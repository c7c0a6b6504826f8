"""What happens next, and what became of what was said before."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from sqlalchemy import Row, case, select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.errors import NotFound
from portal.models import Step, StepMove
from portal.models.words import StepState
from portal.policy import visible_circles
from portal.queries.circle import CircleName, Circles
from portal.security.encryption import Keyring
from portal.security.keys import learn_key


@dataclass(frozen=True, slots=True)
class Move:
    """A step was put on another day."""

    from_on: date
    to_on: date
    why: str


@dataclass(frozen=True, slots=True)
class StepView:
    """One stone of the path."""

    id: uuid.UUID
    what: str
    who: str
    where: str
    language: str | None
    on: date
    at: time | None
    is_about: bool
    state: StepState
    why: str
    ended_on: date | None
    circle: CircleName
    version: int
    is_today: bool
    is_overdue: bool
    moves: tuple[Move, ...] = ()


def of_family(db: Session, actor: Actor, family_id: uuid.UUID, circles: Circles) -> Sequence[StepView]:
    """Return a family's steps that the actor sees: coming ones first by date, then ended ones, newest first."""
    ring = learn_key(db, family_id)
    coming_first = case((Step.state == StepState.COMING, 0), else_=1)
    rows = db.execute(
        select(
            Step.__table__,
            StepMove.id.label("move_id"),
            StepMove.from_on,
            StepMove.to_on,
            StepMove.why.label("move_why"),
        )
        .select_from(Step)
        .outerjoin(StepMove, StepMove.step_id == Step.id)
        .where(Step.family_id == family_id, Step.circle_id.in_(visible_circles(actor)))
        .order_by(coming_first, Step.happens_on, Step.happens_at, Step.id, StepMove.moved_at)
    ).all()
    views: dict[uuid.UUID, StepView] = {}
    for row in rows:
        if row.id not in views:
            views[row.id] = _view(row, ring, circles)
        if row.move_id:
            move = Move(row.from_on, row.to_on, ring.open_if(family_id, "step_move.why", row.move_id, row.move_why))
            views[row.id] = replace(views[row.id], moves=(*views[row.id].moves, move))
    coming = [view for view in views.values() if view.state is StepState.COMING]
    ended = [view for view in views.values() if view.state is not StepState.COMING]
    return [*coming, *sorted(ended, key=lambda view: (view.ended_on or view.on, view.id), reverse=True)]


def _view(row: Row, ring: Keyring, circles: Circles) -> StepView:  # type: ignore[type-arg]  # columns of a whole table
    today = clock.today()

    def text(column: str) -> str:
        return ring.open_if(row.family_id, f"step.{column}", row.id, row._mapping[column])

    is_coming = row.state is StepState.COMING
    return StepView(
        id=row.id,
        what=text("what"),
        who=text("who"),
        where=text("where"),
        language=row.language,
        on=row.happens_on,
        at=row.happens_at,
        is_about=row.is_about,
        state=row.state,
        why=text("why"),
        ended_on=row.ended_on,
        circle=circles[row.circle_id],
        version=row.version,
        is_today=is_coming and row.happens_on == today,
        is_overdue=is_coming and row.happens_on < today,
    )


def get(db: Session, actor: Actor, family_id: uuid.UUID, step_id: uuid.UUID) -> Step:
    """Return one step to change it.

    Raises:
        NotFound: no such step, or in a circle the actor does not see.
    """
    step = db.scalar(
        select(Step).where(Step.id == step_id, Step.family_id == family_id, Step.circle_id.in_(visible_circles(actor)))
    )
    if step is None:
        raise NotFound("step", step_id)
    learn_key(db, family_id)
    return step
