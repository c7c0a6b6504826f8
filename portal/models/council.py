"""The council and who works for it or with it: authority, area team, agency, worker, absence."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, Versioned
from portal.models.words import Access, AgencySort, WorkerRole

THE_COUNCIL = "council"
"""What an export calls the council itself, as an agency; every other one is a partner."""


class Authority(Base):
    """One council. Everything hangs from one, so that several can share a deployment."""

    __tablename__ = "authority"

    name_en: Mapped[str] = mapped_column(unique=True)
    name_cy: Mapped[str]
    own_decision_age: Mapped[int] = mapped_column(default=16)
    """The age in years from which a person decides on sharing for themself. A council's rule."""


class AreaTeam(Base):
    """The team of one area, led by a manager."""

    __tablename__ = "area_team"
    __table_args__ = (UniqueConstraint("authority_id", "name"),)

    authority_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("authority.id"))
    name: Mapped[str]


class Agency(Base):
    """Where workers are employed: the council itself, a school, the health board."""

    __tablename__ = "agency"
    __table_args__ = (UniqueConstraint("authority_id", "name"),)

    authority_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("authority.id"))
    name: Mapped[str]
    is_partner: Mapped[bool]
    """A partner agency sees of a family only what consent covers."""
    sort: Mapped[AgencySort] = mapped_column(default=AgencySort.OTHER)


class Worker(Base, Versioned):
    """Someone whose work is helping families. A worker's name and work contact are no secret of a family."""

    __tablename__ = "worker"
    __table_args__ = (UniqueConstraint("authority_id", "ref"),)
    __mapper_args__ = {"version_id_col": Versioned.version}

    authority_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("authority.id"))
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), index=True)
    area_team_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("area_team.id"), index=True)
    ref: Mapped[str]
    first_name: Mapped[str]
    last_name: Mapped[str]
    role: Mapped[WorkerRole]
    access: Mapped[Access]
    email: Mapped[str]
    phone: Mapped[str | None]
    working_days: Mapped[tuple[str, ...]]
    """Days of the week at work, `0` = Monday … `6` = Sunday."""
    languages: Mapped[tuple[str, ...]]
    """ISO 639-1 codes, such as `cy`."""
    left_on: Mapped[date | None]


class Absence(Base):
    """Days on which a worker is away, and who covers."""

    __tablename__ = "absence"
    __table_args__ = (CheckConstraint("until_on >= from_on", name="ends_after_it_begins"),)

    worker_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("worker.id"), index=True)
    from_on: Mapped[date]
    until_on: Mapped[date]
    """The last day away."""
    cover_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("worker.id"), index=True)
