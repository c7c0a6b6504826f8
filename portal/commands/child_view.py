"""What a child thinks of sharing something about them, and what a worker made of a difference. Rows are only added."""

import uuid

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.commands import notice
from portal.commands.edit import begun_on, hold
from portal.commands.entry import record
from portal.errors import NotAllowed
from portal.models import ChildView, Consent, Person
from portal.models.notice_kinds import NoticeKind
from portal.models.sharing_words import ChildSays
from portal.models.words import ConsentStatus, InfoKind, Relationship
from portal.permission import Permission
from portal.policy import require
from portal.standing import has_own_say, is_newest

THINKS = {
    ConsentStatus.GIVEN: ChildSays.FINE,
    ConsentStatus.PART: ChildSays.UNSURE,
    ConsentStatus.TALK: ChildSays.UNSURE,
    ConsentStatus.NOT_NOW: ChildSays.UNSURE,
    ConsentStatus.REFUSED: ChildSays.NOT_FINE,
    ConsentStatus.WITHDRAWN: ChildSays.NOT_FINE,
}
"""What somebody thinks who decided this, once they decide no more."""


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


def keep_decided(db: Session, actor: Actor, child: Person) -> None:
    """Keep as what a child thinks whatever they decided while they decided for themself: a no is never lost by it."""
    if not may_think(actor, child):
        return
    hold(db, child.family_id)
    views = select(ChildView).where(ChildView.person_id == child.id)
    thought = {(view.agency_id, view.kind, view.said_at) for view in db.scalars(views)}
    for word in db.scalars(_decided(child)):
        if (word.agency_id, word.kind, word.decided_at) not in thought:
            db.add(_thought(word))


def _decided(child: Person) -> Select[Consent]:
    """Return the newest word of a child's own to each question; what was only asked is none."""
    own = select(Consent).where(Consent.person_id == child.id, Consent.decider_id == child.id)
    return own.where(Consent.status != ConsentStatus.ASKED, is_newest(Consent))


def _thought(word: Consent) -> ChildView:
    return ChildView(
        family_id=word.family_id,
        person_id=word.person_id,
        agency_id=word.agency_id,
        kind=word.kind,
        says=THINKS[word.status],
        words=word.part,
        language=word.notice_language,
        written_by_id=word.written_by_id,
        said_at=word.decided_at,
    )


def may_think(actor: Actor, child: Person) -> bool:
    """Say whether somebody is asked what they think, because others decide."""
    is_here = child.relationship is not Relationship.UNBORN
    return is_here and not has_own_say(child, clock.today(), actor.own_decision_age)


def weigh(db: Session, actor: Actor, view: ChildView, *, words: str, holds: ConsentStatus, version: int) -> ChildView:
    """Keep what a worker made of how a child sees it; the audit keeps every version of it.

    Args:
        holds: what holds of the grown-ups' decisions; once something else does, it is looked at anew.
    """
    require(actor, Permission.RECORD_SHARING, view)
    begun_on(view, version)
    view.weighed_by_id, view.weighed_at, view.weighed = actor.own_worker, clock.now(), words.strip()
    view.held_then = holds
    record(db, actor, view.family_id, "child_view_weighed", view.id, reason=words)
    return view
