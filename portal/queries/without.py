"""What was shared without agreement, as somebody of the family who was told of it reads it.

They read of themself and of children they decide for, and of nobody else; the service by its name only where they may
know it; and what workers wrote only where all of it is about those.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.models import Agency, Override, OverridePart, OverrideTold
from portal.models.sharing_words import LegalGround
from portal.models.words import AgencySort, InfoKind
from portal.queries import circle, consent, member, person
from portal.queries.asking import decides_about
from portal.queries.face import Face
from portal.queries.person import PersonView
from portal.security.keys import learn_key


@dataclass(frozen=True, slots=True)
class Concerned:
    """What was shared about one person whom the reader may read of."""

    person: Face
    is_self: bool
    kinds: tuple[InfoKind, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """One decision, as one reader may know it."""

    id: uuid.UUID
    agency: str
    """Empty where the reader may not learn its name: `agency_sort` is all they read."""
    agency_sort: AgencySort
    to_whom: str
    what: str
    language: str
    ground: LegalGround
    decided_by: str
    """Empty for a worker whom the reader does not know."""
    decided_on: date
    was_shared: bool
    """A manager agreed, or it was urgent: then somebody may have been told at once; `OverrideView` says the same."""
    is_late: bool
    """It was urgent, and no manager looked at it in time: it covers nothing now."""
    manager_agrees: bool | None
    told_on: date
    ended_on: date | None
    about: tuple[Concerned, ...]


def told(db: Session, actor: Actor) -> Sequence[Without]:
    """Return what this person was told of, newest first."""
    people = {one.id: one for one in person.of_family(db, actor, actor.own_family)}
    me = people.get(actor.own_person)
    if me is None:
        return []
    concerned = {id_: one for id_, one in people.items() if one is me or decides_about(me, one, actor.own_decision_age)}
    rows = db.execute(
        select(Override.__table__, OverrideTold.told_on.label("own_told_on"))
        .add_columns(Agency.name.label("agency"), Agency.sort.label("agency_sort"))
        .join(OverrideTold, OverrideTold.override_id == Override.id)
        .join(Agency, Agency.id == Override.agency_id)
        .where(Override.family_id == actor.own_family, OverrideTold.person_id == actor.own_person)
        .order_by(Override.decided_at.desc(), Override.id)
    ).all()
    ids = [row.id for row in rows]
    known, parts = _known(db, actor), _parts(db, ids)
    found = (_view(db, row, me, concerned, known, parts[row.id]) for row in rows)
    return [one for one in found if one.about]


@dataclass(frozen=True, slots=True)
class Known:
    """Which services and which workers somebody of a family knows by name."""

    agencies: Mapping[uuid.UUID, str]
    workers: Mapping[uuid.UUID, str]


def _known(db: Session, actor: Actor) -> Known:
    team = member.of_family(db, actor, actor.own_family, circle.seen_by(db, actor, actor.own_family))
    asked = {row.agency_id: row.agency for row in consent.rows(db, actor, actor.own_family) if row.is_named}
    seen = {one.agency_id: one.agency for one in team if one.agency_is_partner and not one.is_hidden}
    return Known(asked | seen, {one.worker_id: one.face.name for one in team})


def _parts(db: Session, ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Mapping[uuid.UUID, list[InfoKind]]]:
    parts: dict[uuid.UUID, dict[uuid.UUID, list[InfoKind]]] = {id_: {} for id_ in ids}
    for row in db.execute(select(OverridePart.__table__).where(OverridePart.override_id.in_(ids))):
        parts[row.override_id].setdefault(row.person_id, []).append(row.kind)
    return parts


def _view(
    db: Session,
    row: Row[Any],
    me: PersonView,
    concerned: Mapping[uuid.UUID, PersonView],
    known: Known,
    parts: Mapping[uuid.UUID, Sequence[InfoKind]],
) -> Without:
    ring, agency = learn_key(db, row.family_id), known.agencies.get(row.agency_id, "")
    reads_words = bool(agency) and parts.keys() <= concerned.keys()
    is_late = row.is_urgent and row.manager_agrees is None and row.agree_by < clock.today()

    def text(name: str) -> str:
        return ring.open_if(row.family_id, f"override.{name}", row.id, row._mapping[name]) if reads_words else ""

    return Without(
        id=row.id,
        agency=agency,
        agency_sort=row.agency_sort,
        to_whom=text("to_whom"),
        what=text("what"),
        language=row.language,
        ground=row.ground,
        decided_by=known.workers.get(row.decided_by_id, ""),
        decided_on=clock.local(row.decided_at).date(),
        was_shared=row.is_urgent or bool(row.manager_agrees),
        is_late=is_late,
        manager_agrees=row.manager_agrees,
        told_on=row.own_told_on,
        ended_on=row.ended_on,
        about=tuple(
            Concerned(one.face, one is me, tuple(kind for kind in InfoKind if kind in parts[id_]))
            for id_, one in sorted(
                concerned.items(), key=lambda pair: (pair[1] is not me, person.grown_ups_first(pair[1]))
            )
            if id_ in parts
        ),
    )
