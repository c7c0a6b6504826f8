"""The words that a goal had before."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.models import Goal, Wording
from portal.policy import visible_circles
from portal.security.keys import learn_key


@dataclass(frozen=True, slots=True)
class WordingView:
    """How a goal was worded, and until when."""

    words: str
    language: str | None
    until_on: date


def of_goal(db: Session, actor: Actor, family_id: uuid.UUID, goal_id: uuid.UUID) -> tuple[WordingView, ...]:
    """Return the words before those of now, newest first; none of a goal that the actor does not see."""
    ring = learn_key(db, family_id)
    rows = db.execute(
        select(Wording.__table__)
        .join(Goal, Goal.id == Wording.goal_id)
        .where(Goal.id == goal_id, Goal.family_id == family_id, Goal.circle_id.in_(visible_circles(actor)))
        .order_by(Wording.until_at.desc(), Wording.id)
    )
    return tuple(
        WordingView(
            words=ring.open_if(family_id, "wording.words", row.id, row.words),
            language=row.language,
            until_on=clock.local(row.until_at).date(),
        )
        for row in rows
    )
