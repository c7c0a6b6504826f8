"""What children and young people say, and the answers of those who help them."""

import uuid

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.commands import notice
from portal.commands.circle import give_private, keyworker_of
from portal.commands.edit import begun_on, still_open
from portal.commands.entry import record
from portal.commands.goal import is_in
from portal.errors import NotAllowed, VoiceAnswered, VoiceNotAnswered
from portal.models import Circle, CirclePerson, Person, Voice
from portal.models.notice_kinds import NoticeKind
from portal.models.voice_words import Feeling, VoiceKind
from portal.permission import Permission
from portal.policy import require, visible_circles


def say(
    db: Session,
    actor: Actor,
    circle: Circle,
    *,
    by: Person,
    kind: VoiceKind,
    language: str,
    words: str = "",
    face: Feeling | None = None,
    child_round_id: uuid.UUID | None = None,
    is_for_others: bool = False,
) -> Voice:
    """Keep what a young person says, or what a child says beside a worker, word for word; tell the keyworker of it.

    Raises:
        CircleClosed: nothing new is put into this circle any more.
        NotAllowed: somebody speaks for another, or the person is not in the circle.
    """
    require(actor, Permission.SAY, circle)
    still_open(db, circle)
    if actor.is_family and by.id != actor.person_id:
        raise NotAllowed(Permission.SAY)
    if not is_in(db, circle.id, by.id):
        raise NotAllowed(Permission.SAY)
    voice = Voice(
        family_id=circle.family_id,
        circle_id=circle.id,
        person_id=by.id,
        kind=kind,
        face=face,
        words=words.strip(),
        language=language if words.strip() else None,
        is_for_others=is_for_others,
        said_at=clock.now(),
        written_by_id=actor.worker_id,
        child_round_id=child_round_id,
    )
    db.add(voice)
    record(db, actor, voice.family_id, "voice_said", voice.id)
    if actor.is_family:
        notice.tell_keyworkers(db, voice.family_id, NoticeKind.VOICE_SAID)
    return voice


def read(db: Session, actor: Actor, family_id: uuid.UUID) -> None:
    """Keep when a worker first read what was said in the circles that they see."""
    require(actor, Permission.ANSWER_VOICE)
    db.execute(
        update(Voice)
        .where(Voice.family_id == family_id, Voice.read_at.is_(None), Voice.circle_id.in_(visible_circles(actor)))
        .values(read_at=clock.now())
        .execution_options(synchronize_session=False)
    )


def told(db: Session, actor: Actor, family_id: uuid.UUID, voice_id: uuid.UUID) -> None:
    """Keep that a child was told, beside a worker, what came back to it. An answer that is being written stays good."""
    require(actor, Permission.ANSWER_VOICE)
    db.execute(
        update(Voice)
        .where(Voice.id == voice_id, Voice.family_id == family_id, Voice.circle_id.in_(visible_circles(actor)))
        .values(told_at=clock.now())
        .execution_options(synchronize_session=False)
    )


def answer(
    db: Session,
    actor: Actor,
    voice: Voice,
    *,
    words: str,
    language: str,
    version: int,
    what_happened: str = "",
) -> Voice:
    """Answer what somebody said, and perhaps tell at once what came of it. An answer is given once, and stays.

    Raises:
        CircleClosed: it was left where both homes read it.
        EditedMeanwhile: the voice changed since the answer was begun.
        VoiceAnswered: somebody answered before.
    """
    require(actor, Permission.ANSWER_VOICE, voice)
    if voice.answered_at is not None:
        raise VoiceAnswered(voice.id)
    still_open(db, db.get_one(Circle, voice.circle_id))
    begun_on(voice, version)
    voice.answer, voice.answer_language = words.strip(), language
    voice.answered_by_id, voice.answered_at = actor.worker_id, clock.now()
    voice.read_at = voice.read_at or voice.answered_at
    if what_happened.strip():
        _keep_what_happened(actor, voice, what_happened, language)
    record(db, actor, voice.family_id, "voice_answered", voice.id)
    _tell_speaker(db, voice)
    return voice


def happened(db: Session, actor: Actor, voice: Voice, *, words: str, language: str, version: int) -> Voice:
    """Tell later what came of something that was answered before; said once too.

    Raises:
        CircleClosed: it was left where both homes read it.
        EditedMeanwhile: the voice changed since this was begun.
        VoiceAnswered: somebody told it before.
        VoiceNotAnswered: there is no answer yet that this could follow.
    """
    require(actor, Permission.ANSWER_VOICE, voice)
    if voice.answered_at is None:
        raise VoiceNotAnswered(voice.id)
    if voice.happened_at is not None:
        raise VoiceAnswered(voice.id)
    still_open(db, db.get_one(Circle, voice.circle_id))
    begun_on(voice, version)
    _keep_what_happened(actor, voice, words, language)
    record(db, actor, voice.family_id, "voice_followed_up", voice.id)
    _tell_speaker(db, voice)
    return voice


def _keep_what_happened(actor: Actor, voice: Voice, words: str, language: str) -> None:
    voice.what_happened, voice.happened_language = words.strip(), language
    voice.happened_by_id, voice.happened_at = actor.worker_id, clock.now()


def _tell_speaker(db: Session, voice: Voice) -> None:
    """Tell whoever said it, and nobody else of the circle: it is their voice that was answered."""
    notice.tell(db, db.get_one(Person, voice.person_id), NoticeKind.VOICE_ANSWERED)


def keep_own(db: Session, family_id: uuid.UUID) -> None:
    """Put what somebody said in a circle that they left where they read it still: between them and the keyworker."""
    speaker_is_in = select(CirclePerson.id).where(
        CirclePerson.circle_id == Voice.circle_id, CirclePerson.person_id == Voice.person_id
    )
    left = db.scalars(
        select(Voice).where(Voice.family_id == family_id, ~speaker_is_in.exists()).order_by(Voice.said_at, Voice.id)
    ).all()
    keyworker_id = keyworker_of(db, family_id)
    if keyworker_id is None:
        return
    for voice in left:
        voice.circle_id = give_private(db, db.get_one(Person, voice.person_id), keyworker_id).id
    db.flush()
