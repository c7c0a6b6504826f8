"""The ways in beside the password, and what guards them: passkeys, recovery codes, devices that are known."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base


class Passkey(Base):
    """A passkey of one account: what it takes to check its signature, and nothing of the person."""

    __tablename__ = "passkey"

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), index=True)
    credential_id: Mapped[bytes] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    sign_count: Mapped[int]
    name: Mapped[str]
    """The plain names of the browser and system it was made on, such as `Chrome, Android`."""
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Challenge(Base):
    """What a passkey has to sign: asked of one browser, for one purpose, once, within five minutes."""

    __tablename__ = "challenge"

    account_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    """Whose passkey it has to be; empty when somebody signs in."""
    session_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("session.id"))
    purpose: Mapped[str]
    """`add`, `prove` or `sign-in`."""
    asked: Mapped[bytes]
    made_at: Mapped[datetime]


class RecoveryCode(Base):
    """One of ten codes that stand in for a lost second step, once each. Only its keyed hash is kept."""

    __tablename__ = "recovery_code"

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), index=True)
    code_lookup: Mapped[bytes] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class KnownDevice(Base):
    """A browser that this account got in with before, a worker past the second step. It has a count of its own."""

    __tablename__ = "known_device"
    __table_args__ = (UniqueConstraint("account_id", "key_hash"),)

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    key_hash: Mapped[bytes]
    """SHA-256 of the random key in the browser's own cookie."""
    made_at: Mapped[datetime]
    used_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    """Up to when this browser was told of new ways in to the account."""


class NewWayIn(Base):
    """A new code that a worker made for someone who signs in already: they are told of it wherever they are."""

    __tablename__ = "new_way_in"

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), index=True)
    made_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("worker.id"))
    made_at: Mapped[datetime]
