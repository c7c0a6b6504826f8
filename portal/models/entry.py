"""The audit: who did or looked at what, each entry linked to the one before it."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, Sealed, sealed_column


class Entry(Base):
    """One line of a family's audit. Ids and words of ours; what a person typed as a reason is sealed.

    A row is never changed and never deleted: the database refuses both. So every column is plain text or bytes, which
    can still be read, and found to be wrong, after somebody changed it past the database's rules.
    """

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
    """What it was done to. Of a look: the place on the team, or the opening, that let the worker in."""
    role: Mapped[str | None]
    """The kind of actor who did it, such as `practitioner`; empty in entries from before it was kept."""
    purpose: Mapped[str | None]
    """On what ground a worker looked (`Ground`), or what an opening was for (`OpeningPurpose`)."""
    _reason: Mapped[bytes | None] = sealed_column("reason")
    reason = Sealed()
    is_locked: Mapped[bool] = mapped_column(default=False)
    """Under a safeguarding lock: no page of the family tells of it."""
    previous: Mapped[bytes]
    """The hash of the entry before; empty for the first."""
    hash: Mapped[bytes]
    """HMAC-SHA256 over this entry and `previous`."""
