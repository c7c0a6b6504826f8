"""What must be told to a person later, written with the change that it is about."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, OfFamily
from portal.models.notice_kinds import NoticeKind, NoticeState


class Notice(Base, OfFamily):
    """One neutral message to one person, or to one worker, and what became of it."""

    __tablename__ = "notice"
    __table_args__ = (
        Index("ix_notice_state_due_at", "state", "due_at"),
        CheckConstraint("(person_id IS NULL) <> (worker_id IS NULL)", name="to_one_reader"),
    )

    family_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("family.id"))
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    worker_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("worker.id"))
    kind: Mapped[NoticeKind]
    state: Mapped[NoticeState]
    due_at: Mapped[datetime]
    """Not before then; also the end of the lease of the runner that is sending it now."""
    tries: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]
