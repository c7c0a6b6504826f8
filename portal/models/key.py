"""Keys beside those of families: the ones kept from master keys before, and where copies of keys were written."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base


class KeptKey(Base):
    """A key that was derived from a master key before, wrapped by the one of now."""

    __tablename__ = "kept_key"
    __table_args__ = (UniqueConstraint("purpose", "number"),)

    purpose: Mapped[str]
    number: Mapped[int]
    """1 for the first master key, and so on."""
    made_by: Mapped[bytes]
    """Which master key it was derived from."""
    wrapped: Mapped[bytes]
    kept_at: Mapped[datetime]


class KeyCopy(Base):
    """A file into which `nod backup` wrote the families' keys. Erasing a family takes its key out of each."""

    __tablename__ = "key_copy"

    path: Mapped[str] = mapped_column(unique=True)
    since: Mapped[datetime]
