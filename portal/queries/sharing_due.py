"""What waits for a worker about sharing, in all of their families: five statements, however many families there are."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Select, false, select
from sqlalchemy.orm import Session, aliased

from portal import clock
from portal.actor import Actor
from portal.models import Agency, ChildView, Consent, Family, FamilyKey, Member, Person, Worker
from portal.models.words import ADULTS, ConsentStatus, FamilyStatus, InfoKind, Relationship, Responsibility
from portal.policy import is_current, visible_families
from portal.queries import outlook
from portal.queries.asking import question_id
from portal.queries.face import called
from portal.queries.prepared import Sort, any_of, run
from portal.security.keys import keyring
from portal.standing import is_newest, is_over, last_day, may_decide_about


class State(StrEnum):
    """Why something is on the list, what to look at first before the rest."""

    DISAGREED = "disagreed"
    CHILD_DIFFERS = "child_differs"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    LAPSING = "lapsing"
    WAITING = "waiting"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class Waits:
    """One thing on the list."""

    state: State
    ref: str
    family: str
    agency: str
    about: str = ""
    decider: str = ""
    """Empty where several people decide, or nobody was asked."""
    kind: InfoKind | None = None
    question_id: uuid.UUID | None = None
    on: date | None = None
    """The last day of a yes."""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Somebody:
    """What a decision on sharing asks of a person."""

    id: uuid.UUID
    name: str
    relationship: Relationship
    born_on: date | None
    understands_since: date | None
    responsibility: Responsibility

    @property
    def is_adult(self) -> bool:
        """Say whether they are grown up."""
        return self.relationship in ADULTS


@dataclass(frozen=True, slots=True)
class Line:
    """One person's newest word on one question, or a question that is newer."""

    about: Somebody
    decider: Somebody
    agency_id: uuid.UUID
    agency: str
    kind: InfoKind
    status: ConsentStatus
    until_on: date | None
    at: datetime
    help_turned_at: datetime | None

    @property
    def is_over(self) -> bool:
        """Say whether the time that it was said for is over."""
        return is_over(self)


def of_worker(db: Session, actor: Actor) -> Mapping[State, Sequence[Waits]]:
    """Return what waits in the open families that a council worker sees, by why; the same family stands together."""
    families = _families(db, actor)
    people = _people(db, actor)
    lines: dict[Any, list[Line]] = defaultdict(list)
    for row in run(db, _newest_words(actor.sort), actor):
        about, decider = people.get(row.person_id), people.get(row.decider_id)
        if about and decider and may_decide_about(decider, about, clock.today(), actor.own_decision_age):
            of_time = (row.status, row.until_on, row.decided_at, row.help_turned_at)
            said = Line(about, decider, row.agency_id, row.agency, row.kind, *of_time)
            lines[row.family_id, row.person_id, row.agency_id, row.kind].append(said)
    views = {(row.person_id, row.agency_id, row.kind): row for row in run(db, _newest_views(actor.sort), actor)}
    found: dict[State, list[Waits]] = {state: [] for state in State}
    for (family_id, *matter), some in lines.items():
        for waits in _of_matter(families[family_id], some, views.get(tuple(matter))):
            found[waits.state].append(waits)
    for row in run(db, _never_asked(actor.sort), actor):
        if row.family_id in families:  # not where its key is gone
            found[State.NOT_ASKED].append(Waits(State.NOT_ASKED, *families[row.family_id], row.agency))
    return {state: sorted(some, key=_order) for state, some in found.items()}


def _order(waits: Waits) -> tuple[date, str, str, str, str]:
    return waits.on or date.min, waits.family, waits.agency, waits.about, waits.kind or ""


def _of_matter(family: tuple[str, str], lines: Sequence[Line], view: Any) -> Iterator[Waits]:
    """Yield what is to be looked at of one kind of information about one person, for one agency."""
    decisions = [line for line in lines if line.status is not ConsentStatus.ASKED]
    if outlook.disagree(decisions):
        yield _waits(State.DISAGREED, family, lines[0])
    if view and _differs(view, decisions):
        yield _waits(State.CHILD_DIFFERS, family, lines[0])
    asked = {line.decider.id for line in lines if line.status is ConsentStatus.ASKED}
    for line in decisions:
        if state := _state(line):
            asked.discard(line.decider.id)
            yield _waits(state, family, line, line.decider)
    for line in _first_of_each(line for line in lines if line.decider.id in asked):
        yield _waits(State.WAITING, family, line, line.decider)


def _first_of_each(lines: Iterable[Line]) -> Iterable[Line]:
    return {line.decider.id: line for line in lines if line.status is ConsentStatus.ASKED}.values()


def _state(decision: Line) -> State | None:
    """Return why one person's newest decision is on the list by itself."""
    if decision.status is ConsentStatus.WITHDRAWN:
        return State.WITHDRAWN
    if decision.is_over:
        return State.LAPSED
    return State.LAPSING if outlook.ends_soon(decision) else None


def _differs(view: Any, decisions: Sequence[Line]) -> bool:
    """Say whether a child sees it differently, and no worker has looked at that yet."""
    if any(line.about.id == line.decider.id for line in decisions):
        return False
    holds = outlook.holding(decisions)
    is_different = outlook.sees_differently(view.says, holds)
    return is_different and outlook.is_unweighed(view, holds, [line.at for line in decisions])


def _waits(state: State, family: tuple[str, str], line: Line, decider: Somebody | None = None) -> Waits:
    return Waits(
        state=state,
        ref=family[0],
        family=family[1],
        agency=line.agency,
        about=line.about.name,
        decider=decider.name if decider else "",
        kind=line.kind,
        question_id=question_id(line.decider.id, line.about.id, line.agency_id, line.kind),
        on=last_day(line) if state in (State.LAPSED, State.LAPSING) else None,
        since=line.at if state in (State.WITHDRAWN, State.WAITING) else None,
    )


def _families(db: Session, actor: Actor) -> Mapping[uuid.UUID, tuple[str, str]]:
    """Return reference and name of each family, and put their keys on the ring."""
    ring, found = keyring(db), {}
    for row in run(db, _open_families(actor.sort), actor):
        ring.add(row.id, row.wrapped)
        opened = [ring.open_if(row.id, f"family.{column}", row.id, row._mapping[column]) for column in ("ref", "name")]
        found[row.id] = (opened[0], opened[1])
    return found


def _people(db: Session, actor: Actor) -> Mapping[uuid.UUID, Somebody]:
    ring = keyring(db)
    return {
        row.id: Somebody(
            id=row.id,
            name=called(ring, row.family_id, row.id, row.first_name, row.known_as),
            relationship=row.relationship,
            born_on=row.born_on,
            understands_since=row.understands_since,
            responsibility=row.responsibility,
        )
        for row in run(db, _everyone(actor.sort), actor)
        if ring.knows(row.family_id)
    }


def _open(actor: Actor) -> Select[uuid.UUID]:
    """Return the SELECT of the open families that a council worker sees."""
    families = select(Family.id).where(Family.id.in_(visible_families(actor)), Family.status == FamilyStatus.OPEN)
    return families.where(false()) if actor.is_partner or actor.is_family else families


@cache
def _open_families(sort: Sort) -> Select[Any]:
    columns: tuple[Any, ...] = (Family.id, Family.ref.label("ref"), Family.name.label("name"), FamilyKey.wrapped)
    keyed = select(*columns).join(FamilyKey, FamilyKey.id == Family.id)
    return keyed.where(Family.id.in_(_open(any_of(sort))))


@cache
def _everyone(sort: Sort) -> Select[Any]:
    return select(Person.__table__).where(Person.family_id.in_(_open(any_of(sort))))


@cache
def _newest_words(sort: Sort) -> Select[Any]:
    """The newest decision of each who decides, and the questions that came after it."""
    columns: tuple[Any, ...] = (
        Consent.family_id,
        Consent.person_id,
        Consent.decider_id,
        Consent.agency_id,
        Consent.kind,
        Consent.status,
        Consent.until_on,
        Consent.decided_at,
        Agency.name.label("agency"),
        Family.help_turned_at,
    )
    return (
        select(*columns)
        .join(Agency, Agency.id == Consent.agency_id)
        .join(Family, Family.id == Consent.family_id)
        .where(Consent.family_id.in_(_open(any_of(sort))), is_newest(Consent))
        .order_by(Consent.decided_at, Consent.id)
    )


@cache
def _newest_views(sort: Sort) -> Select[Any]:
    later = aliased(ChildView)
    is_later = select(later.id).where(
        later.person_id == ChildView.person_id,
        later.agency_id == ChildView.agency_id,
        later.kind == ChildView.kind,
        later.said_at > ChildView.said_at,
    )
    matter: tuple[Any, ...] = (ChildView.person_id, ChildView.agency_id, ChildView.kind)
    return select(*matter, ChildView.says, ChildView.weighed_at, ChildView.held_then).where(
        ChildView.family_id.in_(_open(any_of(sort))), ~is_later.exists()
    )


@cache
def _never_asked(sort: Sort) -> Select[Any]:
    """Partner agencies on the team that nobody of the family was asked about."""
    asked = select(Consent.id).where(Consent.family_id == Member.family_id, Consent.agency_id == Agency.id)
    columns: tuple[Any, ...] = (Member.family_id, Agency.name.label("agency"))
    return (
        select(*columns)
        .join(Worker, Worker.id == Member.worker_id)
        .join(Agency, Agency.id == Worker.agency_id)
        .where(Agency.is_partner, Member.family_id.in_(_open(any_of(sort))), is_current(Member), ~asked.exists())
        .distinct()
    )
