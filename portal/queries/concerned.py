"""What of a share concerns one reader of the family: what is about themself, and what stands on their own yes."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from portal.actor import Actor
from portal.models import Consent, HouseholdPerson, Person, SharePart
from portal.queries.coverage import Matter


@dataclass(frozen=True, slots=True)
class Concern:
    """What one reader may know of one share."""

    matters: frozenset[Matter]
    """What of it concerns them."""
    is_all: bool
    """Whether all of it does: then they read what was written over all of it."""
    lives_with_all: bool
    """Whether everyone else on whose yes it stands lives with them: a reply may tell of any of them."""


def of_shares(
    db: Session, actor: Actor, share_ids: Collection[uuid.UUID], theirs: Collection[uuid.UUID]
) -> Mapping[uuid.UUID, Concern]:
    """Return what of each share concerns the reader.

    Args:
        theirs: the people whom the reader may read of: themself, and those they decide for.
    """
    columns: tuple[Any, ...] = (SharePart.share_id, SharePart.person_id, SharePart.kind)
    found: dict[uuid.UUID, list[Any]] = {id_: [] for id_ in share_ids}
    for row in db.execute(
        select(*columns, Consent.decider_id, concerns(actor).label("is_theirs"))
        .outerjoin(Consent, Consent.id == SharePart.consent_id)
        .where(SharePart.share_id.in_(share_ids))
    ):
        found[row.share_id].append(row)
    beside = _living_with(db, actor)
    return {id_: _concern(rows, theirs, beside) for id_, rows in found.items()}


def concerns(actor: Actor) -> ColumnElement[bool]:
    """Hold for parts of shares that are about the reader, or stand on their own yes; and for what needs no yes."""
    own = select(Consent.id).where(Consent.decider_id == actor.own_person)
    about_them = SharePart.person_id == actor.own_person
    return or_(about_them, SharePart.consent_id.in_(own), SharePart.override_id.is_not(None))


def _concern(rows: Sequence[Any], theirs: Collection[uuid.UUID], beside: Collection[uuid.UUID]) -> Concern:
    concerning = {(row.person_id, row.kind) for row in rows if row.is_theirs and row.person_id in theirs}
    return Concern(
        matters=frozenset(concerning),
        is_all=all((row.person_id, row.kind) in concerning for row in rows),
        lives_with_all=all(row.decider_id in beside for row in rows if row.decider_id),
    )


def _living_with(db: Session, actor: Actor) -> Collection[uuid.UUID]:
    """Return who has a home in common with the reader; where neither has one that is known, nobody lives apart."""
    homes: dict[uuid.UUID, set[uuid.UUID | None]] = {}
    for person_id, home_id in db.execute(
        select(Person.id, HouseholdPerson.household_id)
        .outerjoin(HouseholdPerson, HouseholdPerson.person_id == Person.id)
        .where(Person.family_id == actor.own_family)
    ):
        homes.setdefault(person_id, set()).add(home_id)
    return [id_ for id_, lived_in in homes.items() if lived_in & homes[actor.own_person]]
