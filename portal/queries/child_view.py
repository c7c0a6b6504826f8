"""What children think of sharing, and where what they think differs from what holds."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, false, select
from sqlalchemy.orm import Session, aliased

from portal.actor import Actor
from portal.errors import NotFound
from portal.models import ChildView, Worker
from portal.models.sharing_words import ChildSays
from portal.models.words import ConsentStatus, InfoKind
from portal.policy import visible_families
from portal.queries.prepared import OF_FAMILY, Sort, any_of, run
from portal.security.keys import learn_key

Matter = tuple[uuid.UUID, uuid.UUID, InfoKind]
"""About whom, with which agency, what kind of information."""


@dataclass(frozen=True, slots=True)
class ViewRow:
    """What one child said to one question."""

    id: uuid.UUID
    person_id: uuid.UUID
    agency_id: uuid.UUID
    kind: InfoKind
    says: ChildSays
    words: str
    language: str
    beside: str
    """The worker who was beside them; empty: on their own."""
    at: datetime
    weighed_by: str
    weighed_at: datetime | None
    held_then: ConsentStatus | None
    weighed: str
    """What a worker made of how it differs; only workers read it."""
    version: int

    @property
    def matter(self) -> Matter:
        """Return what it is about."""
        return self.person_id, self.agency_id, self.kind


def of_family(db: Session, actor: Actor, family_id: uuid.UUID) -> Sequence[ViewRow]:
    """Return what children said, newest first: to a council worker all of it, to someone of the family their own."""
    ring = learn_key(db, family_id)

    def text(row: Any, column: str) -> str:
        return ring.open_if(family_id, f"child_view.{column}", row.id, row._mapping[column])

    return [
        ViewRow(
            id=row.id,
            person_id=row.person_id,
            agency_id=row.agency_id,
            kind=row.kind,
            says=row.says,
            words=text(row, "words"),
            language=row.language,
            beside=row.beside or "",
            at=row.said_at,
            weighed_by="" if actor.is_family else row.weigher or "",
            weighed_at=None if actor.is_family else row.weighed_at,
            held_then=None if actor.is_family else row.held_then,
            version=row.version,
            weighed="" if actor.is_family else text(row, "weighed"),
        )
        for row in run(db, _statement(actor.sort), actor, family_id)
    ]


@cache
def _statement(sort: Sort) -> Select[Any]:
    actor, weigher = any_of(sort), aliased(Worker)
    statement = (
        select(ChildView.__table__, Worker.first_name.label("beside"), weigher.first_name.label("weigher"))
        .select_from(ChildView)
        .outerjoin(Worker, Worker.id == ChildView.written_by_id)
        .outerjoin(weigher, weigher.id == ChildView.weighed_by_id)
        .where(ChildView.family_id == OF_FAMILY, ChildView.family_id.in_(visible_families(actor)))
        .order_by(ChildView.said_at.desc(), ChildView.id)
    )
    if actor.is_family:
        return statement.where(ChildView.person_id == actor.person_id)
    return statement.where(false()) if actor.is_partner else statement


def get(db: Session, actor: Actor, family_id: uuid.UUID, view_id: uuid.UUID) -> ChildView:
    """Return one of them, to be weighed by a council worker; raises `NotFound`."""
    view = db.scalar(
        select(ChildView).where(
            ChildView.id == view_id,
            ChildView.family_id == family_id,
            ChildView.family_id.in_(visible_families(actor)),
        )
    )
    if view is None or actor.is_partner or actor.is_family:
        raise NotFound("child_view", view_id)
    learn_key(db, family_id)
    return view
