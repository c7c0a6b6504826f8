"""A child's round beside a worker: begun, gone through one question after the other, stopped, ended."""

import uuid

from sqlalchemy import update
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.commands import voice
from portal.commands.circle import give_private, keyworker_of
from portal.commands.edit import hold
from portal.commands.entry import record
from portal.errors import NotAllowed, ReaderChanged
from portal.models import ChildRound, Person
from portal.models.voice_words import Feeling, VoiceKind
from portal.models.words import Colour, Relationship, ScoreKind
from portal.permission import Permission
from portal.policy import require
from portal.security.keys import learn_key


def begin(db: Session, actor: Actor, person: Person, *, language: str, present: str = "") -> ChildRound:
    """Begin a round.

    Args:
        present: who is in the room, in the worker's words.

    Raises:
        NotAllowed: this is no worker of the council, or no child.
    """
    require(actor, Permission.ANSWER_VOICE, person)
    if person.relationship is not Relationship.CHILD:
        raise NotAllowed(Permission.ANSWER_VOICE)
    learn_key(db, person.family_id)
    now = clock.now()
    made = ChildRound(
        family_id=person.family_id,
        person_id=person.id,
        worker_id=actor.own_worker,
        language=language,
        present=present.strip(),
        began_at=now,
        last_at=now,
        where="",
        passed=(),
    )
    db.add(made)
    record(db, actor, person.family_id, "child_round_begun", made.id)
    return made


def hold_reader(db: Session, actor: Actor, sitting: ChildRound, named: str) -> None:
    """Let nobody else become who reads what the child tells until this unit of work ends.

    Args:
        named: the id of the worker whom the page named to the child.

    Raises:
        ReaderChanged: somebody else has become it already.
    """
    hold(db, sitting.family_id)
    if named != str(_reader(db, actor, sitting)):
        raise ReaderChanged(sitting.id)


def _reader(db: Session, actor: Actor, sitting: ChildRound) -> uuid.UUID:
    return keyworker_of(db, sitting.family_id) or actor.own_worker


def say(
    db: Session, actor: Actor, sitting: ChildRound, *, kind: VoiceKind, words: str = "", face: Feeling | None = None
) -> None:
    """Keep what the child says, word for word, between the child and their keyworker."""
    child = db.get_one(Person, sitting.person_id)
    voice.say(
        db,
        actor,
        give_private(db, child, _reader(db, actor, sitting)),
        by=child,
        kind=kind,
        language=sitting.language,
        words=words,
        face=face,
        child_round_id=sitting.id,
    )
    _answered(sitting, kind.value)


def colour(db: Session, actor: Actor, sitting: ChildRound, *, colour: Colour) -> None:
    """Keep how things are, of a child who has no red, amber, green goal of their own."""
    require(actor, Permission.ANSWER_VOICE, sitting)
    sitting.colour = colour
    _answered(sitting, "colour")
    record(db, actor, sitting.family_id, "child_round_coloured", sitting.id)


def leave_out(db: Session, actor: Actor, sitting: ChildRound, *, question: str, how: ScoreKind) -> None:
    """Keep that the child skipped a question, or did not know."""
    require(actor, Permission.ANSWER_VOICE, sitting)
    _answered(sitting, question)
    sitting.passed = (*sitting.passed, f"{question}.{how.value}")
    record(db, actor, sitting.family_id, "child_round_left_out", sitting.id)


def go(_db: Session, actor: Actor, sitting: ChildRound, *, where: str) -> None:
    """Go to another question."""
    require(actor, Permission.ANSWER_VOICE, sitting)
    sitting.where, sitting.stopped_at = where, None


def stop(_db: Session, actor: Actor, sitting: ChildRound) -> None:
    """Stop where the child is. They may go on from there."""
    require(actor, Permission.ANSWER_VOICE, sitting)
    sitting.stopped_at = clock.now()


def touch(db: Session, actor: Actor, round_id: uuid.UUID) -> None:
    """Write down that the device was touched now."""
    _change(db, actor, round_id, last_at=clock.now())


def end(db: Session, actor: Actor, round_id: uuid.UUID) -> None:
    """End a round. What was said in it stays."""
    _change(db, actor, round_id, ended_at=clock.now())


def _change(db: Session, actor: Actor, round_id: uuid.UUID, **values: object) -> None:
    own = (ChildRound.id == round_id, ChildRound.worker_id == actor.worker_id, ChildRound.ended_at.is_(None))
    db.execute(update(ChildRound).where(*own).values(**values).execution_options(synchronize_session=False))


def _answered(sitting: ChildRound, question: str) -> None:
    """Forget that a question was left out: it is answered now, or left out in another way."""
    sitting.passed = tuple(left for left in sitting.passed if not left.startswith(f"{question}."))
