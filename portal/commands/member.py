"""Who is on the team around a family, what for, and until when."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.commands import notice
from portal.commands.circle import fill_whole_family, offer_private_with
from portal.commands.edit import begun_on, hold
from portal.commands.entry import record
from portal.errors import AlreadyOnTeam
from portal.models import Circle, Member, Worker
from portal.models.notice_kinds import NoticeKind
from portal.models.words import SENSITIVE_ROLES, MemberFunction, Shown
from portal.permission import Permission
from portal.policy import is_current, require


def add(
    db: Session,
    actor: Actor,
    circle: Circle,
    worker: Worker,
    *,
    function: MemberFunction,
    purpose: str,
    language: str | None,
    chosen_by_family: bool = False,
    from_on: date | None = None,
    shown: Shown = Shown.USUAL,
) -> Member:
    """Give a worker a place on the team; a new keyworker takes over from the old one, and everyone sees who it is.

    Raises:
        AlreadyOnTeam: the worker has a place on this team now.
    """
    require(actor, Permission.CHANGE_TEAM, circle)
    hold(db, circle.family_id)
    if any(member.worker_id == worker.id for member in _current(db, circle.family_id)):
        raise AlreadyOnTeam(worker.id)
    if function is MemberFunction.KEYWORKER:
        circle = _taken_over(db, actor, circle.family_id, worker.id)
    member = Member(
        family_id=circle.family_id,
        worker_id=worker.id,
        circle_id=circle.id,
        function=function,
        purpose=purpose.strip(),
        purpose_language=language,
        chosen_by_family=chosen_by_family,
        from_on=from_on or clock.today(),
    )
    show_role(member, worker, shown)
    db.add(member)
    record(db, actor, circle.family_id, "member_added", member.id)
    _tell(db, actor, member)
    return member


def change(
    db: Session,
    actor: Actor,
    member: Member,
    *,
    circle: Circle,
    purpose: str,
    language: str | None,
    version: int,
    function: MemberFunction | None = None,
    shown: Shown | None = None,
) -> Member:
    """Change what someone is on the team for, and who in the family sees it.

    Another part begins today, and the one before stays with its last day. A new keyworker takes over from the old one.
    A keyworker stays one until someone else takes over, and is seen by everyone.
    """
    require(actor, Permission.CHANGE_TEAM, member)
    hold(db, member.family_id)
    begun_on(member, version)
    action = "member_changed"
    if member.function is not MemberFunction.KEYWORKER:
        member.circle_id = circle.id
        if function and function is not member.function:
            action = _take_part(db, actor, member, function)
            _tell(db, actor, member)
    member.purpose, member.purpose_language = purpose.strip(), language
    if shown:
        show_role(member, db.get_one(Worker, member.worker_id), shown)
    record(db, actor, member.family_id, action, member.id)
    return member


def show_role(member: Member, worker: Worker, shown: Shown) -> None:
    """Say how the family reads a worker's role; where nobody chose, a sensitive one is shown in other words."""
    if shown is Shown.USUAL:
        shown = Shown.SUPPORT_WORKER if worker.role in SENSITIVE_ROLES else Shown.AS_IT_IS
    member.is_quiet = shown is Shown.NONE
    member.shown_role = shown.instead


def end(db: Session, actor: Actor, member: Member, *, version: int) -> Member:
    """End someone's place: from the next request on they no longer see the family."""
    require(actor, Permission.CHANGE_TEAM, member)
    begun_on(member, version)
    member.until_on = clock.today() - timedelta(days=1)
    record(db, actor, member.family_id, "member_ended", member.id)
    _tell(db, actor, member)
    return member


def _current(db: Session, family_id: uuid.UUID) -> Sequence[Member]:
    return db.scalars(select(Member).where(Member.family_id == family_id, is_current(Member))).all()


def _taken_over(db: Session, actor: Actor, family_id: uuid.UUID, worker_id: uuid.UUID) -> Circle:
    """End the keyworker's place for a new one, and return the circle of everyone, who see who it is."""
    for member in _current(db, family_id):
        if member.function is MemberFunction.KEYWORKER and member.worker_id != worker_id:
            member.until_on = clock.today() - timedelta(days=1)
            record(db, actor, family_id, "member_ended", member.id)
    offer_private_with(db, family_id, worker_id)
    return fill_whole_family(db, family_id)


def _take_part(db: Session, actor: Actor, member: Member, function: MemberFunction) -> str:
    """Give someone on the team another part from today on, and return what the audit calls it."""
    today = clock.today()
    if member.from_on < today:
        db.add(_as_it_was(member, today - timedelta(days=1)))
        member.from_on = today
    member.function = function
    if function is not MemberFunction.KEYWORKER:
        return "member_part_changed"
    member.circle_id = _taken_over(db, actor, member.family_id, member.worker_id).id
    return "member_became_keyworker"


def _as_it_was(member: Member, until_on: date) -> Member:
    return Member(
        family_id=member.family_id,
        worker_id=member.worker_id,
        circle_id=member.circle_id,
        function=member.function,
        purpose=member.purpose,
        purpose_language=member.purpose_language,
        shown_role=member.shown_role,
        is_quiet=member.is_quiet,
        chosen_by_family=member.chosen_by_family,
        from_on=member.from_on,
        until_on=until_on,
    )


def _tell(db: Session, actor: Actor, member: Member) -> None:
    """Tell whoever sees this place that the team changed: of a keyworker, everyone."""
    if member.function is MemberFunction.KEYWORKER:
        notice.tell_family(db, actor, member.family_id, NoticeKind.TEAM_CHANGED)
    else:
        notice.tell_circle(db, actor, member.circle_id, NoticeKind.TEAM_CHANGED)
