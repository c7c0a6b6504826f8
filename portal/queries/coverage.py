"""What the decisions on sharing let go to one agency, about whom and of which kind, and why the rest may not."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from portal.actor import Actor
from portal.errors import NotFound
from portal.models import Family, Person
from portal.models.sharing_words import Purpose
from portal.models.words import YES, ConsentStatus, FamilyStatus, InfoKind
from portal.policy import visible_families
from portal.queries.override import StandingPart
from portal.security.keys import learn_key
from portal.standing import SAID, counts, is_newest, stands

Matter = tuple[uuid.UUID, InfoKind]
"""Information of one kind about one person."""


class Goes(StrEnum):
    """How much may go."""

    ALL = "all"
    PART = "part"


class Why(StrEnum):
    """Why something may not go."""

    NOT_ASKED = "not_asked"
    WAITS = "waits"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    TALK = "talk"
    NOT_NOW = "not_now"
    OVER = "over"
    DISAGREE = "disagree"
    """Of two who decide, one said yes and the other did not."""
    APART = "apart"
    """They said yes to it, and this is shared on a decision without agreement alone."""
    FOR_OTHER = "for_other"
    """They said yes to it for something else."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What lets one kind of information about one person go."""

    consent_ids: tuple[uuid.UUID, ...] = ()
    """The decisions that it stands on, one of each who decides."""
    deciders: frozenset[uuid.UUID] = frozenset()
    part: tuple[str, ...] = ()
    """Which part may go, in the deciders' words; none: all of it may."""
    override_id: uuid.UUID | None = None
    """The decision to share without agreement, where it stands on one."""
    purposes: frozenset[Purpose] = frozenset()
    """What they were asked for; none where that was told in free words alone."""

    def others(self, for_what: Purpose | None) -> frozenset[Purpose]:
        """Return the other purposes that a yes was said for; to help the family together takes every purpose in."""
        if for_what is None:
            return frozenset()
        return self.purposes - {for_what, Purpose.HELP_TOGETHER}


@dataclass(frozen=True, slots=True)
class Coverage:
    """What may go to one agency."""

    grounds: Mapping[Matter, Ground]
    why_not: Mapping[Matter, Why]
    for_what: Purpose | None = None
    """What it is to go for; none: for whatever it was agreed to."""

    def whole(self, person_id: uuid.UUID, kind: InfoKind) -> bool:
        """Say whether all information of this kind about this person may go, as it is, for this."""
        ground = self.grounds.get((person_id, kind))
        return ground is not None and not ground.part and not ground.others(self.for_what)

    def any(self, person_id: uuid.UUID, kind: InfoKind) -> bool:
        """Say whether at least a part may go."""
        return (person_id, kind) in self.grounds

    @property
    def by_law(self) -> frozenset[Matter]:
        """Return what goes without agreement."""
        return frozenset(matter for matter, ground in self.grounds.items() if ground.override_id)

    def is_part(self, person_id: uuid.UUID, kind: InfoKind) -> bool:
        """Say whether only a part may go."""
        ground = self.grounds.get((person_id, kind))
        return ground is not None and bool(ground.part)

    def why(self, person_id: uuid.UUID, kind: InfoKind) -> Why:
        """Return why nothing of this kind about this person may go as it is."""
        if (person_id, kind) in self.grounds:
            return Why.FOR_OTHER
        return self.why_not.get((person_id, kind), Why.NOT_ASKED)


NOTHING = Coverage({}, {})


def coverage(
    db: Session,
    actor: Actor,
    family_id: uuid.UUID,
    agency_id: uuid.UUID,
    override: Iterable[StandingPart] = (),
    *,
    is_alone: bool = False,
    for_what: Purpose | None = None,
) -> Coverage:
    """Return what may go to an agency today. Of a family whose help has ended nothing goes.

    Args:
        override: the parts of a decision to share without agreement that stands; they need no yes.
        is_alone: nothing goes but these parts.
        for_what: what it is to go for; none: for whatever it was agreed to.

    Raises:
        NotFound: no such family, or one the actor may not know of.
    """
    if has_ended(db, actor, family_id):
        return NOTHING
    grounds: dict[Matter, Ground] = {}
    why_not: dict[Matter, Why] = {}
    for matter, rows in _said(db, actor, family_id, agency_id).items():
        found = _weighed(db, family_id, rows)
        if isinstance(found, Ground):
            grounds[matter] = found
        else:
            why_not[matter] = found
    if is_alone:
        why_not |= dict.fromkeys(grounds, Why.APART)
        grounds = {}
    grounds |= {(part.person_id, part.kind): Ground(override_id=part.override_id) for part in override}
    return Coverage(grounds, why_not, for_what)


def has_ended(db: Session, actor: Actor, family_id: uuid.UUID) -> bool:
    """Say whether the help of a family has ended, so that nothing of it goes; raises `NotFound`."""
    status = db.scalar(select(Family.status).where(Family.id == family_id, Family.id.in_(visible_families(actor))))
    if status is None:
        raise NotFound("family", family_id)
    return status is FamilyStatus.CLOSED


def _said(db: Session, actor: Actor, family_id: uuid.UUID, agency_id: uuid.UUID) -> Mapping[Matter, list[Row[Any]]]:
    """Return the newest decision of each who may decide today, and the questions that wait, by what they are about."""
    columns: tuple[Any, ...] = (SAID.id, SAID.person_id, SAID.decider_id, SAID.kind, SAID.status, SAID.for_what)
    statement: Select[Any] = (
        select(*columns, SAID._part.label("part"), counts(SAID).label("is_on"))  # noqa: SLF001 (the sealed column)
        .join(Person, Person.id == SAID.person_id)
        .where(SAID.family_id == family_id, SAID.agency_id == agency_id, stands(actor), is_newest(SAID))
        .order_by(SAID.decided_at, SAID.id)
    )
    found: dict[Matter, list[Row[Any]]] = {}
    for row in db.execute(statement):
        found.setdefault((row.person_id, row.kind), []).append(row)
    return found


def _weighed(db: Session, family_id: uuid.UUID, rows: list[Row[Any]]) -> Ground | Why:
    """Return what several people's newest words let go, and by which of them; or why nothing does."""
    found = weigh(rows)
    if isinstance(found, Why):
        return found
    standing = [row for row in rows if row.is_on and row.status in YES]
    parts = [row for row in standing if row.status is ConsentStatus.PART]
    ring = learn_key(db, family_id)
    return Ground(
        consent_ids=tuple(row.id for row in standing),
        deciders=frozenset(row.decider_id for row in standing),
        purposes=frozenset(row.for_what for row in standing if row.for_what),
        part=tuple(ring.open_if(family_id, "consent.part", row.id, row.part) for row in parts),
    )


def weigh(rows: Sequence[Any]) -> Goes | Why:
    """Return what the newest words of all who decide come to: the careful answer holds. In SQL: `portal.policy`.

    Args:
        rows: with `status`, and `is_on` where the time of it is not over.
    """
    decided = [row for row in rows if row.status is not ConsentStatus.ASKED]
    if not decided:
        return Why.WAITS
    standing = [row for row in decided if row.is_on and row.status in YES]
    against = [row for row in decided if row.status not in YES]
    if against:
        return Why.DISAGREE if standing else Why(against[-1].status)
    parts = [row for row in decided if row.status is ConsentStatus.PART]
    if not standing or not all(row.is_on for row in parts):
        return Why.OVER
    return Goes.PART if parts else Goes.ALL
