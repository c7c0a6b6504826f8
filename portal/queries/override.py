"""Sharing without agreement, as the council's workers read it; and what such a decision covers now."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select, true
from sqlalchemy.orm import Session, aliased

from portal import clock
from portal.actor import Actor
from portal.errors import NotFound
from portal.models import Agency, Family, FamilyKey, Override, OverridePart, OverrideTold, Person, Worker
from portal.models.sharing_words import LegalGround
from portal.models.words import InfoKind
from portal.permission import Permission
from portal.policy import require, visible_families
from portal.queries.asking import decides_about
from portal.queries.face import Face, face, face_of
from portal.queries.override_view import About, OverrideView, Told
from portal.queries.person import PersonView, grown_ups_first
from portal.security.keys import keyring, learn_key
from portal.standing import TODAY, has_own_say

KEPT_ON_LIST = timedelta(days=365)
"""For how long a decision that nothing waits for stays on a manager's list."""
MANAGER = aliased(Worker)


@dataclass(frozen=True, slots=True)
class StandingPart:
    """Information of one kind about one person that a decision without agreement covers now."""

    override_id: uuid.UUID
    person_id: uuid.UUID
    kind: InfoKind
    ground: LegalGround


def covers_now() -> ColumnElement[bool]:
    """Hold for decisions on which something may be shared now: agreed, or urgent and a manager still has time."""
    waits = and_(Override.is_urgent, Override.manager_agrees.is_(None), Override.agree_by >= TODAY)
    return and_(or_(Override.manager_agrees.is_(True), waits), Override.ended_on.is_(None), Override.review_on >= TODAY)


def standing_parts(
    db: Session, actor: Actor, family_id: uuid.UUID, agency_id: uuid.UUID, override_id: uuid.UUID | None = None
) -> Sequence[StandingPart]:
    """Return what may go to an agency without agreement now, by one decision or any. For the council's workers."""
    require(actor, Permission.KEEP_NOTES)
    rows = db.execute(
        select(Override.id, OverridePart.person_id, OverridePart.kind, Override.ground)
        .join(OverridePart, OverridePart.override_id == Override.id)
        .where(Override.family_id == family_id, Override.family_id.in_(visible_families(actor)))
        .where(Override.agency_id == agency_id, covers_now())
        .where(Override.id == override_id if override_id else true())
        .order_by(Override.decided_at, Override.id, OverridePart.person_id, OverridePart.kind)
    )
    return [StandingPart(*row) for row in rows]


def of_family(db: Session, actor: Actor, family_id: uuid.UUID) -> Sequence[OverrideView]:
    """Return every decision about a family, newest first."""
    newest_first = (Override.decided_at.desc(), Override.id)
    return _views(db, _statement(actor).where(Override.family_id == family_id).order_by(*newest_first))


def of_manager(db: Session, actor: Actor) -> Sequence[OverrideView]:
    """Return the decisions of the families that a manager sees: of the last year, and all that still go on."""
    is_listed = or_(
        Override.decided_at >= clock.now() - KEPT_ON_LIST,
        Override.manager_said_at.is_(None),
        Override.ended_on.is_(None),
    )
    found = _views(db, _statement(actor).where(is_listed).order_by(Override.decided_at, Override.id))
    return sorted(found, key=lambda one: one.order)


def find(found: Iterable[OverrideView], id_: uuid.UUID) -> OverrideView:
    """Return one of the decisions; raises `NotFound`."""
    for one in found:
        if one.id == id_:
            return one
    raise NotFound("override", id_)


def get(db: Session, actor: Actor, family_id: uuid.UUID, override_id: uuid.UUID) -> Override:
    """Return one decision to change it; raises `NotFound`."""
    require(actor, Permission.KEEP_NOTES)
    row = db.scalar(
        select(Override)
        .where(Override.id == override_id, Override.family_id == family_id)
        .where(Override.family_id.in_(visible_families(actor)))
    )
    if row is None:
        raise NotFound("override", override_id)
    learn_key(db, family_id)
    return row


def to_be_told(people: Sequence[PersonView], about: Collection[uuid.UUID], own_age: int) -> Sequence[PersonView]:
    """Return whom of a family it concerns: who could read of it, about themself or a child they decide for."""
    today = clock.today()
    subjects = [person for person in people if person.id in about and not person.is_unborn]
    return [
        person
        for person in people
        if (person in subjects and (person.account_id or has_own_say(person, today, own_age)))
        or any(decides_about(person, subject, own_age) for subject in subjects)
    ]


def _statement(actor: Actor) -> Select[Any]:
    require(actor, Permission.KEEP_NOTES)
    columns: tuple[Any, ...] = (
        Override.__table__,
        FamilyKey.wrapped,
        Family.ref.label("ref"),
        Family.name.label("family_name"),
        Agency.name.label("agency"),
        Agency.sort.label("agency_sort"),
        Worker.first_name.label("decided_first"),
        Worker.last_name.label("decided_last"),
        MANAGER.first_name.label("manager_first"),
        MANAGER.last_name.label("manager_last"),
    )
    return (
        select(*columns)
        .select_from(Override)
        .join(Family, Family.id == Override.family_id)
        .join(FamilyKey, FamilyKey.id == Family.id)
        .join(Agency, Agency.id == Override.agency_id)
        .join(Worker, Worker.id == Override.decided_by_id)
        .outerjoin(MANAGER, MANAGER.id == Override.manager_id)
        .where(Override.family_id.in_(visible_families(actor)))
    )


def _views(db: Session, statement: Select[Any]) -> Sequence[OverrideView]:
    rows = db.execute(statement).all()
    ring = keyring(db)
    for row in rows:
        ring.add(row.family_id, row.wrapped)
    ids = [row.id for row in rows]
    about, told = _about(db, ids), _told(db, ids)
    return [_view(db, row, about.get(row.id, ()), told.get(row.id, ())) for row in rows]


def _view(db: Session, row: Row[Any], about: tuple[About, ...], told: tuple[Told, ...]) -> OverrideView:
    ring = keyring(db)

    def text(name: str) -> str:
        return ring.open_if(row.family_id, f"override.{name}", row.id, row._mapping[name])

    return OverrideView(
        id=row.id,
        family_id=row.family_id,
        ref=ring.open_if(row.family_id, "family.ref", row.family_id, row.ref),
        family=ring.open_if(row.family_id, "family.name", row.family_id, row.family_name),
        agency_id=row.agency_id,
        agency=row.agency,
        agency_sort=row.agency_sort,
        to_whom=text("to_whom"),
        what=text("what"),
        why=text("why"),
        ground=row.ground,
        language=row.language,
        decided_by=face(row.decided_by_id, row.decided_first, row.decided_last),
        decided_at=row.decided_at,
        is_urgent=row.is_urgent,
        agree_by=row.agree_by,
        manager_said_at=row.manager_said_at,
        manager_agrees=row.manager_agrees,
        manager_why=text("manager_why"),
        told_on=row.told_on,
        why_not_told=text("why_not_told"),
        review_on=row.review_on,
        ended_on=row.ended_on,
        version=row.version,
        manager=face(row.manager_id, row.manager_first, row.manager_last) if row.manager_id else None,
        about=about,
        told=told,
    )


def _about(db: Session, ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, tuple[About, ...]]:
    rows = db.execute(
        select(OverridePart.override_id, OverridePart.kind, *_names())
        .join(Person, Person.id == OverridePart.person_id)
        .where(OverridePart.override_id.in_(ids))
    )
    kinds: dict[uuid.UUID, dict[Face, list[InfoKind]]] = {}
    for row in sorted(rows, key=lambda row: (grown_ups_first(row), tuple(InfoKind).index(row.kind))):
        kinds.setdefault(row.override_id, {}).setdefault(_face(db, row), []).append(row.kind)
    return {id_: tuple(About(one, tuple(said)) for one, said in people.items()) for id_, people in kinds.items()}


def _told(db: Session, ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, tuple[Told, ...]]:
    rows = db.execute(
        select(OverrideTold.override_id, OverrideTold.id.label("told_id"), OverrideTold.told_on)
        .add_columns(OverrideTold.how.label("how"), Worker.first_name.label("by"), *_names())
        .join(Person, Person.id == OverrideTold.person_id)
        .join(Worker, Worker.id == OverrideTold.by_id)
        .where(OverrideTold.override_id.in_(ids))
        .order_by(OverrideTold.told_on, OverrideTold.id)
    )
    told: dict[uuid.UUID, tuple[Told, ...]] = {}
    for row in rows:
        how = keyring(db).open_if(row.family_id, "override_told.how", row.told_id, row.how)
        told[row.override_id] = (*told.get(row.override_id, ()), Told(_face(db, row), row.told_on, how, row.by))
    return told


def _names() -> tuple[Any, ...]:
    sealed = (Person.first_name.label("first_name"), Person.known_as.label("known_as"))
    return Person.id, Person.family_id, *sealed, Person.relationship, Person.born_on


def _face(db: Session, row: Row[Any]) -> Face:
    return face_of(keyring(db), row.family_id, row.id, row.first_name, row.known_as)
