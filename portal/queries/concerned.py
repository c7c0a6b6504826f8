"""What of a share concerns one reader of the family: what is about themself, what stands on their own yes, and what
went without agreement once they were told of that.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from portal.actor import Actor
from portal.models import Consent, HouseholdPerson, OverrideTold, Person, SharePart
from portal.models.sharing_words import Purpose
from portal.models.words import ADULTS, InfoKind
from portal.queries.homes import live_apart

Kinds = Mapping[uuid.UUID, frozenset[InfoKind]]
"""Kinds of information by whom it is about."""


@dataclass(frozen=True, slots=True)
class Concern:
    """What one reader may know of one share."""

    kinds: Kinds
    without: Kinds
    """Those of them that went without agreement."""
    is_all: bool
    """Whether all that was agreed to concerns them. What they were not told of leaves no trace in it."""
    knows_law: bool
    """Whether they know of all that went without agreement."""
    reads_reply: bool
    """Whether it is all about them, or everyone else on whose yes it stands lives with them, and every grown-up who is
    known to live somewhere: a reply may tell of any of them."""
    own_yes: bool
    """Whether some of it stands on their own yes, so that they can end it."""
    agreed_for: Purpose
    """What the things that were agreed to were asked for."""


def of_shares(
    db: Session, actor: Actor, share_ids: Collection[uuid.UUID], theirs: Collection[uuid.UUID]
) -> Mapping[uuid.UUID, Concern]:
    """Return what of each share concerns the reader.

    Args:
        theirs: the people whom the reader may read of: themself, and those they decide for.
    """
    columns: tuple[Any, ...] = (SharePart.share_id, SharePart.person_id, SharePart.kind, SharePart.override_id)
    found: dict[uuid.UUID, list[Any]] = {id_: [] for id_ in share_ids}
    for row in db.execute(
        select(*columns, Consent.decider_id, Consent.for_what, concerns(actor).label("is_theirs"))
        .outerjoin(Consent, Consent.id == SharePart.consent_id)
        .where(SharePart.share_id.in_(share_ids))
        .order_by(SharePart.id)
    ):
        found[row.share_id].append(row)
    beside, at_home = _living_with(db, actor), _grown_ups_at_home(db, actor)
    return {id_: _concern(rows, actor.own_person, theirs, beside, at_home) for id_, rows in found.items()}


def concerns(actor: Actor) -> ColumnElement[bool]:
    """Hold for parts of shares that are about the reader, or stand on their own yes, or that they were told of."""
    own = select(Consent.id).where(Consent.decider_id == actor.own_person)
    agreed = or_(SharePart.person_id == actor.own_person, SharePart.consent_id.in_(own))
    return or_(and_(SharePart.override_id.is_(None), agreed), SharePart.override_id.in_(_told(actor)))


def _told(actor: Actor) -> Select[uuid.UUID]:
    """Return the SELECT of the decisions without agreement that the reader was told of."""
    own = OverrideTold.person_id == actor.own_person
    return select(OverrideTold.override_id).where(OverrideTold.family_id == actor.own_family, own)


def _concern(
    rows: Sequence[Any],
    reader: uuid.UUID,
    theirs: Collection[uuid.UUID],
    beside: Collection[uuid.UUID],
    at_home: Collection[uuid.UUID],
) -> Concern:
    told_of = {*at_home, *(row.decider_id for row in rows if row.decider_id)}
    own = [row for row in rows if row.is_theirs and row.person_id in theirs]
    matters = {(row.person_id, row.kind, row.override_id) for row in own}
    return Concern(
        kinds=_by_person(own),
        without=_by_person([row for row in own if row.override_id]),
        is_all=all((row.person_id, row.kind, None) in matters for row in rows if not row.override_id),
        knows_law=all(row in own for row in rows if row.override_id),
        reads_reply=told_of <= set(beside) or all(row.person_id == reader for row in rows),
        own_yes=any(row.decider_id == reader for row in rows),
        agreed_for=next((row.for_what for row in own if row.for_what), Purpose.OTHER),
    )


def _by_person(rows: Sequence[Any]) -> Kinds:
    kinds: dict[uuid.UUID, frozenset[InfoKind]] = {}
    for row in rows:
        kinds[row.person_id] = kinds.get(row.person_id, frozenset()) | {row.kind}
    return kinds


def _grown_ups_at_home(db: Session, actor: Actor) -> Collection[uuid.UUID]:
    """Return the grown-ups of the family who are known to live somewhere."""
    lives = select(Person.id).join(HouseholdPerson, HouseholdPerson.person_id == Person.id)
    return set(db.scalars(lives.where(Person.family_id == actor.own_family, Person.relationship.in_(ADULTS))))


def _living_with(db: Session, actor: Actor) -> Collection[uuid.UUID]:
    """Return who does not live apart from the reader, the reader among them."""
    family = select(Person.id).where(Person.family_id == actor.own_family)
    return db.scalars(family.where(~live_apart(actor.own_person, Person))).all()
