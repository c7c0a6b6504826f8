"""What each of a family's pages draws. The same for the person who reads it and for a worker who sees it as they do."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from portal import clock, reading
from portal.actor import Actor
from portal.errors import NotFound
from portal.models.words import GoalState, StepState
from portal.queries import (
    agreement,
    asking,
    circle,
    consent,
    first_page,
    goal,
    member,
    person,
    praise,
    step,
    think,
    unagreed,
    voice,
)
from portal.queries import home as home_queries
from portal.queries import journey as journeys
from portal.queries import looked as queries_looked
from portal.queries import without as queries_without
from portal.queries.asking import Question
from portal.queries.due import SCORE_AFTER
from portal.queries.goal import GoalView
from portal.queries.home import OpenGoal
from portal.queries.member import TeamMember

Page = Mapping[str, Any]


def home(db: Session, actor: Actor) -> Page:
    """Return keyworker, next step, what waits for this person, and their goals: seven statements."""
    circles = circle.seen_by(db, actor, actor.own_family)
    next_step, coming_count = step.next_one(db, actor, actor.own_family, circles)
    goals = sorted(
        home_queries.open_goals(db, actor, actor.own_family, circles), key=lambda view: _own_first(view, actor)
    )
    told = first_page.news(db, actor)
    return {
        "today": clock.today(),
        "keyworker": member.keyworker(db, actor, actor.own_family, circles),
        "next_step": next_step,
        "coming_count": coming_count,
        "to_score": [view for view in goals if waits_for_score(view, actor)],
        "to_decide": home_queries.waiting(db, actor, actor.own_family),
        "goals": goals,
        "praise": praise.fresh(db, actor, actor.own_family, circles),
        "answered": told.answered,
        "due_looks": told.due,
        "to_think": told.to_think,
    }


def to_ring(db: Session, actor: Actor) -> Page:
    """Return the keyworker, with who covers, for someone who may see nothing else."""
    circles = circle.seen_by(db, actor, actor.own_family)
    return {"today": clock.today(), "keyworker": member.keyworker(db, actor, actor.own_family, circles)}


def next_steps(db: Session, actor: Actor) -> Page:
    """Return what is coming and what became of the past."""
    circles = circle.seen_by(db, actor, actor.own_family)
    steps = step.of_family(db, actor, actor.own_family, circles)
    return {
        "coming": [stone for stone in steps if stone.state is StepState.COMING],
        "past": [stone for stone in steps if stone.state is not StepState.COMING],
        "show_circle": len(circles) > 1,
    }


def team(db: Session, actor: Actor) -> Page:
    """Return the team around the family."""
    circles = circle.seen_by(db, actor, actor.own_family)
    return {"today": clock.today(), "team": member.of_family(db, actor, actor.own_family, circles)}


def goals(db: Session, actor: Actor) -> Page:
    """Return this person's goals, the family's, and those of others that they may see."""
    circles = circle.seen_by(db, actor, actor.own_family)
    seen = goal.of_family(db, actor, actor.own_family, circles)
    return {
        "mine": [view for view in seen if view.is_open and view.owner and view.owner.id == actor.person_id],
        "ours": [view for view in seen if view.is_open and view.owner is None],
        "others": [view for view in seen if view.is_open and view.owner and view.owner.id != actor.person_id],
        "paused": [view for view in seen if view.is_paused],
        "ended": [view for view in seen if not (view.is_open or view.is_paused)],
        "to_score": {view.id for view in seen if waits_for_score(view, actor)},
    }


def one_goal(db: Session, actor: Actor, goal_id: Any) -> Page:
    """Return one goal with every score; raises `NotFound`."""
    circles = circle.seen_by(db, actor, actor.own_family)
    view = goal.one(db, actor, actor.own_family, circles, goal_id)
    return {
        "goal": view,
        "is_mine": view.owner is None or view.owner.id == actor.person_id,
        "waits": waits_for_score(view, actor),
        "is_open": view.state is GoalState.OPEN,
        "own_scores": [score for score in view.scores if score.by.id == actor.person_id and not score.is_slip],
        "praise": praise.of_goal(db, actor, actor.own_family, circles, goal_id)[::-1],
    }


def one_slip(db: Session, actor: Actor, goal_id: Any, score_id: Any) -> Page:
    """Return one goal with a score of one's own that no other stands in place of yet; raises `NotFound`."""
    shown = one_goal(db, actor, goal_id)
    slip = next((score for score in shown["goal"].scores if score.id == score_id), None)
    if slip is None or slip.by.id != actor.person_id:
        raise NotFound("score", score_id)
    return {**shown, "slip": slip}


def journey(db: Session, actor: Actor) -> Page:
    """Return how far this person, and those whose goals they see, have come."""
    return {"journey": journeys.of_family(db, actor, actor.own_family)}


def praises(db: Session, actor: Actor) -> Page:
    """Return everything good that was said and that this person sees."""
    circles = circle.seen_by(db, actor, actor.own_family)
    return {"praises": praise.of_family(db, actor, actor.own_family, circles)}


def sharing(db: Session, actor: Actor) -> Page:
    """Return every question on sharing that this person decides: those that wait, and the rest by agency and person."""
    asked = questions(db, actor)
    rest: dict[Any, dict[Any, list[Question]]] = {}
    for question in asked:
        if not question.waits:
            rest.setdefault(question.agency_id, {}).setdefault(question.about_id, []).append(question)
    return {
        "questions": asked,
        "waiting": [question for question in asked if question.waits],
        "by_agency": rest,
        "unagreed": unagreed.by(db, actor),
        "left_open": unagreed.left_open(db, actor, asked),
        "thoughts": think.of_young(db, actor) if actor.is_young else [],
    }


def one_question(db: Session, actor: Actor, question_id: Any) -> Page:
    """Return one question that this person decides, and what may be told of others who do; raises `NotFound`."""
    question = asking.find(questions(db, actor), question_id)
    is_unagreed = question_id in unagreed.by(db, actor)
    is_left_open = bool(unagreed.left_open(db, actor, [question]))
    return {"question": question, "is_unagreed": is_unagreed, "is_left_open": is_left_open}


def help_said(db: Session, actor: Actor) -> Page:
    """Return what this person says about getting help, for themself and for children."""
    return {"helps": agreement.own(db, actor)}


def looked(db: Session, actor: Actor, until: date | None = None) -> Page:
    """Return who looked and what they changed, up to and with a day."""
    found = queries_looked.by(db, actor, until)
    return {"days": found.days, "earlier": found.earlier}


def without(db: Session, actor: Actor) -> Page:
    """Return what was shared without agreement and told to this person."""
    return {"overrides": queries_without.told(db, actor)}


def words(db: Session, actor: Actor) -> Page:
    """Return what this person said and what came of it, what others let them read, and who reads what is sent."""
    circles = circle.seen_by(db, actor, actor.own_family)
    said = voice.of_family(db, actor, actor.own_family, circles)
    mine = (one for one in said if one.person_id == actor.person_id)
    return {
        "mine": sorted(mine, key=lambda one: (one.said_at, one.id), reverse=True),
        "others": [one for one in said if one.person_id != actor.person_id],
        **reader(db, actor, circles),
    }


def reader(db: Session, actor: Actor, circles: circle.Circles) -> Page:
    """Return the keyworker, who reads what is sent, and the day on which they read it next."""
    found = member.keyworker(db, actor, actor.own_family, circles)
    away = found.away if found else None
    dates = (away.from_on, away.until_on) if away else ()
    read_on = reading.next_day(found.days, clock.now(), *dates) if found else None
    return {
        "today": clock.today(),
        "keyworker": found,
        "read_on": read_on,
        "is_away_first": away is not None and (away.is_now or (read_on is not None and read_on > away.until_on)),
    }


def questions(db: Session, actor: Actor) -> Sequence[Question]:
    """Return every question on sharing that this person decides."""
    circles = circle.seen_by(db, actor, actor.own_family)
    around = member.of_family(db, actor, actor.own_family, circles)
    people = person.of_family(db, actor, actor.own_family)
    return _questions(actor, people, around, consent.rows(db, actor, actor.own_family))


def _own_first(view: GoalView | OpenGoal, actor: Actor) -> int:
    """Sort one's own goals before the family's, and those before other people's."""
    if view.owner is None:
        return 1
    return 0 if view.owner.id == actor.person_id else 2


def waits_for_score(view: GoalView | OpenGoal, actor: Actor) -> bool:
    """Say whether an own goal, or the family's, has no score of this person's, or none for six weeks.

    A goal that was kept where both homes read it takes no more scores, and so it waits for none.
    """
    if not view.is_open or view.circle.is_closed or (view.owner and view.owner.id != actor.person_id):
        return False
    own = next((line.latest.at for line in view.lines if line.by.id == actor.person_id), None)
    return own is None or own < clock.now() - SCORE_AFTER


def _questions(
    actor: Actor,
    people: Sequence[person.PersonView],
    around: Sequence[TeamMember],
    decisions: Sequence[consent.DecisionRow],
) -> Sequence[Question]:
    decider = next((view for view in people if view.id == actor.person_id), None)
    if decider is None:
        return []
    return asking.questions(decider, people, around, decisions, actor.own_decision_age)
