"""Decisions on sharing: append-only, one person, one agency, one kind of information each."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, OfFamily, Sealed, sealed_column
from portal.models.explained import VERSIONS, Explained
from portal.models.sharing_words import ConsentLasts, Purpose, Standing
from portal.models.words import ConsentHow, ConsentStatus, InfoKind

NOTICE_VERSION = VERSIONS[Explained.SHARING]
"""Which wording of what sharing is a decision was made on."""


class Consent(Base, OfFamily):
    """Either a worker's question (`asked`) or one person's decision. The newest row of a decider counts."""

    __tablename__ = "consent"
    __table_args__ = (
        CheckConstraint("status NOT IN ('not_asked', 'lapsed')", name="something_was_said"),
        Index("ix_consent_family_id_person_id", "family_id", "person_id"),
        Index("ix_consent_agency_id_kind", "agency_id", "kind", "person_id", "decider_id", "decided_at"),
    )

    family_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("family.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    """Whom the information is about."""
    decider_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    """Who decides, or is asked to."""
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    is_named: Mapped[bool] = mapped_column(default=True)
    """Whether the decider may read the agency's name; a school's says where a home is."""
    kind: Mapped[InfoKind]
    status: Mapped[ConsentStatus]
    _part: Mapped[bytes | None] = sealed_column("part")
    part = Sealed()
    """Which part, in the decider's words, when only part may be shared."""
    _purpose: Mapped[bytes | None] = sealed_column("purpose")
    purpose = Sealed()
    for_what: Mapped[Purpose | None]
    """What it is for, in one of the council's words; `purpose` says more."""
    how: Mapped[ConsentHow]
    _witness: Mapped[bytes | None] = sealed_column("witness")
    witness = Sealed()
    """Who was there when it was signed on paper, and where the paper is."""
    standing: Mapped[Standing | None]
    """Why the decider's word counted when they said it; none for a question."""
    lasts: Mapped[ConsentLasts | None]
    """For how long a yes, or part of one, was said."""
    until_on: Mapped[date | None]
    """The last day that it counts; none: as long as the family is helped, or no yes was said."""
    notice_version: Mapped[str]
    notice_language: Mapped[str]
    written_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("worker.id"))
    """The worker who asked, or who wrote down a decision made on paper or aloud."""
    decided_at: Mapped[datetime]
