"""Who has looked: what one person of a family is told of the audit, in days.

An entry is told to a person when a worker made it, no lock stands on it, the person may see what it was done to, and
they may know of the worker. What is not told leaves nothing behind: no number, no count, no empty day.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import groupby, islice
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select
from sqlalchemy.orm import Session, aliased

from portal import clock
from portal.actor import Actor, Kind
from portal.models import (
    Account,
    Agreement,
    Consent,
    Entry,
    Goal,
    HouseholdPerson,
    Member,
    Occasion,
    Opening,
    Praise,
    Step,
    Voice,
    Worker,
)
from portal.models.audit_words import Deed, Ground, OpeningPurpose
from portal.models.words import MemberFunction
from portal.policy import visible_circles
from portal.queries.deeds import DEEDS
from portal.queries.face import Face, face

DAYS = 7
"""How many days with something to tell a page holds."""
WORKERS = (Kind.PRACTITIONER, Kind.PARTNER, Kind.MANAGER)
LOOKS = ("family_opened", "family_seen_as", "opening_begun", "scores_copied")
HOURLESS = frozenset({Deed.LOOKED, Deed.SEEN_AS, Deed.COPIED})
"""Looks are told by the day: by the hour, one home would read when the other is being worked for."""
OTHER = aliased(Entry)


@dataclass(slots=True)
class Looker:
    """What one worker did on one day, and why they looked."""

    face: Face
    deeds: dict[Deed, time | None] = field(default_factory=dict)
    """With the hour when it was last done; a look has none and stands first."""
    grounds: dict[Ground | OpeningPurpose, None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Day:
    """One day with something to tell."""

    on: date
    lookers: Sequence[Looker]


@dataclass(frozen=True, slots=True)
class Looked:
    """One page, the newest day first; `earlier` is the day that the next page ends with."""

    days: Sequence[Day]
    earlier: date | None


def by(db: Session, actor: Actor, until: date | None = None) -> Looked:
    """Return who looked and what they changed, up to and with a day."""
    statement = _told(actor).order_by(Entry.at.desc(), Entry.number.desc())
    if until:
        statement = statement.where(Entry.at < _end_of(until))
    rows = db.execute(statement, execution_options={"yield_per": 200})
    found = [_day(on, some) for on, some in islice(groupby(rows, key=_on), DAYS + 1)]
    rows.close()
    return Looked(found[:DAYS], found[DAYS].on if len(found) > DAYS else None)


def _told(actor: Actor) -> Select[Any]:
    columns: tuple[Any, ...] = (Entry.at, Entry.action, Entry.purpose, Worker.id, Worker.first_name, Worker.last_name)
    return (
        select(*columns)
        .select_from(Entry)
        .join(Account, Account.id == Entry.account_id)
        .join(Worker, Worker.id == Account.worker_id)
        .where(
            Entry.family_id == actor.own_family,
            Entry.role.in_(WORKERS),
            Entry.action.in_(DEEDS),
            ~Entry.is_locked,
            _may_be_seen(actor, Entry),
            _may_be_known(actor),
            ~_is_under_a_lock(),
        )
    )


def _may_be_seen(actor: Actor, entry: type[Entry]) -> ColumnElement[bool]:
    """Hold for entries about the whole family, about the person, and about things in their own circles."""
    mine, family_id = visible_circles(actor), actor.own_family
    owner = or_(Goal.owner_id.is_(None), Goal.owner_id == actor.person_id)
    things: tuple[Select[Any], ...] = (
        select(Member.id).where(Member.family_id == family_id, _is_known_place(actor)),
        select(Step.id).where(Step.family_id == family_id, Step.circle_id.in_(mine)),
        select(Goal.id).where(Goal.family_id == family_id, Goal.circle_id.in_(mine), owner),
        select(Praise.id).where(Praise.family_id == family_id, Praise.circle_id.in_(mine)),
        select(Voice.id).where(Voice.family_id == family_id, Voice.circle_id.in_(mine)),
        select(Occasion.id).where(Occasion.circle_id.in_(mine), Occasion.person_id == actor.person_id),
        select(Consent.id).where(Consent.family_id == family_id, Consent.decider_id == actor.person_id),
        select(Agreement.id).where(Agreement.family_id == family_id, Agreement.decider_id == actor.person_id),
        select(HouseholdPerson.household_id).where(HouseholdPerson.person_id == actor.person_id),
        select(Opening.id).where(Opening.family_id == family_id),
    )
    return or_(entry.thing_id.in_((family_id, actor.own_person)), *(entry.thing_id.in_(thing) for thing in things))


def _may_be_known(actor: Actor) -> ColumnElement[bool]:
    """Hold for workers whose place on the team the person sees, or who looked on a ground that they may know of.

    A worker who is on the team of one home alone does not show in the other, whatever they did.
    """
    placed = (
        select(Account.id)
        .join(Member, Member.worker_id == Account.worker_id)
        .where(Member.family_id == actor.own_family, _is_known_place(actor))
    )
    looked = select(OTHER.account_id).where(
        OTHER.family_id == actor.own_family,
        OTHER.action.in_(("family_opened", "opening_begun")),
        _may_be_seen(actor, OTHER),
    )
    return or_(Entry.account_id.in_(placed), Entry.account_id.in_(looked))


def _is_known_place(actor: Actor) -> ColumnElement[bool]:
    """Hold for places in one's own circles, and for the keyworker's, whom everyone of a family knows."""
    return or_(Member.circle_id.in_(visible_circles(actor)), Member.function == MemberFunction.KEYWORKER)


def _is_under_a_lock() -> ColumnElement[bool]:
    """Hold for an opening under a lock, and for looks while it lasts. What was changed is never hidden by it."""
    return and_(
        Entry.action.in_(LOOKS),
        select(Opening.id)
        .where(
            Opening.family_id == Entry.family_id,
            Opening.worker_id == Account.worker_id,
            Opening.is_locked,
            and_(Opening.begins_at <= Entry.at, Entry.at <= Opening.ends_at),
        )
        .exists(),
    )


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, clock.LONDON)


def _on(row: Row[Any]) -> date:
    return clock.local(row.at).date()


def _day(on: date, rows: Iterable[Row[Any]]) -> Day:
    lookers: dict[uuid.UUID, Looker] = {}
    for row in rows:
        one = lookers.setdefault(row.id, Looker(face(row.id, row.first_name, row.last_name)))
        deed = DEEDS[row.action]
        one.deeds.setdefault(deed, None if deed in HOURLESS else clock.minute_of(row.at))
        one.grounds.update(dict.fromkeys(_grounds(row)))
    for one in lookers.values():
        one.deeds = dict(sorted(one.deeds.items(), key=lambda told: told[0] not in HOURLESS))
    return Day(on, sorted(lookers.values(), key=lambda one: (one.face.name, str(one.face.id))))


def _grounds(row: Row[Any]) -> Iterator[Ground | OpeningPurpose]:
    """Yield why; of a look within an opening, the entry of the opening says it."""
    if row.action == "opening_begun":
        yield OpeningPurpose(row.purpose)
    elif row.action in LOOKS and row.purpose and row.purpose != Ground.OPENING:
        yield Ground(row.purpose)
