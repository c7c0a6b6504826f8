"""What a child or a young person says, and what came of it."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, OfFamily, Sealed, Versioned, sealed_column
from portal.models.voice_words import Feeling, VoiceKind


class Voice(Base, OfFamily, Versioned):
    """One wish, worry, piece of good news, feeling, or word for a meeting; kept as said, and answered beside it."""

    __tablename__ = "voice"
    __mapper_args__ = {"version_id_col": Versioned.version}
    __table_args__ = (
        CheckConstraint("face IS NULL OR kind = 'feeling'", name="a_face_is_a_feeling"),
        CheckConstraint("words IS NOT NULL OR face IS NOT NULL", name="says_something"),
        CheckConstraint("answered_at IS NULL OR answer IS NOT NULL", name="answered_has_an_answer"),
        Index("ix_voice_family_id_answered_at", "family_id", "answered_at"),
    )

    family_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("family.id"))
    circle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("circle.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    """Whose voice it is."""
    kind: Mapped[VoiceKind]
    face: Mapped[Feeling | None]
    _words: Mapped[bytes | None] = sealed_column("words")
    words = Sealed()
    language: Mapped[str | None]
    is_for_others: Mapped[bool] = mapped_column(default=False)
    """They asked for it to be said for them: it may go to a service that they let know how they feel."""
    said_at: Mapped[datetime]
    written_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("worker.id"))
    """The worker who was beside them, on whose device it was said."""
    child_round_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("child_round.id"), index=True)
    """The round on the child's screen in which it was said."""
    read_at: Mapped[datetime | None]
    """When a worker first opened the page that it is on."""
    _answer: Mapped[bytes | None] = sealed_column("answer")
    answer = Sealed()
    answer_language: Mapped[str | None]
    answered_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("worker.id"))
    answered_at: Mapped[datetime | None]
    _what_happened: Mapped[bytes | None] = sealed_column("what_happened")
    what_happened = Sealed()
    """What was done about it; told with the answer, or later."""
    happened_language: Mapped[str | None]
    happened_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("worker.id"))
    happened_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    """When the child last pressed on past what came back, on their screen."""
