"""Where somebody said yes to sharing about a child, and somebody else who decides about that child did not.

Of what the other one said nothing is told, nor who they are: only that not everyone agrees yet. That too could be used
to find out an answer, press by press. So it is told only where everyone who decides shares a home with the reader.
"""

import uuid
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from portal.actor import Actor
from portal.models import Consent, Person
from portal.models.words import ADULTS, ConsentStatus, Responsibility
from portal.policy import visible_families
from portal.queries.asking import Question, question_id
from portal.queries.homes import live_apart
from portal.queries.prepared import OF_FAMILY, Sort, any_of, run
from portal.standing import counts, is_newest

MINE, THEIRS, OTHER, ONE = aliased(Consent), aliased(Consent), aliased(Person), aliased(Person)


def by(db: Session, actor: Actor) -> frozenset[uuid.UUID]:
    """Return the questions that this person's yes alone does not settle."""
    found = run(db, _statement(actor.sort), actor, actor.own_family)
    return frozenset(question_id(actor.own_person, row.person_id, row.agency_id, row.kind) for row in found)


def left_open(db: Session, actor: Actor, asked: Iterable[Question]) -> frozenset[uuid.UUID]:
    """Return the questions this person said yes to of which it is not told how they stand: others decide elsewhere."""
    if run(db, _apart(actor.sort), actor, actor.own_family).first() is None:
        return frozenset()
    return frozenset(question.id for question in asked if question.stands and not question.is_about_self)


def others_live_apart(db: Session, actor: Actor) -> bool:
    """Say whether any two who decide about the children share no home: what comes of it is told to no child."""
    return run(db, _any_two_apart(actor.sort), actor, actor.own_family).first() is not None


@cache
def _any_two_apart(sort: Sort) -> Select[Any]:
    by_column: Any = ONE.id
    one = replace(any_of(sort), person_id=by_column)
    return select(ONE.id).where(ONE.family_id == OF_FAMILY, _is_responsible(ONE), _who_live_apart(one).exists())


@cache
def _apart(sort: Sort) -> Select[Any]:
    return _who_live_apart(any_of(sort))


def _who_live_apart(actor: Actor) -> Select[Any]:
    """Take those who decide about the children beside the actor, and share no home with them."""
    others = select(OTHER.id).where(OTHER.family_id == OF_FAMILY, _is_responsible())
    return others.where(OTHER.family_id.in_(visible_families(actor)), live_apart(actor.person_id, OTHER))


@cache
def _statement(sort: Sort) -> Select[Any]:
    actor = any_of(sort)
    columns: Iterable[Any] = (MINE.person_id, MINE.agency_id, MINE.kind)
    return (
        select(*columns)
        .where(MINE.family_id == OF_FAMILY, MINE.family_id.in_(visible_families(actor)))
        .where(MINE.decider_id == actor.person_id, MINE.person_id != actor.person_id)
        .where(is_newest(MINE), counts(MINE), _another_said_less())
        .where(~_who_live_apart(actor).exists())
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
    return exists().where(OTHER.id == row.decider_id, _is_responsible())


def _is_responsible(who: type[Person] = OTHER) -> ColumnElement[bool]:
    return and_(who.relationship.in_(ADULTS), who.responsibility == Responsibility.YES)
