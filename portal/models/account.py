"""How one person or worker gets in: account, session, limit, invitation, and what they typed and could not save."""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, Versioned
from portal.models.words import Side, SignInWay


class Account(Base, Versioned):
    """A sign-in. It belongs to one person of a family or to one worker."""

    __tablename__ = "account"
    __table_args__ = (CheckConstraint("(person_id IS NULL) <> (worker_id IS NULL)", name="of_one_owner"),)
    __mapper_args__ = {"version_id_col": Versioned.version}

    authority_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("authority.id"))
    side: Mapped[Side]
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"), unique=True)
    worker_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("worker.id"), unique=True)
    name_lookup: Mapped[bytes] = mapped_column(unique=True)
    """The sign-in name as a keyed hash; the name itself is stored nowhere."""
    password_hash: Mapped[str]
    """Argon2id, with its parameters."""
    password_changed_at: Mapped[datetime]
    language: Mapped[str | None]
    """`en` or `cy`; empty until the person chooses."""
    created_at: Mapped[datetime]
    totp: Mapped[bytes | None]
    """The secret of the time-code, sealed by the master key for this row."""
    totp_used_step: Mapped[int | None]
    """The newest half minute whose code was taken: no code is taken twice."""
    second_step_by: Mapped[datetime | None]
    """Until when a worker may set up a first second step."""
    permit_lookup: Mapped[bytes | None]
    """The keyed hash of the code that the command line printed for that; empty when the password is enough."""
    frozen_at: Mapped[datetime | None]
    """Since when this person's access is frozen; empty while they may come in."""
    frozen_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("worker.id"))


class AccountSession(Base):
    """One device that is, or was, signed in."""

    __tablename__ = "session"

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), index=True)
    key_hash: Mapped[bytes] = mapped_column(unique=True)
    """SHA-256 of the random key in the cookie."""
    device: Mapped[str]
    """The browser's and system's plain names, such as `Chrome, Android`."""
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    way: Mapped[SignInWay] = mapped_column(default=SignInWay.PASSWORD)
    proved_at: Mapped[datetime | None]
    """When the second step was passed; a worker sees nothing before."""
    keyed_for: Mapped[str | None]
    """The kind of person whom the key was made for: when their rights change, so does the key."""
    permitted_at: Mapped[datetime | None]
    """When the code of the command line, which permits a first second step, was typed on this device."""
    totp_offered: Mapped[bytes | None]
    """The secret of a time-code that is being set up here, sealed, until a code confirms it."""
    told_at: Mapped[datetime | None]
    """Up to when this device was told of new ways in to the account."""
    child_round_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("child_round.id"))
    """The child's round that this device is locked to: until a worker shows who they are, it opens nothing else."""


class SignInLimit(Base):
    """Failed tries for one thing: a sign-in name, whether or not it exists, or what else one could guess at."""

    __tablename__ = "sign_in_limit"

    name_lookup: Mapped[bytes] = mapped_column(unique=True)
    failures: Mapped[int]
    last_failed_at: Mapped[datetime]


class Invitation(Base):
    """A one-use way in for one person of a family. Only its keyed hash is kept."""

    __tablename__ = "invitation"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    code_lookup: Mapped[bytes] = mapped_column(unique=True)
    made_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("worker.id"))
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    """When it was replaced by a newer one, or a worker ended it."""


class Submission(Base):
    """A form that was saved once; the same form sent again is answered as the first was."""

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("account_id", "key"),)

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    key: Mapped[uuid.UUID]
    answer: Mapped[str]
    """The path the first answer led to; empty until it was given."""
    digest: Mapped[bytes | None]
    """A keyed hash of what was sent, by which other words under the same key are told apart."""
    sent_at: Mapped[datetime]


HALF_WAY = "half-way "
"""What the place of a draft begins with that somebody means to come back to."""
HALF_WAY_FOR = timedelta(days=7)
"""How long an answer that was begun waits to be gone on with."""


class Draft(Base):
    """What someone typed and could not save because their session had run out, or began and means to come back to.

    Sealed. What the session cut off is a day old at most, what was begun a week.
    """

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("account_id", "path"),)

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    path: Mapped[str]
    fields: Mapped[bytes]
    kept_at: Mapped[datetime]
