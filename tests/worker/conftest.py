"""What the tests of the workers' side may ask for besides."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from sqlalchemy import select

from portal.clock import today
from portal.database import Database, session_of
from portal.models import Entry
from portal.models.domains import Domain
from portal.models.words import InfoKind
from tests.factories import Make
from tests.support.records import AgencyMade, FamilyMade, PersonMade


@pytest.fixture
def entries(database: Database) -> Callable[[FamilyMade], list[str]]:
    """Return the actions of a family's audit, in order: `entries(family)`."""

    def read(family: FamilyMade) -> list[str]:
        with session_of(database) as db:
            chain = select(Entry.action).where(Entry.family_id == family.id).order_by(Entry.number)
            return list(db.scalars(chain))

    return read


@pytest.fixture
def next_week() -> Mapping[str, Any]:
    """Return the three boxes of a date seven days from now."""
    day = today().fromordinal(today().toordinal() + 7)
    return {"on-day": day.day, "on-month": day.month, "on-year": day.year}


@pytest.fixture
def llwyds(make: Make) -> tuple[PersonMade, PersonMade, AgencyMade]:
    """Siân with her son Macsen; she said yes to the school about his learning and his name, and to nothing else."""
    mother = make.parent(mobile="07700 900100")
    family = mother.family
    macsen = make.child(family)
    school = make.agency("Ysgol y Dderwen")
    make.look(
        mother, {Domain.PROGRESS: 3, Domain.HEALTH: 2}, why="Reading is hard", about=macsen, circle_id=family.circle_id
    )
    for kind in (InfoKind.LEARNING, InfoKind.CONTACT):
        make.decision(make.question(mother, school, about=macsen, kind=kind))
    return mother, macsen, school
