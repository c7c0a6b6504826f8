"""A worker's families, ordered by what is due."""

import unicodedata
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from portal.actor import Actor
from portal.models import Family, FamilyKey, Member, Person, Step, Worker
from portal.models.words import FamilyStatus, InfoKind, LevelOfHelp, StepState
from portal.policy import agreed_people, is_current, visible_circles, visible_families
from portal.queries.due import Due, due_families
from portal.queries.face import called
from portal.queries.person import grown_ups_first
from portal.queries.prepared import Sort, any_of, run
from portal.queries.voice import waiting_count
from portal.security.keys import keyring


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
    voices_waiting: int
    """How much of what children and young people said waits for an answer."""

    @property
    def order(self) -> tuple[int, date, str]:
        """Sort by the most pressing reason, then by the next date."""
        worst = min((list(Due).index(reason) for reason in self.due), default=len(Due))
        return worst, self.step.on if self.step else date.max, self.name


def of_worker(db: Session, actor: Actor, search: str = "") -> Sequence[CaseloadRow]:
    """Return the open families the worker sees, most pressing first, narrowed to names or references like `search`.

    Names are sealed, so they are compared after opening; accents and case make no difference.
    """
    families = {row.id: row for row in run(db, _open_families(actor.sort), actor)}
    ring = keyring(db)
    for row in families.values():
        ring.add(row.id, row.wrapped)
    people = _people(db, actor)
    steps = _next_steps(db, actor)
    reasons = due_families(db, actor, families, {id_: step.on for id_, step in steps.items()})
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
            voices_waiting=row.voices_waiting,
        )
        for row in families.values()
    ]
    if words := folded(search).split():
        listed = [row for row in listed if _matches(row, words)]
    return sorted(listed, key=lambda row: (row.order, row.id))


def folded(text: str) -> str:
    """Return text without accents and case, as people type when they search."""
    plain = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).strip()


def _matches(row: CaseloadRow, words: Sequence[str]) -> bool:
    text = folded(" ".join((row.ref, row.name, *row.people)))
    return all(word in text for word in words)


@cache
def _open_families(sort: Sort) -> Select[Any]:
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
            waiting_count(any_of(sort)).label("voices_waiting"),
        )
        .join(FamilyKey, FamilyKey.id == Family.id)
        .where(Family.id.in_(visible_families(any_of(sort))), Family.status == FamilyStatus.OPEN)
        .order_by(Family.id)
    )


def _people(db: Session, actor: Actor) -> Mapping[uuid.UUID, list[str]]:
    ring = keyring(db)
    names: dict[uuid.UUID, list[str]] = defaultdict(list)
    for row in sorted(run(db, _people_known(actor.sort), actor), key=grown_ups_first):
        if not ring.knows(row.family_id):
            continue
        if name := called(ring, row.family_id, row.id, row.first, row.known):
            names[row.family_id].append(name)
    return names


@cache
def _people_known(sort: Sort) -> Select[Any]:
    return select(
        Person.id,
        Person.family_id,
        Person.relationship,
        Person.born_on,
        Person.first_name.label("first"),
        Person.known_as.label("known"),
    ).where(Person.id.in_(agreed_people(any_of(sort), InfoKind.CONTACT)))


def _next_steps(db: Session, actor: Actor) -> Mapping[uuid.UUID, NextStep]:
    ring = keyring(db)
    first: dict[uuid.UUID, NextStep] = {}
    for row in run(db, _first_coming(actor.sort), actor):
        if ring.knows(row.family_id):
            what = ring.open_if(row.family_id, "step.what", row.id, row.what)
            first[row.family_id] = NextStep(what, row.happens_on, row.happens_at, row.is_about)
    return first


@cache
def _first_coming(sort: Sort) -> Select[Any]:
    place = (
        func.row_number()
        .over(partition_by=Step.family_id, order_by=(Step.happens_on, Step.happens_at, Step.id))
        .label("place")
    )
    ranked = (
        select(Step.id, Step.family_id, Step.what.label("what"), Step.happens_on, Step.happens_at, Step.is_about, place)
        .where(Step.state == StepState.COMING, Step.circle_id.in_(visible_circles(any_of(sort))))
        .subquery()
    )
    return select(ranked).where(ranked.c.place == 1)
