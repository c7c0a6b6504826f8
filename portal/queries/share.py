"""What was shared: as the receiver reads it by a link, and as the council's workers look after it."""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.errors import NotFound
from portal.models import Agency, Authority, Family, Share, Worker
from portal.models.sharing_words import Purpose, ShareEnd
from portal.models.words import AgencySort
from portal.permission import Permission
from portal.policy import require, visible_families
from portal.queries.face import Face, face
from portal.queries.share_stands import by_rules_of, is_live
from portal.security.keys import keyring, learn_key

Body = Mapping[str, Any]
"""Word for word what the receiver reads."""
ANY_AGE = 16
"""By which the same work is done for a key that is nobody's."""


@dataclass(frozen=True, slots=True)
class ShareView:
    """One thing that was shared."""

    id: uuid.UUID
    family_id: uuid.UUID
    agency_id: uuid.UUID
    agency: str
    agency_sort: AgencySort
    to_name: str
    for_what: Purpose
    purpose: str
    body: Body
    language: str
    made_by: Face
    made_at: datetime
    ends_at: datetime
    ended_at: datetime | None
    ended_why: ShareEnd | None
    opened_at: datetime | None
    opened_last_at: datetime | None
    opened_count: int
    reply: str
    replied_at: datetime | None
    is_live: bool
    """Whether the link answers now."""
    override_id: uuid.UUID | None
    """The decision to share without agreement that some or all of it stands on."""

    @property
    def is_by_law(self) -> bool:
        """Say whether some or all of it goes without agreement."""
        return self.override_id is not None

    @property
    def why_over(self) -> ShareEnd | None:
        """Return why the link answers no more; none when it does, or when its last day went by."""
        if self.is_live:
            return None
        return self.ended_why or (ShareEnd.TAKEN_BACK if self.ends_at > clock.now() else None)


def by_key(db: Session, key: str) -> ShareView | None:
    """Return what a link opens now; none for a key of nobody's and for whatever ended, after the same work.

    Every part is asked for anew in the one statement that finds the share.
    """
    lookup = keyring(db).master.lookup("share.link", key)
    known = db.execute(_by_whose_rules().where(Share.link_lookup == lookup)).one_or_none()
    nobody = uuid.uuid4()
    by_rules = by_rules_of(known.authority_id if known else nobody, known.own_decision_age if known else ANY_AGE)
    row = db.execute(
        _shares(by_rules).where(Share.id == (known.id if known else nobody), is_live(by_rules))
    ).one_or_none()
    return _view(db, row) if row else None


def still_stands(db: Session, view: ShareView) -> bool:
    """Say whether a link that was found before answers still, for whoever writes under a lock."""
    known = db.execute(_by_whose_rules().where(Share.id == view.id)).one()
    live = is_live(by_rules_of(known.authority_id, known.own_decision_age))
    return db.scalar(select(Share.id).where(Share.id == view.id, live)) is not None


def _by_whose_rules() -> Select[uuid.UUID, uuid.UUID, int]:
    return (
        select(Share.id, Authority.id.label("authority_id"), Authority.own_decision_age)
        .join(Family, Family.id == Share.family_id)
        .join(Authority, Authority.id == Family.authority_id)
    )


def fallen_family(db: Session, key: str) -> uuid.UUID | None:
    """Return whose a link is that opens nothing, though nobody ended it and its day has not gone by."""
    lookup = keyring(db).master.lookup("share.link", key)
    waiting = select(Share.family_id).where(Share.ended_at.is_(None), Share.ends_at > clock.now())
    return db.scalar(waiting.where(Share.link_lookup == lookup))


def of_family(db: Session, actor: Actor, family_id: uuid.UUID) -> Sequence[ShareView]:
    """Return everything that was shared of a family, newest first, for the council's workers."""
    require(actor, Permission.SHARE, family_id)
    rows = db.execute(
        _shares(actor)
        .where(Share.family_id == family_id, Share.family_id.in_(visible_families(actor)))
        .order_by(Share.made_at.desc(), Share.id)
    )
    return [_view(db, row) for row in rows]


def one(db: Session, actor: Actor, family_id: uuid.UUID, share_id: uuid.UUID) -> ShareView:
    """Return one thing that was shared; raises `NotFound`."""
    for view in of_family(db, actor, family_id):
        if view.id == share_id:
            return view
    raise NotFound("share", share_id)


def _shares(actor: Actor) -> Select[Any]:
    columns: tuple[Any, ...] = (
        Share,
        is_live(actor).label("is_live"),
        Agency.name.label("agency"),
        Agency.sort.label("agency_sort"),
        Worker.first_name.label("by_first"),
        Worker.last_name.label("by_last"),
    )
    return (
        select(*columns)
        .join(Agency, Agency.id == Share.agency_id)
        .join(Worker, Worker.id == Share.made_by_id)
        .execution_options(populate_existing=True)
    )


def _view(db: Session, row: Row[Any]) -> ShareView:
    share: Share = row.Share
    learn_key(db, share.family_id)
    return ShareView(
        id=share.id,
        family_id=share.family_id,
        agency_id=share.agency_id,
        agency=row.agency,
        agency_sort=row.agency_sort,
        to_name=share.to_name,
        for_what=share.for_what,
        purpose=share.purpose,
        body=json.loads(share.body),
        language=share.language,
        made_by=face(share.made_by_id, row.by_first, row.by_last),
        made_at=share.made_at,
        ends_at=share.ends_at,
        ended_at=share.ended_at,
        ended_why=share.ended_why,
        opened_at=share.opened_at,
        opened_last_at=share.opened_last_at,
        opened_count=share.opened_count,
        reply=share.reply,
        replied_at=share.replied_at,
        is_live=row.is_live,
        override_id=share.override_id,
    )
