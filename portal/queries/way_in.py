"""New ways in: the codes that workers made for somebody who signs in already, told on each of their devices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.models import Member, NewWayIn, Worker
from portal.models.words import MemberFunction
from portal.policy import is_current


@dataclass(frozen=True, slots=True)
class MadeWayIn:
    """A new code that a worker made for someone who signs in already."""

    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class News:
    """A new way in that someone has not been told of yet on this device."""

    made: MadeWayIn
    ring: str
    """Whom to ring about it; empty when nobody has the family's key place today."""
    phone: str


TOLD_FOR = timedelta(days=30)
"""For how long someone is told of a new way in."""


def new_ways_in(db: Session, actor: Actor, *, at_most: int = 3) -> Sequence[MadeWayIn]:
    """Return the codes that workers made for the actor, who signs in already; the newest first."""
    rows = db.execute(
        select(NewWayIn.made_at, Worker.first_name)
        .join(Worker, Worker.id == NewWayIn.made_by_id)
        .where(NewWayIn.account_id == actor.account_id, NewWayIn.made_at > clock.now() - TOLD_FOR)
        .order_by(NewWayIn.made_at.desc(), NewWayIn.id)
        .limit(at_most)
    )
    return [MadeWayIn(row.made_at, row.first_name) for row in rows]


def news(db: Session, actor: Actor) -> News | None:
    """Return the newest way in that the actor was not told of here, and whom to ring about it: their keyworker."""
    made = next(iter(new_ways_in(db, actor, at_most=1)), None)
    if made is None:
        return None
    place = select(Worker.first_name, Worker.phone).join(Member, Member.worker_id == Worker.id)
    keyworker = (Member.family_id == actor.family_id, Member.function == MemberFunction.KEYWORKER)
    row = db.execute(place.where(*keyworker, is_current(Member))).first()
    return News(made, row.first_name if row else "", (row.phone or "") if row else "")
