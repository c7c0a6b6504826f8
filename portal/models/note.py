"""Notes that only workers see. No query behind a family page may name this table."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, OfFamily, Sealed, Versioned, sealed_column


class Note(Base, OfFamily, Versioned):
    """What a worker wrote for workers. It has no circle, because no family member is ever in its audience."""

    __tablename__ = "note"
    __mapper_args__ = {"version_id_col": Versioned.version}

    family_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("family.id"), index=True)
    written_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("worker.id"))
    written_at: Mapped[datetime]
    _words: Mapped[bytes | None] = sealed_column("words")
    words = Sealed()
