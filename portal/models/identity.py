"""Who a worker is at the council's single sign-on."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base


class Identity(Base):
    """The subject that an account was opened by first; nobody else opens it so, whatever address they are given."""

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("account_id", "issuer"), UniqueConstraint("issuer", "subject_lookup"))

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    issuer: Mapped[str]
    subject_lookup: Mapped[bytes]
    """The provider's name for them, as a keyed hash."""
    began_at: Mapped[datetime]
