"""What children and young people said, and what came of it. A partner agency reads none of it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from portal.actor import Actor
from portal.errors import NotFound
from portal.models import Circle, Family, Person, Photo, Voice, Worker
from portal.models.voice_words import Feeling, VoiceKind
from portal.policy import visible_circles
from portal.queries.circle import CircleName, Circles
from portal.queries.face import Face, face, face_of
from portal.queries.prepared import OF_FAMILY, Sort, any_of, run
from portal.security.encryption import Keyring
from portal.security.keys import learn_key

BESIDE, ANSWERED, DID = aliased(Worker), aliased(Worker), aliased(Worker)
AROUND = aliased(Circle)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a worker said to it, or what they told had come of it."""

    words: str
    language: str | None
    by: Face
    at: datetime


@dataclass(frozen=True, slots=True)
class VoiceView:
    """One thing that somebody said, word for word, and what came of it."""

    id: uuid.UUID
    person_id: uuid.UUID
    person: Face
    kind: VoiceKind
    face: Feeling | None
    words: str
    language: str | None
    said_at: datetime
    circle: CircleName
    written_by: str | None
    """The first name of the worker who was beside them."""
    child_round_id: uuid.UUID | None
    read_at: datetime | None
    answer: Reply | None
    what_happened: Reply | None
    told_at: datetime | None
    version: int
    is_for_others: bool = False
    """They asked for it to be said for them."""

    @property
    def waits(self) -> bool:
        """Say whether a worker still has to answer. A face alone asks for none; what both homes read takes none."""
        asks = self.kind is not VoiceKind.FEELING or bool(self.words)
        return asks and self.answer is None and not self.circle.is_closed

    @property
    def is_told(self) -> bool:
        """Say whether the child has pressed on past all that came back, and nothing came since."""
        came = [reply.at for reply in (self.answer, self.what_happened) if reply]
        return self.told_at is not None and self.told_at >= max(came, default=self.told_at)


def of_family(db: Session, actor: Actor, family_id: uuid.UUID, circles: Circles) -> Sequence[VoiceView]:
    """Return what was said in the circles that the actor sees: what waits first, then the newest.

    Of what waits, worries stand before the rest, and the oldest on top.
    """
    if actor.is_partner:
        return []
    ring = learn_key(db, family_id)
    found = [_view(row, ring, circles) for row in run(db, _statement(actor.sort), actor, family_id)]
    waiting = sorted((one for one in found if one.waits), key=lambda one: one.kind is not VoiceKind.WORRY)
    return [*waiting, *(one for one in reversed(found) if not one.waits)]


def of_person(
    db: Session, actor: Actor, family_id: uuid.UUID, circles: Circles, person_id: uuid.UUID
) -> Sequence[VoiceView]:
    """Return what one person said, the newest first."""
    theirs = [one for one in of_family(db, actor, family_id, circles) if one.person_id == person_id]
    return sorted(theirs, key=lambda one: (one.said_at, one.id), reverse=True)


def one(db: Session, actor: Actor, family_id: uuid.UUID, circles: Circles, voice_id: uuid.UUID) -> VoiceView:
    """Return one thing that was said.

    Raises:
        NotFound: no such thing, or in a circle the actor does not see.
    """
    for view in of_family(db, actor, family_id, circles):
        if view.id == voice_id:
            return view
    raise NotFound("voice", voice_id)


def get(db: Session, actor: Actor, family_id: uuid.UUID, voice_id: uuid.UUID) -> Voice:
    """Return one thing that was said, to answer it; raises `NotFound` as `one` does."""
    voice = db.scalar(
        select(Voice).where(
            Voice.id == voice_id, Voice.family_id == family_id, Voice.circle_id.in_(visible_circles(actor))
        )
    )
    if voice is None or actor.is_partner:
        raise NotFound("voice", voice_id)
    learn_key(db, family_id)
    return voice


def waiting_count(actor: Actor) -> ColumnElement[int]:
    """Return a column of `Family`: how much of what was said waits for an answer, of what the actor sees."""
    if not actor.is_worker or actor.is_partner:
        return literal(0)
    return (
        select(func.count(Voice.id))
        .join(AROUND, AROUND.id == Voice.circle_id)
        .where(Voice.family_id == Family.id, Voice.circle_id.in_(visible_circles(actor)), waits())
        .where(AROUND.closed_on.is_(None))
        .correlate(Family)
        .scalar_subquery()
    )


def waits() -> ColumnElement[bool]:
    """Hold for what still has to be answered. A face without words asks for no answer."""
    return and_(Voice.answered_at.is_(None), or_(Voice.kind != VoiceKind.FEELING, Voice.words.is_not(None)))


@cache
def _statement(sort: Sort) -> Select[Any]:
    """The oldest first."""
    pictured = {DID: aliased(Photo), ANSWERED: aliased(Photo)}
    columns: list[Any] = [
        Voice.__table__,
        Person.first_name.label("first_name"),
        Person.known_as.label("known_as"),
        BESIDE.first_name.label("beside"),
    ]
    for label, whose in (("answered", ANSWERED), ("did", DID)):
        columns += [
            whose.first_name.label(f"{label}_first"),
            whose.last_name.label(f"{label}_last"),
            pictured[whose].id.label(f"{label}_photo"),
        ]
    return (
        select(*columns)
        .select_from(Voice)
        .join(Person, Person.id == Voice.person_id)
        .outerjoin(BESIDE, BESIDE.id == Voice.written_by_id)
        .outerjoin(ANSWERED, ANSWERED.id == Voice.answered_by_id)
        .outerjoin(pictured[ANSWERED], pictured[ANSWERED].worker_id == ANSWERED.id)
        .outerjoin(DID, DID.id == Voice.happened_by_id)
        .outerjoin(pictured[DID], pictured[DID].worker_id == DID.id)
        .where(Voice.family_id == OF_FAMILY, Voice.circle_id.in_(visible_circles(any_of(sort))))
        .order_by(Voice.said_at, Voice.id)
    )


def _view(row: Row[Any], ring: Keyring, circles: Circles) -> VoiceView:
    def text(column: str) -> str:
        return ring.open_if(row.family_id, f"voice.{column}", row.id, row._mapping[column])

    return VoiceView(
        id=row.id,
        person_id=row.person_id,
        person=face_of(ring, row.family_id, row.person_id, row.first_name, row.known_as),
        kind=row.kind,
        face=row.face,
        words=text("words"),
        language=row.language,
        said_at=row.said_at,
        circle=circles[row.circle_id],
        written_by=row.beside,
        child_round_id=row.child_round_id,
        read_at=row.read_at,
        answer=_reply(row, text("answer"), "answered", row.answer_language, row.answered_at),
        what_happened=_reply(row, text("what_happened"), "did", row.happened_language, row.happened_at),
        told_at=row.told_at,
        version=row.version,
        is_for_others=row.is_for_others,
    )


def _reply(row: Row[Any], words: str, whose: str, language: str | None, at: datetime | None) -> Reply | None:
    if at is None:
        return None
    said = row._mapping
    by = face(
        row.answered_by_id if whose == "answered" else row.happened_by_id,
        said[f"{whose}_first"],
        said[f"{whose}_last"],
        said[f"{whose}_photo"],
    )
    return Reply(words, language, by, at)
