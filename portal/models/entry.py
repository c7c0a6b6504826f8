"""The audit: who did or looked at what, each entry linked to the one before it."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base


class Entry(Base):
    """One line of a family's audit. Ids and words of ours only, nothing a person typed."""

    __tablename__ = "entry"
    __table_args__ = (UniqueConstraint("family_id", "number"),)

    family_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("family.id"))
    number: Mapped[int]
    """1, 2, 3 … within the family."""
    at: Mapped[datetime]
    account_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    """Empty for the import and the command line."""
    action: Mapped[str]
    """A verb in the past, such as `step_added`, `family_opened`."""
    thing_id: Mapped[uuid.UUID | None]
    previous: Mapped[bytes]
    """The hash of the entry before; empty for the first."""
    hash: Mapped[bytes]
    """HMAC-SHA256 over this entry and `previous`."""
