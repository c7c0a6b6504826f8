"""The team around a family."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Date, Row, Select, and_, bindparam, or_, select
from sqlalchemy.orm import Session, aliased

from portal import clock
from portal.actor import Actor
from portal.errors import NotFound
from portal.models import Absence, Agency, Member, Photo, Worker
from portal.models.words import AgencySort, CircleKind, MemberFunction, ShownRole, WorkerRole
from portal.policy import visible_circles
from portal.queries.circle import CircleName, Circles
from portal.queries.face import Face, face
from portal.queries.prepared import OF_FAMILY, Sort, any_of, run
from portal.security.keys import learn_key
from portal.standing import TODAY

NOTICE_DAYS = 14
"""An absence is shown this many days before it begins."""


@dataclass(frozen=True, slots=True)
class Away:
    """When someone is away, and who covers."""

    from_on: date
    until_on: date
    cover: Face | None
    cover_phone: str | None
    is_now: bool


@dataclass(frozen=True, slots=True)
class TeamMember:
    """Who someone is on this family's team."""

    id: uuid.UUID
    worker_id: uuid.UUID
    face: Face
    role: WorkerRole | ShownRole | None
    """The worker's role; to a family and to other agencies the words that stand in its place, or none."""
    function: MemberFunction
    purpose: str
    purpose_language: str | None
    agency: str
    agency_id: uuid.UUID
    agency_is_partner: bool
    agency_sort: AgencySort
    languages: tuple[str, ...]
    days: tuple[int, ...]
    """0 = Monday."""
    phone: str | None
    email: str | None
    away: Away | None
    from_on: date
    until_on: date | None
    chosen_by_family: bool
    circle: CircleName
    version: int
    shown_role: ShownRole | None = None
    is_quiet: bool = False

    @property
    def is_hidden(self) -> bool:
        """Say whether the family reads something else than the role, and neither agency nor how to reach them."""
        return self.is_quiet or self.shown_role is not None

    @property
    def is_keyworker(self) -> bool:
        """Say whether this is the family's keyworker."""
        return self.function is MemberFunction.KEYWORKER


COVER = aliased(Worker)
COVERS_PHOTO = aliased(Photo)
_ORDER = tuple(MemberFunction)


def of_family(db: Session, actor: Actor, family_id: uuid.UUID, circles: Circles) -> Sequence[TeamMember]:
    """Return today's team as the actor sees it, the keyworker first."""
    team = _team(db, actor, family_id, circles, _statement(actor.sort))
    return sorted(team, key=lambda member: _ORDER.index(member.function))


def keyworker(db: Session, actor: Actor, family_id: uuid.UUID, circles: Circles) -> TeamMember | None:
    """Return the family's keyworker alone, if the actor sees one."""
    return next(iter(_team(db, actor, family_id, circles, _keyworkers(actor.sort))), None)


def _team(
    db: Session, actor: Actor, family_id: uuid.UUID, circles: Circles, statement: Select[Any]
) -> Collection[TeamMember]:
    ring = learn_key(db, family_id)
    today = clock.today()
    team: dict[uuid.UUID, TeamMember] = {}
    for row in run(db, statement, actor, family_id):
        if row.id not in team:
            circle = circles.get(row.circle_id)
            purpose = ring.open_if(family_id, "member.purpose", row.id, row.purpose) if circle else ""
            seen = _member(row, purpose, circle or _unknown(row), today)
            team[row.id] = seen if _may_know_role(actor, seen) else _in_other_words(seen)
    return team.values()


@cache
def _keyworkers(sort: Sort) -> Select[Any]:
    return _statement(sort).where(Member.function == MemberFunction.KEYWORKER)


@cache
def _statement(sort: Sort) -> Select[Any]:
    return (
        select(
            Member.__table__,
            Worker.first_name,
            Worker.last_name,
            Worker.role,
            Worker.email,
            Worker.phone,
            Worker.working_days,
            Worker.languages,
            Agency.name.label("agency"),
            Agency.id.label("agency_id"),
            Agency.is_partner,
            Agency.sort.label("agency_sort"),
            Absence.from_on.label("away_from"),
            Absence.until_on.label("away_until"),
            Photo.id.label("photo"),
            COVER.id.label("cover_id"),
            COVER.first_name.label("cover_first"),
            COVER.last_name.label("cover_last"),
            COVER.phone.label("cover_phone"),
            COVERS_PHOTO.id.label("cover_photo"),
        )
        .select_from(Member)
        .join(Worker, Worker.id == Member.worker_id)
        .join(Agency, Agency.id == Worker.agency_id)
        .outerjoin(Photo, Photo.worker_id == Worker.id)
        .outerjoin(
            Absence,
            and_(Absence.worker_id == Worker.id, Absence.until_on >= TODAY, Absence.from_on <= SOON),
        )
        .outerjoin(COVER, COVER.id == Absence.cover_id)
        .outerjoin(COVERS_PHOTO, COVERS_PHOTO.worker_id == COVER.id)
        .where(
            Member.family_id == OF_FAMILY,
            _may_be_known(any_of(sort)),
            or_(Member.until_on.is_(None), Member.until_on >= TODAY),
        )
        .order_by(Member.from_on, Member.id, Absence.from_on)
    )


def _may_be_known(actor: Actor) -> ColumnElement[bool]:
    """Hold for places the actor sees.

    Everyone of a family knows who the keyworker is, whatever circle their purpose is written in. A partner's worker
    knows the keyworker, the leads and their own agency's.
    """
    seen = Member.circle_id.in_(visible_circles(actor))
    if actor.is_family:
        return or_(seen, and_(Member.function == MemberFunction.KEYWORKER, Member.family_id == actor.family_id))
    if not actor.is_partner:
        return seen
    return or_(seen, Member.function != MemberFunction.TEAM_MEMBER, Worker.agency_id == actor.agency_id)


def _may_know_role(actor: Actor, member: TeamMember) -> bool:
    """Say whether someone reads a role as it is: the council's workers do, and who works at the same agency."""
    knows = not actor.is_family and (not actor.is_partner or actor.agency_id == member.agency_id)
    return knows or not member.is_hidden


def _in_other_words(member: TeamMember) -> TeamMember:
    """Return someone on the team without what would tell their role: the agency and its numbers tell it too."""
    away = replace(member.away, cover=None, cover_phone=None) if member.away else None
    return replace(
        member,
        role=None if member.is_quiet else member.shown_role,
        agency="",
        agency_is_partner=False,
        agency_sort=AgencySort.OTHER,
        phone=None,
        email=None,
        away=away,
        shown_role=None,
        is_quiet=False,
    )


def _soon() -> date:
    return clock.today() + timedelta(days=NOTICE_DAYS)


SOON = bindparam("soon", callable_=_soon, type_=Date())


def _unknown(row: Row[Any]) -> CircleName:
    """Return a circle of which nothing is known but that there is one."""
    return CircleName(row.circle_id, CircleKind.WHOLE_FAMILY, "", (), (), "")


def _member(row: Row[Any], purpose: str, circle: CircleName, today: date) -> TeamMember:
    away = None
    if row.away_from:
        names = (row.cover_id, row.cover_first, row.cover_last, row.cover_photo)
        covering = face(*names) if row.cover_id else None
        away = Away(row.away_from, row.away_until, covering, row.cover_phone, row.away_from <= today)
    return TeamMember(
        id=row.id,
        worker_id=row.worker_id,
        face=face(row.worker_id, row.first_name, row.last_name, row.photo),
        role=row.role,
        function=row.function,
        purpose=purpose,
        purpose_language=row.purpose_language,
        agency=row.agency,
        agency_id=row.agency_id,
        agency_is_partner=row.is_partner,
        agency_sort=row.agency_sort,
        languages=row.languages,
        days=tuple(int(day) for day in row.working_days),
        phone=row.phone,
        email=row.email,
        away=away,
        from_on=row.from_on,
        until_on=row.until_on,
        chosen_by_family=row.chosen_by_family,
        circle=circle,
        version=row.version,
        shown_role=row.shown_role,
        is_quiet=row.is_quiet,
    )


def find(team: Iterable[TeamMember], id_: uuid.UUID) -> TeamMember:
    """Return one of a team; raises `NotFound`."""
    for member in team:
        if member.id == id_:
            return member
    raise NotFound("member", id_)


def get(db: Session, actor: Actor, family_id: uuid.UUID, member_id: uuid.UUID) -> Member:
    """Return one place on the team to change it.

    Raises:
        NotFound: no such place, or one the actor does not see.
    """
    member = db.scalar(
        select(Member).where(
            Member.id == member_id,
            Member.family_id == family_id,
            Member.circle_id.in_(visible_circles(actor)),
        )
    )
    if member is None:
        raise NotFound("member", member_id)
    learn_key(db, family_id)
    return member
