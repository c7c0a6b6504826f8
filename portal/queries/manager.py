"""The figures on a manager's page. What few people did is not counted, so that no number points at somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median_high

from sqlalchemy import distinct, func, or_, select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.models import Override, Person
from portal.models.words import ConsentStatus, InfoKind
from portal.permission import Permission
from portal.policy import require, visible_families
from portal.queries.override_view import OverrideView
from portal.standing import SAID, is_newest, stands

FEWEST = 5
"""Fewer people than these are not counted, and no total is given that they could be found by."""


@dataclass(frozen=True, slots=True)
class Telling:
    """How soon families are told of what was shared without agreement."""

    told: int
    days: int | None
    """Half of those who were told heard of it within so many days; none where nobody was told."""
    untold: int
    longest: int
    """For how many days the longest of them has waited."""


@dataclass(frozen=True, slots=True)
class Refusals:
    """How many people say no to sharing one kind of information."""

    kind: InfoKind
    people: int | None
    """None: fewer than `FEWEST`."""


def telling(overrides: Sequence[OverrideView]) -> Telling:
    """Return how soon families were told; of what was never shared there is nothing to tell."""
    shared = [one for one in overrides if one.was_shared]
    days = [(one.told_on - clock.local(one.decided_at).date()).days for one in shared if one.told_on]
    waiting = [one.days_untold for one in shared if not one.told_on]
    return Telling(len(days), median_high(days) if days else None, len(waiting), max(waiting, default=0))


def waiting(db: Session, actor: Actor) -> int:
    """Return how many decisions to share without agreement wait for this manager; one's own wait for another."""
    undecided = (
        select(func.count())
        .select_from(Override)
        .where(Override.family_id.in_(visible_families(actor)), Override.manager_said_at.is_(None))
        .where(or_(Override.is_urgent, Override.ended_on.is_(None)), Override.decided_by_id != actor.own_worker)
    )
    return db.scalar(undecided) or 0


def refusals(db: Session, actor: Actor) -> Sequence[Refusals]:
    """Return how many people's newest answer, of those that stand today, is a no: by kind, none left out."""
    require(actor, Permission.LIFT_LOCK)
    counted = (
        select(SAID.kind, func.count(distinct(SAID.decider_id)))
        .join(Person, Person.id == SAID.person_id)
        .where(SAID.family_id.in_(visible_families(actor)), SAID.status == ConsentStatus.REFUSED)
        .where(stands(actor), is_newest(SAID))
        .group_by(SAID.kind)
    )
    people = {row[0]: row[1] for row in db.execute(counted)}
    return [Refusals(kind, count if (count := people.get(kind, 0)) >= FEWEST else None) for kind in InfoKind]
