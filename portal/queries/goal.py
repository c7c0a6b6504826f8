"""Goals with every score, oldest first. A score of 0 is a score."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, select
from sqlalchemy.orm import Session, aliased

from portal.actor import Actor
from portal.errors import NotFound
from portal.models import Goal, Person, Score, Worker
from portal.models.answer import Rag, Ten, kept
from portal.models.words import GoalState, InfoKind, Scale
from portal.policy import agreed_people, visible_circles
from portal.queries import first_step, wording
from portal.queries.circle import CircleName, Circles
from portal.queries.face import Face, face_of
from portal.queries.first_step import FirstStepView
from portal.queries.prepared import OF_FAMILY, Sort, any_of, run
from portal.queries.score import ScoreLine, ScoreView, colours_differ, is_read, lines_of, numbers_differ
from portal.queries.wording import WordingView
from portal.security.encryption import Keyring
from portal.security.keys import learn_key

__all__ = ["FirstStepView", "GoalView", "ScoreLine", "ScoreView", "WordingView", "get", "named", "of_family", "one"]

OWNER, SCORER = aliased(Person), aliased(Person)
SET_BESIDE, SCORED_BESIDE, DECLINER = aliased(Worker), aliased(Worker), aliased(Worker)
ORDER = case(
    {GoalState.OPEN: 0, GoalState.PAUSED: 1},
    value=Goal.state,
    else_=2,
)
"""What is worked on, what was laid aside, what has ended."""


@dataclass(frozen=True, slots=True)
class GoalView:
    """One goal and how it moved."""

    id: uuid.UUID
    words: str
    language: str | None
    owner: Face | None
    """Empty: the whole family's."""
    state: GoalState
    scale: Scale
    circle: CircleName
    written_by: str | None
    version: int
    scores: tuple[ScoreView, ...] = ()
    """Every answer, oldest first, slips too."""
    rank: int = 1
    reason: str = ""
    """Why it is paused or declined."""
    reason_language: str | None = None
    declined_by: str | None = None
    """The first name of the worker who said no to it."""
    set_at: datetime | None = None
    wordings: tuple[WordingView, ...] = ()
    """The words before these, newest first; read with `one` alone."""
    first_steps: tuple[FirstStepView, ...] = ()
    """Those to do first, then those done; read with `one` alone."""

    @property
    def scored(self) -> tuple[ScoreView, ...]:
        """Return the answers that are a number or a colour, without slips."""
        return tuple(score for score in self.scores if score.is_scored)

    @property
    def first(self) -> ScoreView | None:
        """Return the first number or colour."""
        return next(iter(self.scored), None)

    @property
    def latest(self) -> ScoreView | None:
        """Return the newest number or colour."""
        return next(reversed(self.scored), None)

    @property
    def lines(self) -> tuple[ScoreLine[Ten], ...] | tuple[ScoreLine[Rag], ...]:
        """Return how it moved, person by person, in the order they first scored: all of the goal's own scale."""
        return lines_of(self.scores, Ten) if self.scale is Scale.TEN else lines_of(self.scores, Rag)

    @property
    def is_seen_differently(self) -> bool:
        """Say whether people's newest scores differ so much that it is worth talking about."""
        if self.scale is Scale.TEN:
            return numbers_differ(lines_of(self.scores, Ten))
        return colours_differ(lines_of(self.scores, Rag))

    @property
    def is_open(self) -> bool:
        """Say whether it is being worked on."""
        return self.state is GoalState.OPEN

    @property
    def is_paused(self) -> bool:
        """Say whether it was laid aside for now."""
        return self.state is GoalState.PAUSED


def of_family(db: Session, actor: Actor, family_id: uuid.UUID, circles: Circles) -> Sequence[GoalView]:
    """Return a family's goals that the actor sees: open ones first, by what matters most to each owner."""
    return list(_gathered(db, actor, family_id, circles, None).values())


def one(db: Session, actor: Actor, family_id: uuid.UUID, circles: Circles, goal_id: uuid.UUID) -> GoalView:
    """Return one goal with its scores, the words it had before, and the first steps towards it.

    Raises:
        NotFound: no such goal, or in a circle the actor does not see.
    """
    found = _gathered(db, actor, family_id, circles, goal_id).get(goal_id)
    if found is None:
        raise NotFound("goal", goal_id)
    return replace(
        found,
        wordings=wording.of_goal(db, actor, family_id, goal_id),
        first_steps=first_step.of_goal(db, actor, family_id, goal_id),
    )


def get(db: Session, actor: Actor, family_id: uuid.UUID, goal_id: uuid.UUID) -> Goal:
    """Return one goal to change it; raises `NotFound` as `one` does."""
    goal = db.scalar(
        select(Goal).where(Goal.id == goal_id, Goal.family_id == family_id, Goal.circle_id.in_(visible_circles(actor)))
    )
    if goal is None:
        raise NotFound("goal", goal_id)
    learn_key(db, family_id)
    return goal


def _gathered(
    db: Session, actor: Actor, family_id: uuid.UUID, circles: Circles, goal_id: uuid.UUID | None
) -> dict[uuid.UUID, GoalView]:
    ring = learn_key(db, family_id)
    statement = _statement(actor.sort)
    if goal_id is not None:
        statement = statement.where(Goal.id == goal_id)
    rows: dict[uuid.UUID, list[Row[Any]]] = {}
    for row in run(db, statement, actor, family_id):
        rows.setdefault(row.id, []).append(row)
    return {id_: _view(scored, ring, circles) for id_, scored in rows.items()}


def named(actor: Actor, whose: type[Person], name: Any) -> ColumnElement[Any]:
    """Return the column of a name, empty where it is of someone whom a partner agency may not know by name."""
    if not actor.is_partner:
        return name  # type: ignore[no-any-return]  # a column
    return case((whose.id.in_(agreed_people(actor, InfoKind.CONTACT)), name))


@cache
def _statement(sort: Sort) -> Select[Any]:
    actor = any_of(sort)
    return (
        select(
            Goal.__table__,
            named(actor, OWNER, OWNER.first_name).label("owner_first"),
            named(actor, OWNER, OWNER.known_as).label("owner_known"),
            SET_BESIDE.first_name.label("set_beside"),
            DECLINER.first_name.label("decliner"),
            Score.id.label("score_id"),
            Score.kind,
            Score.value,
            Score.colour,
            Score.why.label("why"),
            Score.why_language,
            Score.by_id,
            Score.scored_at,
            Score.point,
            Score.corrects_id,
            Score.put_right_at,
            named(actor, SCORER, SCORER.first_name).label("scorer_first"),
            named(actor, SCORER, SCORER.known_as).label("scorer_known"),
            SCORED_BESIDE.first_name.label("scored_beside"),
        )
        .select_from(Goal)
        .outerjoin(OWNER, OWNER.id == Goal.owner_id)
        .outerjoin(SET_BESIDE, SET_BESIDE.id == Goal.written_by_id)
        .outerjoin(DECLINER, DECLINER.id == Goal.declined_by_id)
        .outerjoin(Score, and_(Score.goal_id == Goal.id, is_read(actor)))
        .outerjoin(SCORER, SCORER.id == Score.by_id)
        .outerjoin(SCORED_BESIDE, SCORED_BESIDE.id == Score.written_by_id)
        .where(Goal.family_id == OF_FAMILY, Goal.circle_id.in_(visible_circles(actor)))
        .order_by(ORDER, Goal.rank, Goal.set_at, Goal.id)
        .order_by(Score.scored_at, Score.put_right_at.nulls_first(), Score.id)
    )


def _view(rows: Sequence[Row[Any]], ring: Keyring, circles: Circles) -> GoalView:
    """Return a goal from its rows, one a score."""
    row, slips = rows[0], {each.corrects_id for each in rows if each.corrects_id}
    return GoalView(
        id=row.id,
        words=ring.open_if(row.family_id, "goal.words", row.id, row.words),
        language=row.language,
        owner=face_of(ring, row.family_id, row.owner_id, row.owner_first, row.owner_known) if row.owner_id else None,
        state=row.state,
        scale=row.scale,
        circle=circles[row.circle_id],
        written_by=row.set_beside,
        version=row.version,
        scores=tuple(_score(each, ring, is_slip=each.score_id in slips) for each in rows if each.score_id),
        rank=row.rank,
        reason=ring.open_if(row.family_id, "goal.reason", row.id, row.reason),
        reason_language=row.reason_language,
        declined_by=row.decliner,
        set_at=row.set_at,
    )


def _score(row: Row[Any], ring: Keyring, *, is_slip: bool) -> ScoreView:
    return ScoreView(
        id=row.score_id,
        answer=kept(row.kind, row.value, row.colour),
        why=ring.open_if(row.family_id, "score.why", row.score_id, row.why),
        why_language=row.why_language,
        by=face_of(ring, row.family_id, row.by_id, row.scorer_first, row.scorer_known),
        written_by=row.scored_beside,
        at=row.scored_at,
        point=row.point,
        corrects_id=row.corrects_id,
        put_right_at=row.put_right_at,
        is_slip=is_slip,
    )
