"""A family and the people in it: family, its key, household, person, circle."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, OfFamily, Sealed, Versioned, sealed_column
from portal.models.words import (
    ADULTS,
    CircleKind,
    FamilyStatus,
    LevelOfHelp,
    Relationship,
    Responsibility,
)


class Family(Base, Versioned):
    """One family that gets help: the case."""

    __tablename__ = "family"
    __table_args__ = (UniqueConstraint("authority_id", "ref_lookup"),)
    __mapper_args__ = {"version_id_col": Versioned.version}

    authority_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("authority.id"))
    area_team_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("area_team.id"), index=True)
    ref_lookup: Mapped[bytes]
    """The council's case reference as a keyed hash."""
    _ref: Mapped[bytes | None] = sealed_column("ref")
    ref = Sealed()
    _name: Mapped[bytes | None] = sealed_column("name")
    name = Sealed()
    level: Mapped[LevelOfHelp]
    status: Mapped[FamilyStatus]
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    help_turned_at: Mapped[datetime | None]
    """When the help last ended, kept after it begins anew: a yes until its end that was said before is over."""
    at_risk: Mapped[bool] = mapped_column(default=False)
    """Whether workers take special care where this family is. Workers set it and workers alone read it."""
    changed_at: Mapped[datetime]
    """When anyone last changed anything; a long time ago means the family has gone quiet."""
    held_since: Mapped[datetime | None]
    """A legal hold: as long as it stands the family cannot be erased."""
    _hold_reason: Mapped[bytes | None] = sealed_column("hold_reason")
    hold_reason = Sealed()
    erased_at: Mapped[datetime | None]
    """When its key was destroyed; only this row, its audit and bare ids are left."""
    chain_length: Mapped[int] = mapped_column(default=0)
    chain_hash: Mapped[bytes] = mapped_column(default=b"")
    """The last audit entry's number and hash."""


class FamilyKey(Base):
    """A family's data key, wrapped by the master key; its row key is the family's."""

    __tablename__ = "family_key"

    id: Mapped[uuid.UUID] = mapped_column(ForeignKey("family.id"), primary_key=True)
    wrapped: Mapped[bytes]
    wrapped_by: Mapped[bytes | None]
    """Which master key wrapped it; empty in rows from before it could be changed."""
    made_at: Mapped[datetime]


class Household(Base, OfFamily, Versioned):
    """Who lives together. Its address is shown to nobody outside it."""

    __tablename__ = "household"
    __mapper_args__ = {"version_id_col": Versioned.version}

    family_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("family.id"), index=True)
    label: Mapped[str]
    """The letter of the council's export: `A`, `B` …"""
    _name: Mapped[bytes | None] = sealed_column("name")
    name = Sealed()
    name_language: Mapped[str | None]
    """The language of the name, as the family says it; empty where nobody said."""
    _address: Mapped[bytes | None] = sealed_column("address")
    address = Sealed()


class Person(Base, OfFamily, Versioned):
    """Someone in the family, with or without an account."""

    __tablename__ = "person"
    __mapper_args__ = {"version_id_col": Versioned.version}
    __table_args__ = (UniqueConstraint("family_id", "ref_lookup"),)

    family_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("family.id"), index=True)
    ref_lookup: Mapped[bytes | None] = mapped_column(index=True)
    """The council's reference of the person as a keyed hash."""
    _first_name: Mapped[bytes | None] = sealed_column("first_name")
    first_name = Sealed()
    _last_name: Mapped[bytes | None] = sealed_column("last_name")
    last_name = Sealed()
    _known_as: Mapped[bytes | None] = sealed_column("known_as")
    known_as = Sealed()
    _mobile: Mapped[bytes | None] = sealed_column("mobile")
    mobile = Sealed()
    _email: Mapped[bytes | None] = sealed_column("email")
    email = Sealed()
    _school: Mapped[bytes | None] = sealed_column("school")
    school = Sealed()
    born_on: Mapped[date | None]
    """Date of birth; for someone unborn, the date they are due. Not sealed: sight asks who decides for themself."""
    relationship: Mapped[Relationship]
    responsibility: Mapped[Responsibility]
    responsibility_checked_on: Mapped[date | None]
    responsibility_checked_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("worker.id"))
    language: Mapped[str]
    """ISO 639-1 code of the language they would rather use."""
    understands_since: Mapped[date | None]
    """When a worker recorded that a younger person understands decisions on sharing."""
    understands_judged_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("worker.id"))

    @property
    def is_adult(self) -> bool:
        """Say whether they are in the family as a grown-up."""
        return self.relationship in ADULTS

    @property
    def called(self) -> str:
        """Return the name they go by."""
        return self.known_as or self.first_name


class HouseholdPerson(Base):
    """Someone's place in a household. A child may live in two."""

    __tablename__ = "household_person"
    __table_args__ = (UniqueConstraint("household_id", "person_id"),)

    household_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("household.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)


class Circle(Base, OfFamily):
    """A named set of people of one family. Everything a family can see belongs to exactly one."""

    __tablename__ = "circle"
    __table_args__ = (Index("ix_circle_family_id_kind", "family_id", "kind"),)

    family_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("family.id"))
    kind: Mapped[CircleKind]
    household_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("household.id"), unique=True)
    """The household whose people make up a `home` circle."""
    worker_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("worker.id"), index=True)
    """The one worker who sees a `private` circle."""
    closed_on: Mapped[date | None]
    """Since when nothing new is put here: the family lives apart, and this is what they read while together."""


class CirclePerson(Base):
    """Someone's place in a circle."""

    __tablename__ = "circle_person"
    __table_args__ = (UniqueConstraint("circle_id", "person_id"),)

    circle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("circle.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
