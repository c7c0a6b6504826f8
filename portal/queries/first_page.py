"""What the first page tells somebody of themself: that an answer came, and which look at how things are waits."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Exists, Select, and_, bindparam, exists, select, true
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor, Kind
from portal.models import ChildView, Consent, Family, Occasion, Person, Voice, Worker
from portal.models.base import UtcDateTime
from portal.models.domains import LOOKED_WITH, Moment, Tool
from portal.models.words import ADULTS, Relationship
from portal.policy import visible_circles, visible_families
from portal.queries.gate import Done, waited_of
from portal.queries.prepared import OF_FAMILY, Sort, any_of, run
from portal.standing import has_own_say, years_between

NEW_FOR = timedelta(days=14)
"""For so long an answer is told of on the first page."""


@dataclass(frozen=True, slots=True)
class Answered:
    """That somebody answered, and when."""

    by: str
    """A first name."""
    at: datetime


@dataclass(frozen=True, slots=True)
class News:
    """What is told of one person to themself."""

    answered: Answered | None
    """Who answered a young person last, if that was in the last two weeks."""
    due: Sequence[tuple[Tool, Moment]]
    """The looks that wait for them, with whichever tool; not every council uses each."""
    to_think: bool = False
    """Whether a grown-up was asked to share something about them, and what they think of it is not known yet."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The person and their family, as far as what is due asks."""

    relationship: Relationship
    age: int | None
    opened_on: date
    closed_on: date | None


def news(db: Session, actor: Actor) -> News:
    """Return it in one statement."""
    rows = run(db, _statement(actor.sort), actor, actor.own_family).all()
    if not rows:
        return News(None, [])
    row, today = rows[0], clock.today()
    age = years_between(row.born_on, today) if row.born_on else None
    asked = Asked(row.relationship, age, row.opened_on, row.closed_on)
    past = [_done(actor.own_person, one) for one in rows if one.finished_at]
    waits = {tool: waited_of(asked, asked, tool, past, today) for tool in LOOKED_WITH}
    answered = Answered(row.answered_by, row.answered_at) if actor.is_young and row.answered_at else None
    to_think = actor.is_young and row.is_asked and not has_own_say(row, today, actor.own_decision_age)
    return News(answered, [(tool, moment) for tool, found in waits.items() for moment, _since in found], to_think)


def _done(person_id: uuid.UUID, row: Any) -> Done:
    return person_id, row.tool, row.moment, clock.local(row.finished_at).date()


def _answered_since() -> datetime:
    return clock.now() - NEW_FOR


@cache
def _statement(sort: Sort) -> Select[Any]:
    """One row for each look that they finished, or left out with a reason, the oldest first; one row without any."""
    actor = any_of(sort)
    columns: tuple[Any, ...] = (Person.relationship, Person.born_on, Family.opened_on, Family.closed_on)
    found = (
        select(*columns, Occasion.tool, Occasion.moment, Occasion.finished_at)
        .select_from(Person)
        .join(Family, Family.id == Person.family_id)
        .outerjoin(Occasion, and_(Occasion.person_id == Person.id, Occasion.finished_at.is_not(None)))
        .where(Person.id == actor.person_id, Family.id == OF_FAMILY, Family.id.in_(visible_families(actor)))
        .order_by(Occasion.finished_at, Occasion.id)
    )
    if actor.kind is not Kind.YOUNG:
        return found
    answer = _newest_answer(actor).subquery()
    own_say = (Person.id, Person.understands_since, Person.relationship.in_(ADULTS).label("is_adult"))
    return found.add_columns(
        answer.c.answered_by, answer.c.answered_at, *own_say, _is_asked(actor).label("is_asked")
    ).outerjoin(answer, true())


def _is_asked(actor: Actor) -> Exists:
    """Look for a question about the actor to somebody else, to which the actor said nothing yet."""
    said = (
        exists()
        .where(ChildView.person_id == Consent.person_id)
        .where(ChildView.agency_id == Consent.agency_id, ChildView.kind == Consent.kind)
        .correlate(Consent)
    )
    return exists().where(Consent.person_id == actor.person_id, Consent.decider_id != actor.person_id, ~said)


def _newest_answer(actor: Actor) -> Select[Any]:
    since = bindparam("answered_since", callable_=_answered_since, type_=UtcDateTime())
    columns: tuple[Any, ...] = (Worker.first_name.label("answered_by"), Voice.answered_at)
    return (
        select(*columns)
        .join(Worker, Worker.id == Voice.answered_by_id)
        .where(Voice.family_id == OF_FAMILY, Voice.circle_id.in_(visible_circles(actor)))
        .where(Voice.person_id == actor.person_id, Voice.answered_at >= since)
        .order_by(Voice.answered_at.desc(), Voice.id)
        .limit(1)
    )
