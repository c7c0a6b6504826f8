"""Where each decision on sharing stands: computed from the rows, never stored."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, false, select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.errors import NotFound
from portal.models import Agency, Consent, Worker
from portal.models.words import DECISIONS, ConsentHow, ConsentStatus, InfoKind
from portal.policy import visible_families
from portal.queries.face import Face
from portal.queries.member import TeamMember
from portal.queries.person import PersonView
from portal.queries.prepared import OF_FAMILY, Sort, any_of, run
from portal.security.keys import learn_key
from portal.standing import may_decide_about


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One line of the history of a question."""

    person_id: uuid.UUID
    decider_id: uuid.UUID
    agency_id: uuid.UUID
    agency: str
    kind: InfoKind
    status: ConsentStatus
    part: str
    purpose: str
    how: ConsentHow
    written_by: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Question:
    """May this kind of information about this person be shared with this agency? One decider's answer."""

    id: uuid.UUID
    about: Face
    about_id: uuid.UUID
    decider: Face
    decider_id: uuid.UUID
    agency: str
    agency_id: uuid.UUID
    kind: InfoKind
    purpose: str
    history: tuple[DecisionRow, ...]
    """Newest first."""

    @property
    def is_about_self(self) -> bool:
        """Say whether someone decides about themself."""
        return self.about_id == self.decider_id

    @property
    def decision(self) -> DecisionRow | None:
        """Return the newest decision; a question is not one."""
        return next((row for row in self.history if row.status in DECISIONS), None)

    @property
    def status(self) -> ConsentStatus:
        """Return where it stands; `asked` when a newer question waits for an answer."""
        return self.history[0].status if self.history else ConsentStatus.NOT_ASKED

    @property
    def waits(self) -> bool:
        """Say whether someone asked and no answer came yet."""
        return _waits(self.history)


def rows(db: Session, actor: Actor, family_id: uuid.UUID) -> Sequence[DecisionRow]:
    """Return the decisions the actor may know of, newest first: a family member's own, a council worker's all."""
    ring = learn_key(db, family_id)
    return [
        DecisionRow(
            person_id=row.person_id,
            decider_id=row.decider_id,
            agency_id=row.agency_id,
            agency=row.agency,
            kind=row.kind,
            status=row.status,
            part=ring.open_if(family_id, "consent.part", row.id, row.part),
            purpose=ring.open_if(family_id, "consent.purpose", row.id, row.purpose),
            how=row.how,
            written_by=row.worker,
            at=row.decided_at,
        )
        for row in run(db, _statement(actor.sort), actor, family_id)
    ]


@cache
def _statement(sort: Sort) -> Select[Any]:
    actor = any_of(sort)
    statement = (
        select(Consent.__table__, Agency.name.label("agency"), Worker.first_name.label("worker"))
        .select_from(Consent)
        .join(Agency, Agency.id == Consent.agency_id)
        .outerjoin(Worker, Worker.id == Consent.written_by_id)
        .where(Consent.family_id == OF_FAMILY, Consent.family_id.in_(visible_families(actor)))
        .order_by(Consent.decided_at.desc(), Consent.id)
    )
    if actor.is_family:
        return statement.where(Consent.decider_id == actor.person_id)
    return statement.where(false()) if actor.is_partner else statement


def questions(
    decider: PersonView,
    people: Iterable[PersonView],
    team: Iterable[TeamMember],
    decisions: Sequence[DecisionRow],
    own_age: int,
    *,
    only_waiting: bool = False,
) -> Sequence[Question]:
    """Return every question one person may decide: by agency, then by whom it is about, then by kind.

    The agencies are the partners on the team that this person can see, and any they were asked about before.

    Args:
        only_waiting: leave out, before they are put together, those that nobody asked or that were answered.
    """
    mine = [row for row in decisions if row.decider_id == decider.id]
    agencies = {row.agency_id: row.agency for row in mine}
    for member in team:
        if member.agency_is_partner and not member.is_hidden and decider.id in member.circle.person_ids:
            agencies[member.agency_id] = member.agency
    abouts = [person for person in people if decides_about(decider, person, own_age)]
    said: dict[tuple[uuid.UUID, uuid.UUID, InfoKind], list[DecisionRow]] = {}
    for row in mine:
        said.setdefault((row.person_id, row.agency_id, row.kind), []).append(row)
    return [
        _question(decider, about, agency_id, agency, kind, said.get((about.id, agency_id, kind), ()))
        for agency_id, agency in sorted(agencies.items(), key=lambda item: (item[1], item[0]))
        for about in sorted(abouts, key=lambda person: person.id != decider.id)
        for kind in InfoKind
        if not only_waiting or _waits(said.get((about.id, agency_id, kind), ()))
    ]


def _waits(history: Sequence[DecisionRow]) -> bool:
    """Say whether the newest line of a question is no answer."""
    return bool(history) and history[0].status is ConsentStatus.ASKED


def _question(
    decider: PersonView,
    about: PersonView,
    agency_id: uuid.UUID,
    agency: str,
    kind: InfoKind,
    history: Sequence[DecisionRow],
) -> Question:
    return Question(
        id=question_id(decider.id, about.id, agency_id, kind),
        about=about.face,
        about_id=about.id,
        decider=decider.face,
        decider_id=decider.id,
        agency=agency,
        agency_id=agency_id,
        kind=kind,
        purpose=next((row.purpose for row in history if row.purpose), ""),
        history=tuple(history),
    )


def question_id(decider_id: uuid.UUID, about_id: uuid.UUID, agency_id: uuid.UUID, kind: InfoKind) -> uuid.UUID:
    """Return the address of a question, the same whether or not anything was said yet."""
    return uuid.uuid5(decider_id, f"{about_id}/{agency_id}/{kind}")


def decides_about(decider: PersonView, about: PersonView, own_age: int) -> bool:
    """Say whether one person's decision about another's information stands today."""
    return may_decide_about(decider, about, clock.today(), own_age)


def find(asked: Iterable[Question], id_: uuid.UUID) -> Question:
    """Return one of the questions by its address; raises `NotFound`."""
    for question in asked:
        if question.id == id_:
            return question
    raise NotFound("question", id_)


def by_decider(
    people: Sequence[PersonView],
    team: Sequence[TeamMember],
    decisions: Sequence[DecisionRow],
    own_age: int,
    *,
    only_waiting: bool = False,
) -> Iterator[tuple[PersonView, Sequence[Question]]]:
    """Yield everyone who decides anything, with their questions."""
    for decider in people:
        theirs = questions(decider, people, team, decisions, own_age, only_waiting=only_waiting)
        if theirs:
            yield decider, theirs
