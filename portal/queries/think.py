"""What a young person is asked to think about: sharing about them that a grown-up decides."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.errors import NotFound
from portal.models import Agency, Consent
from portal.models.sharing_words import Purpose
from portal.models.words import AgencySort, InfoKind, Relationship
from portal.policy import visible_families
from portal.queries import child_view, circle, member, person
from portal.queries.child_view import ViewRow
from portal.queries.prepared import OF_FAMILY, Sort, any_of, run
from portal.standing import has_own_say


@dataclass(frozen=True, slots=True)
class Thought:
    """One thing to think about, and what they said to it. Nothing of what a grown-up decided."""

    id: uuid.UUID
    kind: InfoKind
    agency_id: uuid.UUID
    agency: str
    """Its name; empty where they do not see it on the team: `agency_sort` is all they read."""
    agency_sort: AgencySort
    for_what: Purpose | None
    said: tuple[ViewRow, ...]
    """Newest first."""

    @property
    def waits(self) -> bool:
        """Say whether they said nothing yet."""
        return not self.said


def of_young(db: Session, actor: Actor) -> Sequence[Thought]:
    """Return what grown-ups were asked about a young person; nothing to who decides for themself."""
    me = person.get(db, actor, actor.own_family, actor.own_person)
    if me.relationship is Relationship.UNBORN or has_own_say(me, clock.today(), actor.own_decision_age):
        return []
    rows = run(db, _asked(actor.sort), actor, actor.own_family).all()
    if not rows:
        return []
    team = member.of_family(db, actor, actor.own_family, circle.seen_by(db, actor, actor.own_family))
    known = {one.agency_id for one in team if one.agency_is_partner and actor.person_id in one.circle.person_ids}
    said = child_view.of_family(db, actor, actor.own_family)
    found: dict[tuple[uuid.UUID, InfoKind], Thought] = {}
    for row in rows:
        found.setdefault((row.agency_id, row.kind), _thought(actor, row, said, is_named=row.agency_id in known))
    return sorted(found.values(), key=lambda one: (not one.waits, one.agency, list(InfoKind).index(one.kind)))


def _thought(actor: Actor, row: Any, said: Sequence[ViewRow], *, is_named: bool) -> Thought:
    return Thought(
        id=uuid.uuid5(actor.own_person, f"think/{row.agency_id}/{row.kind}"),
        kind=row.kind,
        agency_id=row.agency_id,
        agency=row.agency if is_named else "",
        agency_sort=row.agency_sort,
        for_what=row.for_what,
        said=tuple(one for one in said if (one.agency_id, one.kind) == (row.agency_id, row.kind)),
    )


def find(thoughts: Iterable[Thought], id_: uuid.UUID) -> Thought:
    """Return one of them by its address; raises `NotFound`."""
    for thought in thoughts:
        if thought.id == id_:
            return thought
    raise NotFound("thought", id_)


@cache
def _asked(sort: Sort) -> Select[Any]:
    actor = any_of(sort)
    columns: tuple[Any, ...] = (Consent.agency_id, Consent.kind, Consent.for_what, Agency.name.label("agency"))
    return (
        select(*columns, Agency.sort.label("agency_sort"))
        .join(Agency, Agency.id == Consent.agency_id)
        .where(Consent.family_id == OF_FAMILY, Consent.family_id.in_(visible_families(actor)))
        .where(Consent.person_id == actor.person_id, Consent.decider_id != actor.person_id)
        .order_by(Consent.decided_at.desc(), Consent.id)
    )
