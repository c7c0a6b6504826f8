"""What may go to one agency: per person and kind, exactly what the decisions on sharing cover, and nothing else."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.actor import Actor
from portal.models.sharing_words import Purpose
from portal.models.words import InfoKind, Relationship
from portal.queries import share_lines, share_stock
from portal.queries.coverage import Coverage, Matter, Why, coverage
from portal.queries.override import StandingPart
from portal.queries.share_lines import Line

__all__ = ["Gathered", "KindOf", "LeftOut", "PersonOf", "gather"]


@dataclass(frozen=True, slots=True)
class KindOf:
    """Information of one kind about one person."""

    kind: InfoKind
    lines: tuple[Line, ...]
    part: tuple[str, ...]
    """In whose words only a part may go: then each line has to be chosen by hand, and none is chosen yet."""
    others: frozenset[Purpose] = frozenset()
    """What else they said yes for than what it is shared for now: then each line has to be chosen, too."""

    @property
    def is_chosen(self) -> bool:
        """Say whether each line has to be chosen by hand."""
        return bool(self.part or self.others)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What may not go, and why."""

    kind: InfoKind
    why: Why


@dataclass(frozen=True, slots=True)
class PersonOf:
    """Someone about whom something may go."""

    id: uuid.UUID
    relationship: Relationship
    name: str
    """What they go by; for workers of the council alone."""
    is_named: bool
    """Whether the receiver may read the name."""
    kinds: tuple[KindOf, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything that may go, as it is now."""

    people: tuple[PersonOf, ...]
    together: tuple[Line, ...]
    """What belongs to several people at once, such as the next steps; each of them agreed."""
    coverage: Coverage

    @property
    def lines(self) -> Sequence[Line]:
        """Return every line, whole kinds and parts."""
        own = [line for one in self.people for kind in one.kinds for line in kind.lines]
        return [*own, *self.together]

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing that may go."""
        return not self.lines


def gather(
    db: Session,
    actor: Actor,
    family_id: uuid.UUID,
    agency_id: uuid.UUID,
    override: Iterable[StandingPart] = (),
    *,
    is_alone: bool = False,
    for_what: Purpose | None = None,
) -> Gathered:
    """Return what may go to an agency now, about whom, and what may not and why.

    Args:
        actor: a worker of the council who sees the family, or one of the agency itself.
        override: the parts of a decision to share without agreement that stands; they need no yes.
        is_alone: nothing goes but these parts.
        for_what: what it is shared for; none: an account, which shows each thing for what was agreed about it.

    Raises:
        NotFound: no such family, or one the actor may not know of.
    """
    covered = coverage(db, actor, family_id, agency_id, override, is_alone=is_alone, for_what=for_what)
    stock = share_stock.stock_of(db, actor, family_id, covered)
    people = tuple(_person(covered, one, share_lines.own(stock, one)) for one in stock.people)
    return Gathered(people, tuple(share_lines.together(stock)), covered)


def _person(covered: Coverage, one: share_stock.Known, lines: Sequence[Line]) -> PersonOf:
    by_kind = {kind: tuple(line for line in lines if line.kind is kind) for kind in InfoKind}
    return PersonOf(
        id=one.id,
        relationship=one.relationship,
        name=one.name,
        is_named=covered.whole(one.id, InfoKind.CONTACT),
        kinds=tuple(
            KindOf(kind, by_kind[kind], ground.part, ground.others(covered.for_what))
            for kind in InfoKind
            if (ground := covered.grounds.get((one.id, kind)))
        ),
        left_out=tuple(
            LeftOut(kind, covered.why(one.id, kind))
            for kind in InfoKind
            if not (by_kind[kind] or covered.whole(one.id, kind) or covered.is_part(one.id, kind))
        ),
    )


def needs(lines: Iterable[Line]) -> frozenset[Matter]:
    """Return all that has to stand for these lines to be read."""
    return frozenset(need for line in lines for need in line.every_need)
