"""What only workers see."""

import uuid

from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.commands.edit import begun_on
from portal.commands.entry import record
from portal.errors import NotAllowed
from portal.models import Note
from portal.permission import Permission
from portal.policy import require


def add(db: Session, actor: Actor, family_id: uuid.UUID, *, words: str) -> Note:
    """Write a note about a family that the actor was shown."""
    require(actor, Permission.KEEP_NOTES)
    note = Note(family_id=family_id, written_by_id=actor.worker_id, written_at=clock.now(), words=words.strip())
    db.add(note)
    record(db, actor, family_id, "note_written", note.id)
    return note


def change(db: Session, actor: Actor, note: Note, *, words: str, version: int) -> Note:
    """Change one's own note."""
    require(actor, Permission.KEEP_NOTES, note)
    if note.written_by_id != actor.worker_id:
        raise NotAllowed(Permission.KEEP_NOTES)
    begun_on(note, version)
    note.words = words.strip()
    record(db, actor, note.family_id, "note_changed", note.id)
    return note
