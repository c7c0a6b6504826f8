"""The judgements on whether a younger person understands decisions on sharing, and why. For workers alone."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, Uuid, bindparam, false, select
from sqlalchemy.orm import Session

from portal.actor import Actor
from portal.models import Judgement, Worker
from portal.policy import visible_families
from portal.queries.prepared import OF_FAMILY, Sort, any_of, ids
from portal.security.keys import learn_key

OF_PERSON = bindparam("of_person", type_=Uuid())


@dataclass(frozen=True, slots=True)
class JudgementRow:
    """One judgement."""

    understands: bool
    why: str
    by: str
    at: datetime


def of_person(db: Session, actor: Actor, family_id: uuid.UUID, person_id: uuid.UUID) -> Sequence[JudgementRow]:
    """Return every judgement about one person, newest first."""
    ring = learn_key(db, family_id)
    given = {**ids(actor, family_id), "of_person": person_id}
    return [
        JudgementRow(
            understands=row.understands,
            why=ring.open_if(family_id, "judgement.why", row.id, row.why),
            by=f"{row.first_name} {row.last_name}".strip(),
            at=row.judged_at,
        )
        for row in db.connection().execute(_statement(actor.sort), given)
    ]


@cache
def _statement(sort: Sort) -> Select[Any]:
    actor = any_of(sort)
    statement = (
        select(Judgement.__table__, Worker.first_name, Worker.last_name)
        .select_from(Judgement)
        .join(Worker, Worker.id == Judgement.worker_id)
        .where(Judgement.family_id == OF_FAMILY, Judgement.person_id == OF_PERSON)
        .where(Judgement.family_id.in_(visible_families(actor)))
        .order_by(Judgement.judged_at.desc(), Judgement.id)
    )
    return statement.where(false()) if actor.is_partner or actor.is_family else statement
