"""Where somebody said yes to sharing about a child, and somebody else who decides about that child did not.

Of what the other one said nothing is told, nor who they are: only that not everyone agrees yet.
"""

import uuid
from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import Session, aliased

from portal.actor import Actor
from portal.models import Consent, Person
from portal.models.words import ADULTS, ConsentStatus, Responsibility
from portal.policy import visible_families
from portal.queries.asking import question_id
from portal.queries.prepared import OF_FAMILY, Sort, any_of, run
from portal.standing import counts, is_newest

MINE, THEIRS, OTHER = aliased(Consent), aliased(Consent), aliased(Person)


def by(db: Session, actor: Actor) -> frozenset[uuid.UUID]:
    """Return the questions that this person's yes alone does not settle."""
    found = run(db, _statement(actor.sort), actor, actor.own_family)
    return frozenset(question_id(actor.own_person, row.person_id, row.agency_id, row.kind) for row in found)


@cache
def _statement(sort: Sort) -> Select[Any]:
    actor = any_of(sort)
    columns: Iterable[Any] = (MINE.person_id, MINE.agency_id, MINE.kind)
    return (
        select(*columns)
        .where(MINE.family_id == OF_FAMILY, MINE.family_id.in_(visible_families(actor)))
        .where(MINE.decider_id == actor.person_id, MINE.person_id != actor.person_id)
        .where(is_newest(MINE), counts(MINE), _another_said_less())
    )


def _another_said_less() -> ColumnElement[bool]:
    """Hold where another's newest word on the same is no yes, or is part of one against a whole."""
    less = or_(
        _said(MINE, ConsentStatus.GIVEN) & ~_said(THEIRS, ConsentStatus.GIVEN),
        _said(MINE, ConsentStatus.PART) & ~_said(THEIRS, ConsentStatus.GIVEN, ConsentStatus.PART),
    )
    return (
        exists()
        .where(THEIRS.person_id == MINE.person_id, THEIRS.agency_id == MINE.agency_id, THEIRS.kind == MINE.kind)
        .where(THEIRS.decider_id != MINE.decider_id, THEIRS.status != ConsentStatus.ASKED)
        .where(is_newest(THEIRS), less, _decides(THEIRS))
    )


def _said(row: type[Consent], *what: ConsentStatus) -> ColumnElement[bool]:
    return row.status.in_(what)


def _decides(row: type[Consent]) -> ColumnElement[bool]:
    """Hold for the words of somebody who has parental responsibility today; `standing.stands` asks the same."""
    return exists().where(
        OTHER.id == row.decider_id, OTHER.relationship.in_(ADULTS), OTHER.responsibility == Responsibility.YES
    )
