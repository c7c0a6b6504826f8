"""What was shared, as those it is about may read it: of themself, and of those they decide for, and no more.

What went without agreement is there only for who was told of that. To anyone else a letter that holds such parts beside
others is a letter of the others alone: words that were written over all of it are left out, as where there are none.
"""

import json
import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.actor import Actor
from portal.models import Agency, Share, SharePart
from portal.models.sharing_words import Purpose
from portal.models.words import AgencySort, InfoKind
from portal.policy import visible_circles
from portal.queries import circle, concerned, member, pages, person
from portal.queries.asking import decides_about
from portal.queries.concerned import Concern
from portal.queries.face import Face
from portal.queries.person import PersonView
from portal.queries.share import Body
from portal.queries.share_stands import is_live
from portal.security.keys import learn_key


@dataclass(frozen=True, slots=True)
class About:
    """What was shared about one person."""

    face: Face
    is_self: bool
    kinds: tuple[InfoKind, ...]
    without: tuple[InfoKind, ...]
    """Those of the kinds that went without agreement."""
    lines: tuple[Mapping[str, Any], ...]
    """Word for word, as far as the reader sees these things at home too."""


@dataclass(frozen=True, slots=True)
class OwnShare:
    """One thing that was shared. Why it ended is not in it: that may be another's decision."""

    id: uuid.UUID
    agency: str
    """Its name; empty where the reader may not learn it: then no free text is told either."""
    agency_sort: AgencySort
    to_name: str
    for_what: Purpose
    purpose: str
    asks: tuple[str, ...]
    language: str
    made_by: str
    """Empty for a worker whom the reader does not know."""
    made_at: datetime
    ends_at: datetime
    is_live: bool
    opened_at: datetime | None
    opened_last_at: datetime | None
    opened_count: int
    reply: str
    replied_at: datetime | None
    own_yes: bool
    """Whether the reader can end it: by taking a yes of their own back."""
    abouts: tuple[About, ...]
    why_over: None = None

    @property
    def is_without(self) -> bool:
        """Say whether the reader was told that some of it went without agreement."""
        return any(about.without for about in self.abouts)

    @property
    def is_all_without(self) -> bool:
        """Say whether all of it did, as far as the reader knows."""
        return all(about.kinds == about.without for about in self.abouts)


def of_actor(db: Session, actor: Actor) -> Sequence[OwnShare]:
    """Return what was shared about the actor, and about those they decide for on their own yes, newest first."""
    learn_key(db, actor.own_family)
    people = person.of_family(db, actor, actor.own_family)
    own = next((one for one in people if one.id == actor.person_id), None)
    mine = {one.id: one for one in people if own and _is_theirs(own, one, actor)}
    known = {asked.agency_id: asked.agency for asked in pages.questions(db, actor) if asked.is_named}
    circles = {str(id_) for id_ in db.scalars(visible_circles(actor))}
    workers = _workers(db, actor)
    rows = list(db.execute(_shares(actor, mine)))
    concerns = concerned.of_shares(db, actor, [row.Share.id for row in rows], mine)
    return [_view(row, mine, concerns[row.Share.id], {**known, **workers}, circles, actor) for row in rows]


def _workers(db: Session, actor: Actor) -> Mapping[uuid.UUID, str]:
    """Return the workers whom the reader knows: those whom they see on the team."""
    team = member.of_family(db, actor, actor.own_family, circle.seen_by(db, actor, actor.own_family))
    return {one.worker_id: one.face.first_name for one in team}


def _is_theirs(own: PersonView, one: PersonView, actor: Actor) -> bool:
    return own.id == one.id or decides_about(own, one, actor.own_decision_age)


def _shares(actor: Actor, people: Collection[uuid.UUID]) -> Any:
    about = select(SharePart.share_id).where(SharePart.person_id.in_(people), concerned.concerns(actor))
    columns: tuple[Any, ...] = (Share, is_live(actor).label("is_live"), Agency.name.label("agency"), Agency.sort)
    return (
        select(*columns)
        .join(Agency, Agency.id == Share.agency_id)
        .where(Share.family_id == actor.own_family, Share.id.in_(about))
        .order_by(Share.made_at.desc(), Share.id)
        .execution_options(populate_existing=True)
    )


def _view(
    row: Any,
    mine: Mapping[uuid.UUID, PersonView],
    concern: Concern,
    known: Mapping[uuid.UUID, str],
    circles: Collection[str],
    actor: Actor,
) -> OwnShare:
    share: Share = row.Share
    name = known.get(share.agency_id, "")
    body: Body = _body(share) if name else {}
    knows_whom = bool(name) and concern.is_all
    reads_words = knows_whom and concern.knows_law
    reads_reply = reads_words and concern.reads_reply
    return OwnShare(
        id=share.id,
        agency=name,
        agency_sort=row.sort,
        to_name=share.to_name if knows_whom else "",
        for_what=share.for_what if concern.knows_law else concern.agreed_for,
        purpose=share.purpose if reads_words else "",
        asks=tuple(body.get("asks", ())) if reads_words else (),
        language=share.language,
        made_by=known.get(share.made_by_id, ""),
        made_at=share.made_at,
        ends_at=share.ends_at,
        is_live=row.is_live,
        opened_at=share.opened_at,
        opened_last_at=share.opened_last_at,
        opened_count=share.opened_count,
        reply=share.reply if reads_reply else "",
        replied_at=share.replied_at if reads_reply else None,
        own_yes=concern.own_yes,
        abouts=tuple(_abouts(mine, concern, body, circles, actor)),
    )


def _body(share: Share) -> Body:
    body: Body = json.loads(share.body)
    return body


def _abouts(
    mine: Mapping[uuid.UUID, PersonView],
    concern: Concern,
    body: Body,
    circles: Collection[str],
    actor: Actor,
) -> Iterator[About]:
    for id_, one in mine.items():
        if told := concern.kinds.get(id_):
            without, is_self = concern.without.get(id_, frozenset()), id_ == actor.person_id
            lines = (line for line in _lines(id_, told, body, is_self=is_self) if _is_read(line, concern))
            yield About(
                face=one.face,
                is_self=is_self,
                kinds=tuple(kind for kind in InfoKind if kind in told),
                without=tuple(kind for kind in InfoKind if kind in without),
                lines=tuple(line for line in lines if line["circle"] in circles or (is_self and not line["circle"])),
            )


def _lines(about: uuid.UUID, told: Collection[InfoKind], body: Body, *, is_self: bool) -> Iterator[Mapping[str, Any]]:
    """Yield the lines about one person, and of oneself those about several at once."""
    for entry in body.get("people", ()):
        if entry["person"] == str(about):
            yield from (line for kind in entry["kinds"] if kind["kind"] in told for line in kind["lines"])
    if is_self:
        yield from (line for kind in body.get("together", ()) if kind["kind"] in told for line in kind["lines"])


def _is_read(line: Mapping[str, Any], concern: Concern) -> bool:
    """Say whether the reader knows of all that a line stands on."""
    return concern.knows_law or not line.get("by_law")
