"""A worker's photograph, as it was made anew from what they sent."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base


class Photo(Base):
    """The face of a worker, who is no secret of a family. A new picture has a new key, and so a new address."""

    __tablename__ = "photo"

    worker_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("worker.id"), unique=True)
    content: Mapped[bytes]
    """A square WebP of a few thousand bytes, with nothing in it but the picture."""
    added_at: Mapped[datetime]
