"""What people said about getting help, as they may know of it: a family member their own, a council worker all."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, false, select
from sqlalchemy.orm import Session

from portal.actor import Actor
from portal.errors import NotFound
from portal.models import Agreement, Worker
from portal.models.sharing_words import AgreementStatus
from portal.models.words import ConsentHow
from portal.policy import visible_families
from portal.queries import person
from portal.queries.asking import decides_about
from portal.queries.face import Face
from portal.queries.person import PersonView
from portal.queries.prepared import OF_FAMILY, Sort, any_of, run

NO = (AgreementStatus.REFUSED, AgreementStatus.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class SaidRow:
    """One thing that somebody said about getting help."""

    person_id: uuid.UUID
    decider_id: uuid.UUID
    status: AgreementStatus
    how: ConsentHow
    written_by: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Help:
    """Whether one person gets help, as somebody who decides about them said it."""

    about: Face
    about_id: uuid.UUID
    decider: Face
    decider_id: uuid.UUID
    history: tuple[SaidRow, ...]
    """Newest first."""

    @property
    def is_about_self(self) -> bool:
        """Say whether someone says it about themself."""
        return self.about_id == self.decider_id

    @property
    def status(self) -> AgreementStatus | None:
        """Return what was said last; none when nobody has said anything, which is neither yes nor no."""
        return self.history[0].status if self.history else None

    @property
    def answers(self) -> Sequence[AgreementStatus]:
        """Return what can be said now: only a yes can be stopped, and what was said is not said again."""
        if self.status is AgreementStatus.AGREED:
            return (AgreementStatus.WITHDRAWN,)
        yes_or_no = (AgreementStatus.AGREED, AgreementStatus.REFUSED)
        return yes_or_no if self.status is None else yes_or_no[:1]


@dataclass(frozen=True, slots=True)
class Heard:
    """All that a family said about getting help."""

    helps: Sequence[Help]
    """Of everyone who decides today."""
    own_words: Sequence[Help]
    """What people said of themselves who do not decide today: it decides nothing, and stays as what they said."""
    length: int
    """How much was said in all, by whoever decided then."""

    @property
    def disputed(self) -> Sequence[Face]:
        """Return the children of whom one who decides wants the help, and another does not."""
        wanted = {one.about_id for one in self.helps if one.status is AgreementStatus.AGREED}
        unwanted = {one.about_id: one.about for one in self.helps if one.status in NO}
        return [face for about_id, face in unwanted.items() if about_id in wanted]


def own(db: Session, actor: Actor) -> Sequence[Help]:
    """Return what a family member says about getting help: for themself first, then for each child."""
    return [one for one in of_family(db, actor, actor.own_family) if one.decider_id == actor.person_id]


def of_family(db: Session, actor: Actor, family_id: uuid.UUID) -> Sequence[Help]:
    """Return everyone who decides today, with everyone they decide about and what they said."""
    return heard(db, actor, family_id).helps


def heard(db: Session, actor: Actor, family_id: uuid.UUID) -> Heard:
    """Return all that was said in a family that the actor may know of."""
    people = person.of_family(db, actor, family_id)
    said = rows(db, actor, family_id)
    helps = [
        _help(decider, about, said)
        for decider in people
        for about in sorted(people, key=lambda one: one.id != decider.id)
        if not about.is_unborn and decides_about(decider, about, actor.own_decision_age)
    ]
    past = [_help(one, one, said) for one in people if not decides_about(one, one, actor.own_decision_age)]
    return Heard(helps, [one for one in past if one.history], len(said))


def find(said: Iterable[Help], person_id: uuid.UUID) -> Help:
    """Return what is said about one person; raises `NotFound`."""
    for one in said:
        if one.about_id == person_id:
            return one
    raise NotFound("person", person_id)


def rows(db: Session, actor: Actor, family_id: uuid.UUID) -> Sequence[SaidRow]:
    """Return what was said that the actor may know of, newest first."""
    return [
        SaidRow(row.person_id, row.decider_id, row.status, row.how, row.worker, row.said_at)
        for row in run(db, _statement(actor.sort), actor, family_id)
    ]


def _help(decider: PersonView, about: PersonView, said: Iterable[SaidRow]) -> Help:
    history = tuple(row for row in said if (row.person_id, row.decider_id) == (about.id, decider.id))
    return Help(about.face, about.id, decider.face, decider.id, history)


@cache
def _statement(sort: Sort) -> Select[Any]:
    actor = any_of(sort)
    statement = (
        select(Agreement.__table__, Worker.first_name.label("worker"))
        .select_from(Agreement)
        .outerjoin(Worker, Worker.id == Agreement.written_by_id)
        .where(Agreement.family_id == OF_FAMILY, Agreement.family_id.in_(visible_families(actor)))
        .order_by(Agreement.said_at.desc(), Agreement.id)
    )
    if actor.is_family:
        return statement.where(Agreement.decider_id == actor.person_id)
    return statement.where(false()) if actor.is_partner else statement
