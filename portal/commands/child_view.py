"""What a child thinks of sharing something about them, and what a worker made of a difference. Rows are only added."""

import uuid

from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.commands import notice
from portal.commands.entry import record
from portal.errors import NotAllowed
from portal.models import ChildView, Person
from portal.models.notice_kinds import NoticeKind
from portal.models.sharing_words import ChildSays
from portal.models.words import InfoKind, Relationship
from portal.permission import Permission
from portal.policy import require
from portal.standing import has_own_say


def say(
    db: Session,
    actor: Actor,
    child: Person,
    *,
    agency_id: uuid.UUID,
    kind: InfoKind,
    says: ChildSays,
    words: str,
    language: str,
) -> ChildView:
    """Keep what a child thinks, said by themself or beside a worker; it decides nothing. Tell the keyworker of it.

    Raises:
        NotAllowed: somebody speaks for another; or the person decides for themself, so that they are asked for real.
    """
    require(actor, Permission.SAY, child)
    is_their_own = not actor.is_family or child.id == actor.person_id
    if not is_their_own or not may_think(actor, child):
        raise NotAllowed(Permission.SAY)
    view = ChildView(
        family_id=child.family_id,
        person_id=child.id,
        agency_id=agency_id,
        kind=kind,
        says=says,
        words=words.strip(),
        language=language,
        written_by_id=actor.worker_id,
        said_at=clock.now(),
    )
    db.add(view)
    record(db, actor, view.family_id, "child_view_said", view.id)
    if actor.is_family:
        notice.tell_keyworkers(db, view.family_id, NoticeKind.VOICE_SAID)
    return view


def may_think(actor: Actor, child: Person) -> bool:
    """Say whether somebody is asked what they think, because others decide."""
    is_here = child.relationship is not Relationship.UNBORN
    return is_here and not has_own_say(child, clock.today(), actor.own_decision_age)


def weigh(db: Session, actor: Actor, view: ChildView, *, words: str) -> ChildView:
    """Keep what a worker made of how a child sees it; the audit keeps every version of it."""
    require(actor, Permission.RECORD_SHARING, view)
    view.weighed_by_id, view.weighed_at, view.weighed = actor.own_worker, clock.now(), words.strip()
    record(db, actor, view.family_id, "child_view_weighed", view.id, reason=words)
    return view
