"""Agreeing to get help: append-only, apart from sharing. A refusal changes nothing else in Nod."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, OfFamily
from portal.models.sharing_words import AgreementStatus, Standing
from portal.models.words import ConsentHow


class Agreement(Base, OfFamily):
    """What one person said about getting help, for themself or a child. The newest row of a decider counts."""

    __tablename__ = "agreement"
    __table_args__ = (Index("ix_agreement_family_id_person_id", "family_id", "person_id"),)

    family_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("family.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    """Who gets the help."""
    decider_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    status: Mapped[AgreementStatus]
    standing: Mapped[Standing]
    how: Mapped[ConsentHow]
    notice_version: Mapped[str]
    notice_language: Mapped[str]
    written_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("worker.id"))
    said_at: Mapped[datetime]
