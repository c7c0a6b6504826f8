"""What the family's home draws of goals and of questions: no more columns, rows and opened texts than it shows."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, exists, or_, select
from sqlalchemy.orm import Session, aliased

from portal import clock
from portal.actor import Actor
from portal.models import Agency, CirclePerson, Consent, Goal, Person, Score
from portal.models.words import (
    ADULTS,
    AgencySort,
    Colour,
    ConsentStatus,
    GoalState,
    InfoKind,
    Responsibility,
    Scale,
    ScoreKind,
)
from portal.policy import visible_circles
from portal.queries.asking import question_id
from portal.queries.circle import CircleName, Circles
from portal.queries.face import Face, face_of
from portal.queries.prepared import OF_FAMILY, Sort, any_of, run
from portal.queries.score import is_slip
from portal.security.keys import learn_key
from portal.standing import may_decide_about

OWNER, SCORER, ABOUT, DECIDER = aliased(Person), aliased(Person), aliased(Person), aliased(Person)
LATER = aliased(Consent)


@dataclass(frozen=True, slots=True)
class Mark:
    """A number or a colour that someone gave a goal, without its why."""

    value: int | None
    colour: Colour | None
    at: datetime


@dataclass(frozen=True, slots=True)
class MarkLine:
    """How one person's marks of a goal moved."""

    by: Face
    scores: tuple[Mark, ...]
    """Oldest first; never empty."""

    @property
    def first(self) -> Mark:
        """Return where it began."""
        return self.scores[0]

    @property
    def latest(self) -> Mark:
        """Return where it is now."""
        return self.scores[-1]

    @property
    def has_moved(self) -> bool:
        """Say whether any two marks differ; one that came back to where it began has moved."""
        return len({(mark.value, mark.colour) for mark in self.scores}) > 1


@dataclass(frozen=True, slots=True)
class OpenGoal:
    """A goal that is being worked on, and how it moved, person by person in the order they first scored."""

    id: uuid.UUID
    words: str
    language: str | None
    owner: Face | None
    state: GoalState
    scale: Scale
    circle: CircleName
    lines: tuple[MarkLine, ...]
    latest: Mark | None

    @property
    def is_open(self) -> bool:
        """Say whether it is being worked on."""
        return self.state is GoalState.OPEN


def open_goals(db: Session, actor: Actor, family_id: uuid.UUID, circles: Circles) -> Sequence[OpenGoal]:
    """Return the open goals that the actor sees, what matters most first. Each person's name is opened once."""
    rows = run(db, _open_goals(actor.sort), actor, family_id).all()
    ring = learn_key(db, family_id)

    sealed = {row.by_id: (row.scorer_first, row.scorer_known) for row in rows if row.by_id}
    sealed |= {row.owner_id: (row.owner_first, row.owner_known) for row in rows if row.owner_id}
    faces = {id_: face_of(ring, family_id, id_, *names) for id_, names in sealed.items()}
    found = []
    for goal_id, each in groupby(rows, key=lambda row: row.id):
        scored = list(each)
        words = ring.open_if(family_id, "goal.words", goal_id, scored[0].words)
        found.append(_open_goal(scored, words, faces, circles))
    return found


@cache
def _open_goals(sort: Sort) -> Select[Any]:
    return (
        select(
            Goal.id,
            Goal.words.label("words"),
            Goal.language,
            Goal.owner_id,
            Goal.state,
            Goal.scale,
            Goal.circle_id,
            OWNER.first_name.label("owner_first"),
            OWNER.known_as.label("owner_known"),
            Score.by_id,
            Score.value,
            Score.colour,
            Score.scored_at,
            SCORER.first_name.label("scorer_first"),
            SCORER.known_as.label("scorer_known"),
        )
        .select_from(Goal)
        .outerjoin(OWNER, OWNER.id == Goal.owner_id)
        .outerjoin(Score, and_(Score.goal_id == Goal.id, Score.kind == ScoreKind.SCORED, ~is_slip()))
        .outerjoin(SCORER, SCORER.id == Score.by_id)
        .where(Goal.family_id == OF_FAMILY, Goal.state == GoalState.OPEN)
        .where(Goal.circle_id.in_(visible_circles(any_of(sort))))
        .order_by(Goal.rank, Goal.set_at, Goal.id, Score.scored_at, Score.id)
    )


def _open_goal(rows: Sequence[Row[Any]], words: str, faces: Mapping[uuid.UUID, Face], circles: Circles) -> OpenGoal:
    """Return a goal from its rows, one a score."""
    goal = rows[0]
    marks: dict[uuid.UUID, list[Mark]] = {}
    latest = None
    for row in rows:
        if row.by_id:
            latest = Mark(row.value, row.colour, row.scored_at)
            marks.setdefault(row.by_id, []).append(latest)
    return OpenGoal(
        id=goal.id,
        words=words,
        language=goal.language,
        owner=faces[goal.owner_id] if goal.owner_id else None,
        state=goal.state,
        scale=goal.scale,
        circle=circles[goal.circle_id],
        lines=tuple(MarkLine(faces[by], tuple(theirs)) for by, theirs in marks.items()),
        latest=latest,
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question on sharing that someone asked and this person has not answered; `question.Question` is all of it."""

    id: uuid.UUID
    agency: str
    """Its name; empty where this person may not learn it."""
    agency_sort: AgencySort
    kind: InfoKind


@dataclass(frozen=True, slots=True)
class Standing:
    """What is asked of a person to tell whose word stands."""

    id: uuid.UUID
    is_adult: bool
    born_on: date | None
    understands_since: date | None
    responsibility: Responsibility


def waiting(db: Session, actor: Actor, family_id: uuid.UUID) -> Sequence[Waiting]:
    """Return the questions that wait for this person's answer, in the order of their page on sharing."""
    today = clock.today()
    rows = [
        (row, decider, about)
        for row in run(db, _asked(actor.sort), actor, family_id)
        for decider, about in [(_standing(row, "decider"), _standing(row, "about"))]
        if may_decide_about(decider, about, today, actor.own_decision_age)
    ]
    kinds = list(InfoKind)

    def place(asked: tuple[Row[Any], Standing, Standing]) -> tuple[Any, ...]:
        row, decider, about = asked
        among = (about.id != decider.id, not about.is_adult, about.born_on or today, about.id)
        return row.agency or "", row.agency_id, *among, kinds.index(row.kind)

    return [
        Waiting(question_id(decider.id, about.id, row.agency_id, row.kind), row.agency or "", row.agency_sort, row.kind)
        for row, decider, about in sorted(rows, key=place)
    ]


def _standing(row: Row[Any], who: str) -> Standing:
    said = row._mapping
    return Standing(
        id=said[f"{who}_id"],
        is_adult=said[f"{who}_relationship"] in ADULTS,
        born_on=said[f"{who}_born_on"],
        understands_since=said[f"{who}_understands_since"],
        responsibility=said[f"{who}_responsibility"],
    )


@cache
def _asked(sort: Sort) -> Select[Any]:
    """Take the newest line of each question put to the actor, where it is no answer, about people they know of."""
    actor = any_of(sort)
    beside = select(CirclePerson.person_id).where(CirclePerson.circle_id.in_(visible_circles(actor)))
    return (
        select(Consent.agency_id, Consent.kind, *_asked_of("about", ABOUT))
        .add_columns(case((Consent.is_named, Agency.name)).label("agency"), Agency.sort.label("agency_sort"))
        .add_columns(*_asked_of("decider", DECIDER))
        .select_from(Consent)
        .join(Agency, Agency.id == Consent.agency_id)
        .join(ABOUT, ABOUT.id == Consent.person_id)
        .join(DECIDER, DECIDER.id == Consent.decider_id)
        .where(Consent.family_id == OF_FAMILY, Consent.family_id == actor.family_id)
        .where(Consent.decider_id == actor.person_id, Consent.status == ConsentStatus.ASKED, ~_something_later())
        .where(ABOUT.family_id == OF_FAMILY, ABOUT.id.in_(beside), DECIDER.id.in_(beside))
    )


def _asked_of(who: str, person: type[Person]) -> Iterable[ColumnElement[Any]]:
    columns = (person.id, person.relationship, person.born_on, person.understands_since, person.responsibility)
    return [column.label(f"{who}_{column.key}") for column in columns]


def _something_later() -> ColumnElement[bool]:
    """Hold for lines that are not the newest of their question; of two at one moment the lower key counts."""
    return exists().where(
        LATER.person_id == Consent.person_id,
        LATER.decider_id == Consent.decider_id,
        LATER.agency_id == Consent.agency_id,
        LATER.kind == Consent.kind,
        or_(LATER.decided_at > Consent.decided_at, and_(LATER.decided_at == Consent.decided_at, LATER.id < Consent.id)),
    )
