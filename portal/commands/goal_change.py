"""Changes a goal while it lives: other words, another rank, laid aside and taken up again, declined for safety."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.commands.edit import begun_on, hold, still_open
from portal.commands.entry import record
from portal.commands.goal import has_room, last_rank, takes_new, worked_on
from portal.errors import GoalEnded, GoalNotPaused
from portal.models import Circle, Goal, Wording
from portal.models.words import GOING_ON, GoalState
from portal.permission import Permission
from portal.policy import require, visible_circles


def reword(db: Session, actor: Actor, goal: Goal, *, words: str, language: str, version: int) -> Goal:
    """Put other words in the place of a goal's. The old ones stay beside it, and so does every score.

    Raises:
        CircleClosed: the goal was kept where both homes read it.
        GoalEnded: it has ended.
    """
    require(actor, Permission.CHANGE_GOAL, goal)
    begun_on(goal, version)
    if goal.state not in GOING_ON:
        raise GoalEnded(goal.id)
    still_open(db, db.get_one(Circle, goal.circle_id))
    if words.strip() == goal.words:
        return goal
    before = Wording(
        family_id=goal.family_id,
        goal_id=goal.id,
        words=goal.words,
        language=goal.language,
        until_at=clock.now(),
        by_id=actor.account_id,
    )
    db.add(before)
    goal.words, goal.language = words.strip(), language
    record(db, actor, goal.family_id, "goal_reworded", goal.id)
    return goal


def move(db: Session, actor: Actor, goal: Goal, *, up: bool) -> None:
    """Let a goal change places with the one that mattered a little more, or less, of those that the actor sees.

    Another rank is no other version: nobody who is rewording the goal is held up by it.

    Raises:
        GoalEnded, GoalPaused: the goal is not worked on, perhaps since a moment ago.
    """
    require(actor, Permission.CHANGE_GOAL, goal)
    hold(db, goal.family_id)
    db.refresh(goal)
    worked_on(goal)
    of_owner = (Goal.family_id == goal.family_id, Goal.owner_id == goal.owner_id, Goal.state == GoalState.OPEN)
    ordered = db.scalars(select(Goal.id).where(*of_owner).order_by(Goal.rank, Goal.set_at, Goal.id)).all()
    seen = set(db.scalars(select(Goal.id).where(*of_owner, Goal.circle_id.in_(visible_circles(actor)))))
    in_sight = [id_ for id_ in ordered if id_ in seen]
    if goal.id not in in_sight:  # ended or paused since it was read
        raise GoalEnded(goal.id)
    there = in_sight.index(goal.id) + (-1 if up else 1)
    if not 0 <= there < len(in_sight):
        return
    swap = {goal.id: in_sight[there], in_sight[there]: goal.id}
    for rank, id_ in enumerate((swap.get(id_, id_) for id_ in ordered), start=1):
        db.execute(update(Goal).where(Goal.id == id_).values(rank=rank))
    record(db, actor, goal.family_id, "goal_moved", goal.id)


def pause(db: Session, actor: Actor, goal: Goal, *, reason: str, language: str, version: int) -> Goal:
    """Lay a goal aside for now, perhaps with why. Its words and scores stay, and it takes no place among the three."""
    require(actor, Permission.CHANGE_GOAL, goal)
    begun_on(goal, version)
    takes_new(db, goal)
    _say(goal, GoalState.PAUSED, reason, language)
    record(db, actor, goal.family_id, "goal_paused", goal.id)
    return goal


def take_up(db: Session, actor: Actor, goal: Goal, *, version: int) -> Goal:
    """Work on a goal again that was laid aside; one that was declined, only a worker takes up again.

    Raises:
        CircleClosed: the goal was kept where both homes read it.
        GoalNotPaused: it is open, or has ended.
        GoalsFull: three of its owner's goals are open already.
    """
    require(actor, Permission.CHANGE_GOAL, goal)
    if goal.state is GoalState.DECLINED:
        require(actor, Permission.DECLINE_GOAL, goal)
    begun_on(goal, version)
    if goal.state not in (GoalState.PAUSED, GoalState.DECLINED):
        raise GoalNotPaused(goal.id)
    hold(db, goal.family_id)
    circle = db.get_one(Circle, goal.circle_id)
    still_open(db, circle)
    has_room(db, actor, circle, goal.owner_id)
    goal.rank = last_rank(db, goal.family_id, goal.owner_id) + 1
    goal.ended_on = goal.declined_by_id = None
    _say(goal, GoalState.OPEN, "", None)
    record(db, actor, goal.family_id, "goal_taken_up", goal.id)
    return goal


def decline(db: Session, actor: Actor, goal: Goal, *, reason: str, language: str, version: int) -> Goal:
    """Say no to a goal because somebody would not be safe, with a reason that its people read."""
    require(actor, Permission.DECLINE_GOAL, goal)
    begun_on(goal, version)
    if goal.state not in GOING_ON:
        raise GoalEnded(goal.id)
    still_open(db, db.get_one(Circle, goal.circle_id))
    goal.declined_by_id, goal.ended_on = actor.own_worker, clock.today()
    _say(goal, GoalState.DECLINED, reason, language)
    record(db, actor, goal.family_id, "goal_declined", goal.id)
    return goal


def _say(goal: Goal, state: GoalState, reason: str, language: str | None) -> None:
    goal.state, goal.reason = state, reason.strip()
    goal.reason_language = language if reason.strip() else None
