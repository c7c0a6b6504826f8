"""Who is on the team around a family, what for, and until when."""

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
from portal.models.words import MemberFunction, NoticeKind
from portal.policy import Permission, is_current, require


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
) -> Member:
    """Give a worker a place on the team; a new keyworker takes over from the old one, and everyone sees who it is.

    Raises:
        AlreadyOnTeam: the worker has a place on this team now.
    """
    require(actor, Permission.CHANGE_TEAM, circle)
    today = clock.today()
    hold(db, circle.family_id)
    current = db.scalars(select(Member).where(Member.family_id == circle.family_id, is_current(Member))).all()
    if any(member.worker_id == worker.id for member in current):
        raise AlreadyOnTeam(worker.id)
    if function is MemberFunction.KEYWORKER:
        for member in current:
            if member.function is MemberFunction.KEYWORKER:
                member.until_on = today - timedelta(days=1)
        offer_private_with(db, circle.family_id, worker.id)
        circle = fill_whole_family(db, circle.family_id)
    member = Member(
        family_id=circle.family_id,
        worker_id=worker.id,
        circle_id=circle.id,
        function=function,
        purpose=purpose.strip(),
        purpose_language=language,
        chosen_by_family=chosen_by_family,
        from_on=from_on or today,
    )
    db.add(member)
    record(db, actor, circle.family_id, "member_added", member.id)
    notice.tell_circle(db, actor, circle.id, NoticeKind.TEAM_CHANGED)
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
) -> Member:
    """Change what someone is on the team for, and who in the family sees it."""
    require(actor, Permission.CHANGE_TEAM, member)
    begun_on(member, version)
    if member.function is not MemberFunction.KEYWORKER:
        member.circle_id = circle.id
    member.purpose, member.purpose_language = purpose.strip(), language
    record(db, actor, member.family_id, "member_changed", member.id)
    return member


def end(db: Session, actor: Actor, member: Member, *, version: int) -> Member:
    """End someone's place: from the next request on they no longer see the family."""
    require(actor, Permission.CHANGE_TEAM, member)
    begun_on(member, version)
    member.until_on = clock.today() - timedelta(days=1)
    record(db, actor, member.family_id, "member_ended", member.id)
    notice.tell_circle(db, actor, member.circle_id, NoticeKind.TEAM_CHANGED)
    return member
