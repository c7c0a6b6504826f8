"""Notes that only workers see."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from portal.actor import Actor
from portal.errors import NotFound
from portal.models import Note, Photo, Worker
from portal.policy import visible_families
from portal.queries.face import Face, face
from portal.queries.prepared import OF_FAMILY, Sort, any_of, run
from portal.security.keys import learn_key


@dataclass(frozen=True, slots=True)
class NoteView:
    """What one worker wrote for workers."""

    id: uuid.UUID
    words: str
    by: Face
    by_id: uuid.UUID
    at: datetime
    version: int


def of_family(db: Session, actor: Actor, family_id: uuid.UUID) -> Sequence[NoteView]:
    """Return a family's notes, newest first; none to anyone but the council's workers."""
    if not actor.is_worker or actor.is_partner:
        return []
    ring = learn_key(db, family_id)
    return [
        NoteView(
            id=row.id,
            words=ring.open_if(family_id, "note.words", row.id, row.words),
            by=face(row.written_by_id, row.first_name, row.last_name, row.photo),
            by_id=row.written_by_id,
            at=row.written_at,
            version=row.version,
        )
        for row in run(db, _statement(actor.sort), actor, family_id)
    ]


@cache
def _statement(sort: Sort) -> Select[Any]:
    return (
        select(Note.__table__, Worker.first_name, Worker.last_name, Photo.id.label("photo"))
        .join(Worker, Worker.id == Note.written_by_id)
        .outerjoin(Photo, Photo.worker_id == Worker.id)
        .where(Note.family_id == OF_FAMILY, Note.family_id.in_(visible_families(any_of(sort))))
        .order_by(Note.written_at.desc(), Note.id)
    )


def get(db: Session, actor: Actor, family_id: uuid.UUID, note_id: uuid.UUID) -> Note:
    """Return one note to change it; raises `NotFound`."""
    note = db.scalar(
        select(Note).where(Note.id == note_id, Note.family_id == family_id, Note.family_id.in_(visible_families(actor)))
    )
    if note is None or actor.is_partner or not actor.is_worker:
        raise NotFound("note", note_id)
    learn_key(db, family_id)
    return note
