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

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from portal.actor import Actor
from portal.models import Agency, Consent, OverrideTold, Share, SharePart, Worker
from portal.models.sharing_words import Purpose
from portal.models.words import AgencySort, InfoKind
from portal.policy import visible_circles
from portal.queries import pages, person
from portal.queries.asking import decides_about
from portal.queries.face import Face, face
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
    made_by: Face
    made_at: datetime
    ends_at: datetime
    is_live: bool
    opened_at: datetime | None
    opened_last_at: datetime | None
    opened_count: int
    reply: str
    replied_at: datetime | None
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


@dataclass(frozen=True, slots=True)
class Parts:
    """What of one letter a reader may know of."""

    kinds: Mapping[uuid.UUID, frozenset[InfoKind]]
    """By whom of theirs it is about."""
    without: Mapping[uuid.UUID, frozenset[InfoKind]]
    """Those of them that went without agreement."""
    reads_all: bool
    """Whether they know of all that went without agreement: then they read what was written over all of it."""
    agreed_for: Purpose
    """What the things that were agreed to were asked for."""


def of_actor(db: Session, actor: Actor) -> Sequence[OwnShare]:
    """Return what was shared about the actor and about those they decide for, newest first."""
    learn_key(db, actor.own_family)
    people = person.of_family(db, actor, actor.own_family)
    own = next((one for one in people if one.id == actor.person_id), None)
    mine = {one.id: one for one in people if own and _is_theirs(own, one, actor)}
    known = {asked.agency_id: asked.agency for asked in pages.questions(db, actor) if asked.is_named}
    circles = {str(id_) for id_ in db.scalars(visible_circles(actor))}
    rows = list(db.execute(_shares(actor, mine)))
    parts = _parts(db, actor, [row.Share.id for row in rows], mine)
    return [_view(row, mine, parts[row.Share.id], known, circles, actor) for row in rows]


def _is_theirs(own: PersonView, one: PersonView, actor: Actor) -> bool:
    return own.id == one.id or decides_about(own, one, actor.own_decision_age)


def _shares(actor: Actor, people: Collection[uuid.UUID]) -> Any:
    told_of = or_(SharePart.override_id.is_(None), SharePart.override_id.in_(_told(actor)))
    about = select(SharePart.share_id).where(SharePart.person_id.in_(people), told_of)
    columns: tuple[Any, ...] = (Share, is_live(actor).label("is_live"), Agency.name.label("agency"), Agency.sort)
    return (
        select(*columns, Worker.first_name, Worker.last_name)
        .join(Agency, Agency.id == Share.agency_id)
        .join(Worker, Worker.id == Share.made_by_id)
        .where(Share.family_id == actor.own_family, Share.id.in_(about))
        .order_by(Share.made_at.desc(), Share.id)
        .execution_options(populate_existing=True)
    )


def _told(actor: Actor) -> Select[uuid.UUID]:
    """Return the SELECT of the decisions without agreement that the reader was told of."""
    own = OverrideTold.person_id == actor.own_person
    return select(OverrideTold.override_id).where(OverrideTold.family_id == actor.own_family, own)


def _parts(
    db: Session, actor: Actor, ids: Collection[uuid.UUID], mine: Collection[uuid.UUID]
) -> Mapping[uuid.UUID, Parts]:
    """Return what of each letter the reader may know of."""
    told = set(db.scalars(_told(actor)))
    columns: tuple[Any, ...] = (SharePart.share_id, SharePart.person_id, SharePart.kind, SharePart.override_id)
    found: dict[uuid.UUID, list[Any]] = {id_: [] for id_ in ids}
    for row in db.execute(
        select(*columns, Consent.for_what)
        .outerjoin(Consent, Consent.id == SharePart.consent_id)
        .where(SharePart.share_id.in_(ids))
        .order_by(SharePart.id)
    ):
        found[row.share_id].append(row)
    return {id_: _known_of(rows, told, mine) for id_, rows in found.items()}


def _known_of(rows: Sequence[Any], told: Collection[uuid.UUID], mine: Collection[uuid.UUID]) -> Parts:
    kinds: dict[uuid.UUID, frozenset[InfoKind]] = {}
    without: dict[uuid.UUID, frozenset[InfoKind]] = {}
    own = [row for row in rows if row.person_id in mine and (row.override_id is None or row.override_id in told)]
    for row in own:
        kinds[row.person_id] = kinds.get(row.person_id, frozenset()) | {row.kind}
        if row.override_id:
            without[row.person_id] = without.get(row.person_id, frozenset()) | {row.kind}
    agreed_for = (row.for_what for row in own if row.for_what)
    return Parts(
        kinds=kinds,
        without=without,
        reads_all=all(row in own for row in rows if row.override_id),
        agreed_for=next(agreed_for, Purpose.OTHER),
    )


def _view(
    row: Any,
    mine: Mapping[uuid.UUID, PersonView],
    parts: Parts,
    known: Mapping[uuid.UUID, str],
    circles: Collection[str],
    actor: Actor,
) -> OwnShare:
    share: Share = row.Share
    name = known.get(share.agency_id, "")
    body: Body = _body(share) if name else {}
    reads_words = bool(name) and parts.reads_all
    return OwnShare(
        id=share.id,
        agency=name,
        agency_sort=row.sort,
        to_name=share.to_name if name else "",
        for_what=share.for_what if parts.reads_all else parts.agreed_for,
        purpose=share.purpose if reads_words else "",
        asks=tuple(body.get("asks", ())) if reads_words else (),
        language=share.language,
        made_by=face(share.made_by_id, row.first_name, row.last_name),
        made_at=share.made_at,
        ends_at=share.ends_at,
        is_live=row.is_live,
        opened_at=share.opened_at,
        opened_last_at=share.opened_last_at,
        opened_count=share.opened_count,
        reply=share.reply if reads_words else "",
        replied_at=share.replied_at if reads_words else None,
        abouts=tuple(_abouts(mine, parts, body, circles, actor)),
    )


def _body(share: Share) -> Body:
    body: Body = json.loads(share.body)
    return body


def _abouts(
    mine: Mapping[uuid.UUID, PersonView],
    parts: Parts,
    body: Body,
    circles: Collection[str],
    actor: Actor,
) -> Iterator[About]:
    for id_, one in mine.items():
        if told := parts.kinds.get(id_):
            without, is_self = parts.without.get(id_, frozenset()), id_ == actor.person_id
            lines = (line for line in _lines(id_, told, body, is_self=is_self) if _is_read(line, parts))
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


def _is_read(line: Mapping[str, Any], parts: Parts) -> bool:
    """Say whether the reader knows of all that a line stands on."""
    return parts.reads_all or not line.get("by_law")
