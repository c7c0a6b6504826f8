"""Goals and scores, by family members themselves or written down beside them."""

import uuid

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, aliased

from portal import clock
from portal.actor import Actor
from portal.commands.edit import begun_on, hold, still_open
from portal.commands.entry import record
from portal.errors import GoalEnded, GoalPaused, GoalsFull, NotAllowed, ScalesMixed
from portal.models import Circle, CirclePerson, Goal, Person, Score
from portal.models.answer import Answer, ScorePoint, fits
from portal.models.goal import MOST_OPEN
from portal.models.words import GOING_ON, CircleKind, GoalState, Scale, ScoreKind
from portal.permission import Permission
from portal.policy import require, visible_circles
from portal.queries.score import is_slip


def begin(
    db: Session,
    actor: Actor,
    circle: Circle,
    *,
    owner: Person | None,
    words: str,
    language: str,
    scale: Scale = Scale.TEN,
) -> Goal:
    """Begin a goal in the words of the person, or of the family when there is no owner.

    Raises:
        CircleClosed: the family lives apart, and nothing new is put there.
        GoalsFull: three of this owner's goals are open already.
        NotAllowed: the owner is not in the circle, or a family member begins one for somebody else.
    """
    require(actor, Permission.SET_GOAL, circle)
    still_open(db, circle)
    if actor.is_family and owner is not None and owner.id != actor.person_id:
        raise NotAllowed(Permission.SET_GOAL)
    if owner is not None and not is_in(db, circle.id, owner.id):
        raise NotAllowed(Permission.SET_GOAL)
    if owner is None and circle.kind is CircleKind.PRIVATE:
        raise NotAllowed(Permission.SET_GOAL)
    has_room(db, actor, circle, owner.id if owner else None)
    goal = Goal(
        family_id=circle.family_id,
        circle_id=circle.id,
        owner_id=owner.id if owner else None,
        words=words.strip(),
        language=language,
        scale=scale,
        state=GoalState.OPEN,
        set_at=clock.now(),
        set_by_id=actor.account_id,
        written_by_id=actor.worker_id,
        rank=last_rank(db, circle.family_id, owner.id if owner else None) + 1,
    )
    db.add(goal)
    record(db, actor, goal.family_id, "goal_set", goal.id)
    return goal


def has_room(db: Session, actor: Actor, circle: Circle, owner_id: uuid.UUID | None) -> None:
    """Raise `GoalsFull` where three goals of one owner are open already."""
    if open_count(db, actor, circle, owner_id) >= MOST_OPEN:
        raise GoalsFull(circle.family_id)


def last_rank(db: Session, family_id: uuid.UUID, owner_id: uuid.UUID | None) -> int:
    """Return the rank of what matters least to an owner among what is open; 0 where nothing is."""
    ranks = select(func.max(Goal.rank)).where(
        Goal.family_id == family_id, Goal.owner_id == owner_id, Goal.state == GoalState.OPEN
    )
    return db.scalar(ranks) or 0


def open_count(db: Session, actor: Actor, circle: Circle, owner_id: uuid.UUID | None) -> int:
    """Return how many goals of one person are open and seen by the actor; of the family, as many as everyone sees.

    A refusal must not count what somebody keeps to themself, nor what the other home has set itself.
    """
    goals = select(func.count(Goal.id)).where(
        Goal.family_id == circle.family_id,
        Goal.owner_id == owner_id,
        Goal.state == GoalState.OPEN,
        Goal.circle_id.in_(visible_circles(actor)),
    )
    if owner_id is None:
        reader, seat = aliased(CirclePerson), aliased(CirclePerson)
        sees_it = exists().where(seat.circle_id == Goal.circle_id, seat.person_id == reader.person_id)
        goals = goals.where(~exists().where(reader.circle_id == circle.id, ~sees_it))
    return db.scalar(goals) or 0


def is_in(db: Session, circle_id: uuid.UUID, person_id: uuid.UUID) -> bool:
    """Say whether someone belongs to a circle."""
    place = select(CirclePerson.id).where(CirclePerson.circle_id == circle_id, CirclePerson.person_id == person_id)
    return db.scalar(place) is not None


def score(
    db: Session,
    actor: Actor,
    goal: Goal,
    *,
    by: Person,
    answer: Answer,
    why: str = "",
    language: str | None = None,
    point: ScorePoint = ScorePoint.BETWEEN,
) -> Score:
    """Add one answer. A worker writes it down beside the person; nobody in the family scores for another.

    Args:
        point: `review` is a worker's to say, `end` belongs to the ending of a goal; until somebody has a score of
            their own, each of their answers is of the start.

    Raises:
        CircleClosed: the goal was kept where both homes read it.
        GoalEnded, GoalPaused: the goal is not worked on.
        NotAllowed: a family member scores for somebody else, or the person cannot see the goal.
        ScalesMixed: a colour for a goal in numbers, or a number for one in colours.
    """
    require(actor, Permission.SCORE_GOAL, goal)
    if actor.is_family and (by.id != actor.person_id or point is ScorePoint.REVIEW):
        raise NotAllowed(Permission.SCORE_GOAL)
    hold(db, goal.family_id)
    db.refresh(goal, ["circle_id", "state"])  # it may have gone with one home since it was read
    if not is_in(db, goal.circle_id, by.id):
        raise NotAllowed(Permission.SCORE_GOAL)
    takes_new(db, goal)
    if not fits(answer, goal.scale):
        raise ScalesMixed(goal.id)
    given = Score(
        family_id=goal.family_id,
        goal_id=goal.id,
        answer=answer,
        why=why.strip(),
        why_language=language if why.strip() else None,
        by_id=by.id,
        written_by_id=actor.worker_id,
        scored_at=clock.now(),
        point=_point(db, goal, by, point),
    )
    db.add(given)
    record(db, actor, goal.family_id, "goal_scored", goal.id)
    return given


def _point(db: Session, goal: Goal, by: Person, said: ScorePoint) -> ScorePoint:
    own = select(Score.id).where(
        Score.goal_id == goal.id, Score.by_id == by.id, Score.kind == ScoreKind.SCORED, ~is_slip()
    )
    if said is ScorePoint.END or db.scalar(own.limit(1)):
        return said
    return ScorePoint.START


def worked_on(goal: Goal) -> None:
    """Raise `GoalPaused` or `GoalEnded` unless the goal is open."""
    if goal.state is GoalState.PAUSED:
        raise GoalPaused(goal.id)
    if goal.state is not GoalState.OPEN:
        raise GoalEnded(goal.id)


def takes_new(db: Session, goal: Goal) -> None:
    """Raise as `worked_on`, and `CircleClosed` where the goal was kept so that both homes read it: nothing joins it."""
    worked_on(goal)
    still_open(db, db.get_one(Circle, goal.circle_id))


def end(db: Session, actor: Actor, goal: Goal, *, reached: bool, version: int) -> Goal:
    """Say that a goal was reached, or put it away. Its words and scores stay."""
    require(actor, Permission.END_GOAL, goal)
    begun_on(goal, version)
    if goal.state not in GOING_ON:
        raise GoalEnded(goal.id)
    goal.state = GoalState.REACHED if reached else GoalState.CLOSED
    goal.ended_on = clock.today()
    record(db, actor, goal.family_id, "goal_reached" if reached else "goal_closed", goal.id)
    return goal
