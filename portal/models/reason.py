"""Why a worker did what the audit tells of, in their own words. Only workers read it."""

import uuid

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, OfFamily, Sealed, sealed_column


class Reason(Base, OfFamily):
    """The reason that goes with one entry of a family's audit."""

    __tablename__ = "reason"

    family_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("family.id"), index=True)
    entry_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("entry.id"), unique=True)
    _words: Mapped[bytes | None] = sealed_column("words")
    words = Sealed()
