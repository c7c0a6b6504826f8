"""What happens next, and what became of what was said before."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, case, select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.errors import NotFound
from portal.models import Step, StepMove
from portal.models.words import StepState
from portal.policy import visible_circles
from portal.queries.circle import CircleName, Circles
from portal.queries.prepared import OF_FAMILY, Sort, any_of, run
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
    views = [_view(moves, ring, circles) for moves in _moved(db, actor, family_id, _statement(actor.sort))]
    ended = [view for view in views if view.state is not StepState.COMING]
    newest_first = sorted(ended, key=lambda view: (view.ended_on or view.on, view.id), reverse=True)
    return [*(view for view in views if view.state is StepState.COMING), *newest_first]


def next_one(db: Session, actor: Actor, family_id: uuid.UUID, circles: Circles) -> tuple[StepView | None, int]:
    """Return the first step from today on, else the oldest overdue one, and how many are coming; only it is opened."""
    coming = _moved(db, actor, family_id, _coming(actor.sort))
    ahead = (moves for moves in coming if moves[0].happens_on >= clock.today())
    chosen = next(ahead, coming[0] if coming else None)
    return _view(chosen, learn_key(db, family_id), circles) if chosen else None, len(coming)


def _moved(db: Session, actor: Actor, family_id: uuid.UUID, statement: Select[Any]) -> Sequence[Sequence[Row[Any]]]:
    """Return the rows of each step, one a move."""
    moved: dict[uuid.UUID, list[Row[Any]]] = {}
    for row in run(db, statement, actor, family_id):
        moved.setdefault(row.id, []).append(row)
    return list(moved.values())


@cache
def _coming(sort: Sort) -> Select[Any]:
    return _statement(sort).where(Step.state == StepState.COMING)


@cache
def _statement(sort: Sort) -> Select[Any]:
    coming_first = case((Step.state == StepState.COMING, 0), else_=1)
    return (
        select(
            Step.__table__,
            StepMove.id.label("move_id"),
            StepMove.from_on,
            StepMove.to_on,
            StepMove.why.label("move_why"),
        )
        .select_from(Step)
        .outerjoin(StepMove, StepMove.step_id == Step.id)
        .where(Step.family_id == OF_FAMILY, Step.circle_id.in_(visible_circles(any_of(sort))))
        .order_by(coming_first, Step.happens_on, Step.happens_at, Step.id, StepMove.moved_at)
    )


def _view(rows: Sequence[Row[Any]], ring: Keyring, circles: Circles) -> StepView:
    """Return a step from its rows, one a move."""
    today, row = clock.today(), rows[0]

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
        moves=tuple(_move(row, ring) for row in rows if row.move_id),
    )


def _move(row: Row[Any], ring: Keyring) -> Move:
    return Move(row.from_on, row.to_on, ring.open_if(row.family_id, "step_move.why", row.move_id, row.move_why))


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
