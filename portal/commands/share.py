"""Shares: made of what may go, opened by a link and a code, answered in two lines, ended."""

import json
import secrets
import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from operator import itemgetter
from typing import TypedDict

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor, the_system
from portal.commands import notice
from portal.commands.edit import hold
from portal.commands.entry import record
from portal.errors import NotFound, SharingChanged
from portal.models import Authority, Family, Person, Share, SharePart
from portal.models.notice_kinds import NoticeKind
from portal.models.sharing_words import Purpose, ShareEnd
from portal.permission import Permission
from portal.policy import require
from portal.queries.coverage import Coverage, Ground, Matter, coverage
from portal.queries.override import standing_parts
from portal.queries.share import Body, ShareView, still_stands
from portal.queries.share_stands import by_rules_of, has_fallen
from portal.security.keys import keyring, learn_key

KEY_BYTES = 24
"""192 random bits in a link: nobody finds one by trying."""
MOST_TRIES = 5
"""Wrong codes in a row, after which a link opens nothing any more."""
A_MOMENT = timedelta(minutes=2)
"""How long after the first a second press may come."""
WEEKS = (1, 2, 4)
"""For how long a link may answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What is shared, with whom and what for."""

    agency_id: uuid.UUID
    to_name: str
    for_what: Purpose
    purpose: str
    body: Body
    """Word for word what the receiver reads."""
    language: str
    grounds: Mapping[Matter, Ground]
    """All that has to stand for it to be read, each with what it stood on when it was looked at."""
    weeks: int
    code_hash: str
    override_id: uuid.UUID | None = None
    """A decision to share without agreement; what it covers needs no yes."""


def make(db: Session, actor: Actor, family_id: uuid.UUID, letter: Letter) -> tuple[Share, str]:
    """Keep what is shared, and return it with the key of its link, which is shown once.

    Raises:
        SharingChanged: since then somebody took a yes back or narrowed it, a manager refused, or a time was over.
    """
    require(actor, Permission.SHARE, family_id)
    learn_key(db, family_id)
    hold(db, family_id)
    covered = _covered(db, actor, family_id, letter)
    if not letter.grounds or not letter.grounds.items() <= covered.grounds.items():
        raise SharingChanged(family_id)
    key, now = secrets.token_urlsafe(KEY_BYTES), clock.now()
    if before := _same_a_moment_ago(db, actor, family_id, letter):
        before.link_lookup, before.code_hash = _lookup(db, key), letter.code_hash
        return before, key
    share = Share(
        family_id=family_id,
        agency_id=letter.agency_id,
        override_id=letter.override_id if covered.by_law & set(letter.grounds) else None,
        to_name=letter.to_name.strip(),
        for_what=letter.for_what,
        purpose=letter.purpose.strip(),
        body=json.dumps(letter.body, ensure_ascii=False),
        language=letter.language,
        made_by_id=actor.own_worker,
        made_at=now,
        link_lookup=_lookup(db, key),
        code_hash=letter.code_hash,
        tries=0,
        ends_at=now + timedelta(weeks=letter.weeks),
        opened_count=0,
    )
    db.add(share)
    db.flush()
    db.add_all(_parts(share, letter.grounds))
    record(db, actor, share.family_id, "share_made", share.id, **_kept(share))
    _tell_family(db, letter.grounds)
    return share, key


def _covered(db: Session, actor: Actor, family_id: uuid.UUID, letter: Letter) -> Coverage:
    """Return what may go now; a decision without agreement is asked for anew."""
    decision = letter.override_id
    parts = standing_parts(db, actor, family_id, letter.agency_id, decision) if decision else ()
    return coverage(db, actor, family_id, letter.agency_id, parts)


class Kept(TypedDict):
    """How the audit keeps an entry."""

    is_change: bool
    is_locked: bool


def _kept(share: Share | ShareView, *, is_change: bool = True) -> Kept:
    """Return how the audit keeps an entry: of what goes without agreement under a lock, and it wakes nothing."""
    is_locked = share.override_id is not None
    return {"is_change": is_change and not is_locked, "is_locked": is_locked}


def _same_a_moment_ago(db: Session, actor: Actor, family_id: uuid.UUID, letter: Letter) -> Share | None:
    """Return the same letter of a moment ago: a second press makes a new link and code for it, and the first ones end."""
    recent = select(Share).where(Share.family_id == family_id, Share.made_by_id == actor.own_worker)
    since = clock.now() - A_MOMENT
    for before in db.scalars(recent.where(Share.made_at > since, Share.opened_at.is_(None), Share.ended_at.is_(None))):
        if before.agency_id == letter.agency_id and json.loads(before.body) == letter.body:
            return before
    return None


def _lookup(db: Session, key: str) -> bytes:
    return keyring(db).master.lookup("share.link", key)


def _parts(share: Share, grounds: Mapping[Matter, Ground]) -> Iterable[SharePart]:
    for (person_id, kind), ground in sorted(grounds.items(), key=itemgetter(0)):
        if ground.override_id:
            yield SharePart(share_id=share.id, person_id=person_id, kind=kind, override_id=ground.override_id)
        for consent_id in ground.consent_ids:
            yield SharePart(share_id=share.id, person_id=person_id, kind=kind, consent_id=consent_id)


def _tell_family(db: Session, grounds: Mapping[Matter, Ground]) -> None:
    """Tell whom it is about, and who said yes; of what goes without agreement nobody is told here."""
    told: set[uuid.UUID] = set()
    for matter, ground in grounds.items():
        if ground.override_id is None:
            told |= {matter[0], *ground.deciders}
    for person in db.scalars(select(Person).where(Person.id.in_(told)).order_by(Person.id)):
        notice.tell(db, person, NoticeKind.SHARED)


def try_code(db: Session, view: ShareView, *, fits: bool) -> bool:
    """Count a code that was tried, and open the share with a right one; say whether it opened.

    The one who tried looked at the code before, since that takes a while; what ended or fell meanwhile does not open.
    """
    learn_key(db, view.family_id)
    hold(db, view.family_id)
    if not still_stands(db, view):
        return False
    still = update(Share).where(Share.id == view.id, Share.ended_at.is_(None), Share.ends_at > clock.now())
    if fits:
        now = clock.now()
        opened: dict[str, object] = {"tries": 0, "opened_last_at": now, "opened_count": Share.opened_count + 1}
        if view.opened_at is None:
            opened["opened_at"] = now
        if not _changed(db, still.values(**opened)):
            return False
        record(db, _anyone(db, view), view.family_id, "share_opened", view.id, **_kept(view, is_change=False))
        return True
    if _changed(db, still.values(tries=Share.tries + 1)):
        _end_where(db, [view.id], ShareEnd.TOO_MANY_TRIES, at_least=MOST_TRIES)
    return False


def reply(db: Session, view: ShareView, words: str) -> bool:
    """Keep the receiver's answer, once, and tell the worker who shared; say whether it was the first.

    Raises:
        NotFound: it was taken back, or is over, since the receiver began to write.
    """
    learn_key(db, view.family_id)
    hold(db, view.family_id)
    if not still_stands(db, view):
        raise NotFound("share", view.id)
    share = db.get_one(Share, view.id, with_for_update=True, populate_existing=True)
    if share.replied_at is not None:
        return False
    share.reply, share.replied_at = words.strip(), clock.now()
    record(db, _anyone(db, view), view.family_id, "share_answered", view.id, **_kept(view))
    notice.tell_worker(db, share.family_id, share.made_by_id, NoticeKind.SHARE_REPLIED)
    return True


def end(db: Session, actor: Actor, family_id: uuid.UUID, share_id: uuid.UUID) -> bool:
    """Let a link answer no more; say whether it did until now. It is a link of this family, or nothing ends."""
    require(actor, Permission.SHARE, family_id)
    learn_key(db, family_id)
    own = db.scalars(select(Share.id).where(Share.id == share_id, Share.family_id == family_id)).all()
    if not _end_where(db, own, ShareEnd.BY_WORKER):
        return False
    record(db, actor, family_id, "share_ended", share_id, **_kept(db.get_one(Share, share_id)))
    return True


def end_fallen(db: Session, family_id: uuid.UUID) -> int:
    """End every share of a family of which a part does not stand any more, for good; return how many.

    A link answers nothing from the moment that a part falls, whether or not this was called. It is called so that
    nothing that is said or changed later lets an old link live again.
    """
    hold(db, family_id)
    db.flush()
    return _end_fallen(db, Family.id == family_id)


def end_all_fallen(db: Session) -> int:
    """End every share of which a part fell by a date or a birthday, when nobody did anything; return how many."""
    return _end_fallen(db, Share.ended_at.is_(None))


def _end_fallen(db: Session, where: ColumnElement[bool]) -> int:
    ended = 0
    for council in db.execute(select(Authority.id, Authority.own_decision_age)):
        fallen = has_fallen(by_rules_of(council.id, council.own_decision_age))
        shares = select(Share.id).join(Family, Family.id == Share.family_id).where(Family.authority_id == council.id)
        ids = db.scalars(shares.where(where, Share.ended_at.is_(None), fallen)).all()
        ended += _end_where(db, ids, ShareEnd.TAKEN_BACK) if ids else 0
    return ended


def _end_where(db: Session, ids: Collection[uuid.UUID], why: ShareEnd, at_least: int = 0) -> int:
    ending = update(Share).where(Share.id.in_(ids), Share.ended_at.is_(None), Share.tries >= at_least)
    return _changed(db, ending.values(ended_at=clock.now(), ended_why=why))


def _changed(db: Session, statement: object) -> int:
    result = db.execute(statement, execution_options={"synchronize_session": False})  # type: ignore[call-overload]
    return int(result.rowcount)


def _anyone(db: Session, view: ShareView) -> Actor:
    """Return who stands in the audit for a receiver, who has no account."""
    authority_id = db.scalar(select(Family.authority_id).where(Family.id == view.family_id))
    if authority_id is None:
        raise NotFound("share", view.id)
    return the_system(authority_id)
