"""One family, as its pages and its case view draw it."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, bindparam, select
from sqlalchemy.orm import Session

from portal.actor import Actor
from portal.errors import NotFound
from portal.models import AreaTeam, Family, FamilyKey
from portal.models.words import FamilyStatus, LevelOfHelp
from portal.policy import visible_families
from portal.queries.left_voice import left_count
from portal.queries.prepared import Sort, any_of, ids
from portal.queries.voice import waiting_count
from portal.security.keys import keyring


@dataclass(frozen=True, slots=True)
class FamilyView:
    """A family's own details."""

    id: uuid.UUID
    ref: str
    """The council's case reference; never on a family page."""
    name: str
    level: LevelOfHelp
    status: FamilyStatus
    area_team: str | None
    opened_on: date
    closed_on: date | None
    changed_at: datetime
    version: int
    at_risk: bool = False
    """For workers alone."""
    voices_waiting: int = 0
    """How much of what children and young people said waits for an answer; for workers alone."""
    voices_left: int = 0
    """How many people said something to a keyworker who has left; for the keyworker of today alone."""


def by_ref(db: Session, actor: Actor, ref: str) -> FamilyView:
    """Return a family by the council's reference.

    Raises:
        NotFound: no such family, or one the actor may not know of. The same answer on purpose.
    """
    lookup = keyring(db).master.lookup("family.ref", ref)
    row = db.connection().execute(_by_ref(actor.sort), {**ids(actor), "forms": [lookup, *lookup.older]}).one_or_none()
    if row is None:
        raise NotFound("family")
    return _view(db, actor, row)


@cache
def _by_ref(sort: Sort) -> Select[Any]:
    return _families(any_of(sort)).where(Family.ref_lookup.in_(bindparam("forms", expanding=True)))


def of_reference(db: Session, actor: Actor, ref: str) -> uuid.UUID:
    """Return which family has a reference, whether or not anything of it can still be read; raises `NotFound`."""
    lookup = keyring(db).master.lookup("family.ref", ref)
    found = db.scalar(select(Family.id).where(Family.ref_lookup == lookup, Family.id.in_(visible_families(actor))))
    if found is None:
        raise NotFound("family", ref)
    return found


def own(db: Session, actor: Actor) -> FamilyView:
    """Return the actor's own family."""
    row = db.execute(_families(actor).where(Family.id == actor.family_id)).one_or_none()
    if row is None:
        raise NotFound("family", actor.family_id)
    return _view(db, actor, row)


def get(db: Session, actor: Actor, family_id: uuid.UUID) -> Family:
    """Return a family to change it; raises `NotFound`."""
    family = db.scalar(select(Family).where(Family.id == family_id, Family.id.in_(visible_families(actor))))
    if family is None:
        raise NotFound("family", family_id)
    return family


def _families(actor: Actor) -> Select[Any]:
    return (
        select(Family.__table__, FamilyKey.wrapped, AreaTeam.name.label("area_team"))
        .add_columns(waiting_count(actor).label("voices_waiting"), left_count(actor).label("voices_left"))
        .join(FamilyKey, FamilyKey.id == Family.id)
        .outerjoin(AreaTeam, AreaTeam.id == Family.area_team_id)
        .where(Family.id.in_(visible_families(actor)))
    )


def _view(db: Session, actor: Actor, row: Row[Any]) -> FamilyView:
    ring = keyring(db)
    ring.add(row.id, row.wrapped)
    return FamilyView(
        id=row.id,
        ref=ring.open_if(row.id, "family.ref", row.id, row.ref),
        name=ring.open_if(row.id, "family.name", row.id, row.name),
        level=row.level,
        status=row.status,
        area_team=row.area_team,
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        changed_at=row.changed_at,
        version=row.version,
        at_risk=row.at_risk and actor.is_worker and not actor.is_partner,
        voices_waiting=row.voices_waiting,
        voices_left=row.voices_left,
    )
