"""A child's round beside a worker: begun, gone through one question after the other, stopped, ended."""

import uuid

from sqlalchemy import update
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.commands.entry import record
from portal.errors import NotAllowed
from portal.models import ChildRound, Person
from portal.models.words import Relationship
from portal.policy import Permission, require
from portal.security.keys import learn_key

FIRST = "said"
"""Where a round begins: with what came back to what the child said before."""


def begin(db: Session, actor: Actor, person: Person, *, language: str, present: str = "") -> ChildRound:
    """Begin a round.

    Args:
        present: who is in the room, in the worker's words.

    Raises:
        NotAllowed: this is no worker of the council, or no child.
    """
    require(actor, Permission.SIT_BESIDE, person)
    if person.relationship is not Relationship.CHILD:
        raise NotAllowed(Permission.SIT_BESIDE)
    now = clock.now()
    made = ChildRound(
        family_id=person.family_id,
        person_id=person.id,
        worker_id=actor.own_worker,
        language=language,
        present=present.strip(),
        began_at=now,
        last_at=now,
        where=FIRST,
        passed=(),
    )
    learn_key(db, person.family_id)
    db.add(made)
    record(db, actor, person.family_id, "child_round_begun", made.id)
    return made


def touch(db: Session, actor: Actor, round_id: uuid.UUID) -> None:
    """Write down that the device was touched now."""
    _change(db, actor, round_id, last_at=clock.now())


def end(db: Session, actor: Actor, round_id: uuid.UUID) -> None:
    """End a round. What was said in it stays."""
    _change(db, actor, round_id, ended_at=clock.now())


def _change(db: Session, actor: Actor, round_id: uuid.UUID, **values: object) -> None:
    own = (ChildRound.id == round_id, ChildRound.worker_id == actor.worker_id, ChildRound.ended_at.is_(None))
    db.execute(update(ChildRound).where(*own).values(**values))
