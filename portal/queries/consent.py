"""The decisions on sharing that somebody may know of, as they were said."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Label, Select, case, false, select
from sqlalchemy.orm import Session

from portal.actor import Actor
from portal.models import Agency, Consent, Family, Worker
from portal.models.sharing_words import ConsentLasts, Purpose, Standing
from portal.models.words import AgencySort, ConsentHow, ConsentStatus, InfoKind
from portal.policy import visible_families
from portal.queries.prepared import OF_FAMILY, Sort, any_of, run
from portal.security.keys import learn_key
from portal.standing import is_over, last_day


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One line of the history of a question."""

    person_id: uuid.UUID
    decider_id: uuid.UUID
    agency_id: uuid.UUID
    agency: str
    """Its name; empty for a decider who may not learn it."""
    agency_sort: AgencySort
    is_named: bool
    kind: InfoKind
    status: ConsentStatus
    """As it was said: a yes whose time is over stays one here."""
    for_what: Purpose | None
    lasts: ConsentLasts | None
    until_on: date | None
    standing: Standing | None
    witness: str
    """Only workers read it."""
    part: str
    purpose: str
    how: ConsentHow
    written_by: str | None
    notice_version: str
    notice_language: str
    at: datetime
    help_turned_at: datetime | None = None
    """When the family's help last ended or began anew."""

    @property
    def is_over(self) -> bool:
        """Say whether the time that it was said for is over."""
        return is_over(self)

    @property
    def stands_as(self) -> ConsentStatus:
        """Return what it is today: as it was said, or `lapsed`."""
        return ConsentStatus.LAPSED if self.is_over else self.status

    @property
    def last_day(self) -> date | None:
        """Return the last day of a yes; none as long as one until the help ends goes on."""
        return last_day(self)


def rows(db: Session, actor: Actor, family_id: uuid.UUID) -> Sequence[DecisionRow]:
    """Return the decisions the actor may know of, newest first: a family member's own, a council worker's all."""
    ring = learn_key(db, family_id)
    return [
        DecisionRow(
            person_id=row.person_id,
            decider_id=row.decider_id,
            agency_id=row.agency_id,
            agency=row.agency or "",
            agency_sort=row.agency_sort,
            is_named=row.is_named,
            kind=row.kind,
            status=row.status,
            for_what=row.for_what,
            lasts=row.lasts,
            until_on=row.until_on,
            standing=row.standing,
            witness="" if actor.is_family else ring.open_if(family_id, "consent.witness", row.id, row.witness),
            part=ring.open_if(family_id, "consent.part", row.id, row.part),
            purpose=ring.open_if(family_id, "consent.purpose", row.id, row.purpose),
            how=row.how,
            written_by=row.worker,
            notice_version=row.notice_version,
            notice_language=row.notice_language,
            at=row.decided_at,
            help_turned_at=row.help_turned_at,
        )
        for row in run(db, _statement(actor.sort), actor, family_id)
    ]


def _name(actor: Actor) -> Label[Any]:
    """Take an agency's name, for a family member only where they may read it."""
    name = case((Consent.is_named, Agency.name)) if actor.is_family else Agency.name
    return name.label("agency")


@cache
def _statement(sort: Sort) -> Select[Any]:
    actor = any_of(sort)
    statement = (
        select(Consent.__table__, _name(actor), Agency.sort.label("agency_sort"), Worker.first_name.label("worker"))
        .add_columns(Family.help_turned_at)
        .select_from(Consent)
        .join(Agency, Agency.id == Consent.agency_id)
        .join(Family, Family.id == Consent.family_id)
        .outerjoin(Worker, Worker.id == Consent.written_by_id)
        .where(Consent.family_id == OF_FAMILY, Consent.family_id.in_(visible_families(actor)))
        .order_by(Consent.decided_at.desc(), Consent.id)
    )
    if actor.is_family:
        return statement.where(Consent.decider_id == actor.person_id)
    return statement.where(false()) if actor.is_partner else statement
