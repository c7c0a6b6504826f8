"""A worker's families, ordered by what is due."""

import unicodedata
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.models import Agency, Consent, Family, FamilyKey, Goal, Member, Person, Score, Step, Worker
from portal.models.words import (
    ConsentStatus,
    FamilyStatus,
    GoalState,
    InfoKind,
    LevelOfHelp,
    ScoreKind,
    StepState,
)
from portal.policy import agreed_people, is_current, visible_circles, visible_families
from portal.queries.person import grown_ups_first
from portal.security.keys import keyring
from portal.standing import is_newest

SCORE_AFTER = timedelta(weeks=6)
"""A goal waits for a score when its last one is older. Source: plan reviews every three to six weeks."""
QUIET_AFTER = timedelta(weeks=3)
"""A family has gone quiet when nobody changed anything for this long."""


class Due(StrEnum):
    """Why a family is high on the list, most pressing first."""

    STEP_OVERDUE = "step_overdue"
    STEP_TODAY = "step_today"
    SCORE_WAITED = "score_waited"
    SHARING_WAITED = "sharing_waited"
    SHARING_NOT_ASKED = "sharing_not_asked"
    NO_STEP = "no_step"
    GONE_QUIET = "gone_quiet"


@dataclass(frozen=True, slots=True)
class NextStep:
    """The first step that is still coming."""

    what: str
    on: date
    at: time | None
    is_about: bool


@dataclass(frozen=True, slots=True)
class CaseloadRow:
    """One family on the list."""

    id: uuid.UUID
    ref: str
    name: str
    level: LevelOfHelp
    people: tuple[str, ...]
    keyworker: str
    step: NextStep | None
    changed_at: datetime
    due: tuple[Due, ...]

    @property
    def order(self) -> tuple[int, date, str]:
        """Sort by the most pressing reason, then by the next date."""
        worst = min((list(Due).index(reason) for reason in self.due), default=len(Due))
        return worst, self.step.on if self.step else date.max, self.name


def of_worker(db: Session, actor: Actor, search: str = "") -> Sequence[CaseloadRow]:
    """Return the open families the worker sees, most pressing first, narrowed to names or references like `search`.

    Names are sealed, so they are compared after opening; accents and case make no difference.
    """
    families = {row.id: row for row in db.execute(_open_families(actor))}
    ring = keyring(db)
    for row in families.values():
        ring.add(row.id, row.wrapped)
    people = _people(db, actor)
    steps = _next_steps(db, actor)
    reasons = _reasons(db, actor, families, steps)
    listed = [
        CaseloadRow(
            id=row.id,
            ref=ring.open_if(row.id, "family.ref", row.id, row.ref),
            name=ring.open_if(row.id, "family.name", row.id, row.name),
            level=row.level,
            people=tuple(people[row.id]),
            keyworker=row.keyworker or "",
            step=steps.get(row.id),
            changed_at=row.changed_at,
            due=tuple(reason for reason in Due if row.id in reasons[reason]),
        )
        for row in families.values()
    ]
    wanted = [row for row in listed if _matches(row, search)]
    return sorted(wanted, key=lambda row: (row.order, row.id))


def folded(text: str) -> str:
    """Return text without accents and case, as people type when they search."""
    plain = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).strip()


def _matches(row: CaseloadRow, search: str) -> bool:
    words = folded(search).split()
    text = folded(" ".join((row.ref, row.name, *row.people)))
    return all(word in text for word in words)


def _open_families(actor: Actor) -> Select[Any]:
    keyworker = (
        select(Worker.first_name + " " + Worker.last_name)
        .join(Member, Member.worker_id == Worker.id)
        .where(Member.family_id == Family.id, Member.function == "keyworker", is_current(Member))
        .order_by(Member.from_on.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(
            Family.id,
            Family.ref.label("ref"),
            Family.name.label("name"),
            Family.level,
            Family.changed_at,
            FamilyKey.wrapped,
            keyworker.label("keyworker"),
        )
        .join(FamilyKey, FamilyKey.id == Family.id)
        .where(Family.id.in_(visible_families(actor)), Family.status == FamilyStatus.OPEN)
        .order_by(Family.id)
    )


def _people(db: Session, actor: Actor) -> Mapping[uuid.UUID, list[str]]:
    ring = keyring(db)
    names: dict[uuid.UUID, list[str]] = defaultdict(list)
    rows = db.execute(
        select(
            Person.id,
            Person.family_id,
            Person.relationship,
            Person.born_on,
            Person.first_name.label("first"),
            Person.known_as.label("known"),
        ).where(Person.id.in_(agreed_people(actor, InfoKind.CONTACT)))
    )
    for row in sorted(rows, key=grown_ups_first):
        if not ring.knows(row.family_id):
            continue
        called = ring.open_if(row.family_id, "person.known_as", row.id, row.known) or ring.open_if(
            row.family_id, "person.first_name", row.id, row.first
        )
        if called:
            names[row.family_id].append(called)
    return names


def _next_steps(db: Session, actor: Actor) -> Mapping[uuid.UUID, NextStep]:
    ring = keyring(db)
    first: dict[uuid.UUID, NextStep] = {}
    place = (
        func.row_number()
        .over(partition_by=Step.family_id, order_by=(Step.happens_on, Step.happens_at, Step.id))
        .label("place")
    )
    ranked = (
        select(Step.__table__, place)
        .where(Step.state == StepState.COMING, Step.circle_id.in_(visible_circles(actor)))
        .subquery()
    )
    for row in db.execute(select(ranked).where(ranked.c.place == 1)):
        if ring.knows(row.family_id):
            what = ring.open_if(row.family_id, "step.what", row.id, row.what)
            first[row.family_id] = NextStep(what, row.happens_on, row.happens_at, row.is_about)
    return first


def _reasons(
    db: Session, actor: Actor, families: Mapping[uuid.UUID, Any], steps: Mapping[uuid.UUID, NextStep]
) -> Mapping[Due, set[uuid.UUID]]:
    today, quiet_since = clock.today(), clock.now() - QUIET_AFTER
    return {
        Due.STEP_OVERDUE: {id_ for id_, step in steps.items() if step.on < today},
        Due.STEP_TODAY: {id_ for id_, step in steps.items() if step.on == today},
        Due.SCORE_WAITED: set(db.scalars(_waiting_for_score(actor))),
        Due.SHARING_WAITED: set() if actor.is_partner else set(db.scalars(_waiting_for_decision(actor))),
        Due.SHARING_NOT_ASKED: set() if actor.is_partner else set(db.scalars(_never_asked(actor))),
        Due.NO_STEP: set(families) - set(steps),
        Due.GONE_QUIET: {id_ for id_, row in families.items() if row.changed_at < quiet_since},
    }


def _waiting_for_score(actor: Actor) -> Select[uuid.UUID]:
    """Open goals with no score, or none for a while; `skipped` and `unsure` are not scores."""
    newest = (
        select(func.max(Score.scored_at))
        .where(Score.goal_id == Goal.id, Score.kind == ScoreKind.SCORED)
        .scalar_subquery()
    )
    return (
        select(Goal.family_id)
        .where(
            Goal.state == GoalState.OPEN,
            Goal.circle_id.in_(visible_circles(actor)),
            or_(newest.is_(None), newest < clock.now() - SCORE_AFTER),
        )
        .distinct()
    )


def _waiting_for_decision(actor: Actor) -> Select[uuid.UUID]:
    return (
        select(Consent.family_id)
        .where(
            Consent.family_id.in_(visible_families(actor)),
            Consent.status == ConsentStatus.ASKED,
            is_newest(Consent),
        )
        .distinct()
    )


def _never_asked(actor: Actor) -> Select[uuid.UUID]:
    """Families with a partner agency on the team that nobody was asked about."""
    asked = select(Consent.id).where(Consent.family_id == Member.family_id, Consent.agency_id == Agency.id)
    return (
        select(Member.family_id)
        .join(Worker, Worker.id == Member.worker_id)
        .join(Agency, and_(Agency.id == Worker.agency_id, Agency.is_partner))
        .where(
            Member.family_id.in_(visible_families(actor)),
            is_current(Member),
            ~asked.exists(),
        )
        .distinct()
    )
