"""The words that a goal had before."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.models import Account, Goal, Person, Wording, Worker
from portal.models.words import InfoKind
from portal.policy import agreed_people, visible_circles
from portal.queries.face import called
from portal.security.keys import learn_key


@dataclass(frozen=True, slots=True)
class WordingView:
    """How a goal was worded, and until when."""

    words: str
    language: str | None
    until_on: date
    by: str | None
    """Who put other words in their place; empty for somebody whom the reader does not know of."""


def of_goal(db: Session, actor: Actor, family_id: uuid.UUID, goal_id: uuid.UUID) -> tuple[WordingView, ...]:
    """Return the words before those of now, newest first; none of a goal that the actor does not see."""
    ring = learn_key(db, family_id)
    rows = db.execute(
        select(
            Wording.__table__,
            Account.person_id,
            Person.first_name.label("first"),
            Person.known_as.label("known"),
            Worker.first_name.label("worker"),
        )
        .join(Goal, Goal.id == Wording.goal_id)
        .join(Account, Account.id == Wording.by_id)
        .outerjoin(Person, and_(Person.id == Account.person_id, Person.id.in_(agreed_people(actor, InfoKind.CONTACT))))
        .outerjoin(Worker, Worker.id == Account.worker_id)
        .where(Goal.id == goal_id, Goal.family_id == family_id, Goal.circle_id.in_(visible_circles(actor)))
        .order_by(Wording.until_at.desc(), Wording.id)
    )
    return tuple(
        WordingView(
            words=ring.open_if(family_id, "wording.words", row.id, row.words),
            language=row.language,
            until_on=clock.local(row.until_at).date(),
            by=row.worker or called(ring, family_id, row.person_id, row.first, row.known),
        )
        for row in rows
    )
