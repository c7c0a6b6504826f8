"""What the tests of the workers' side may ask for besides."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from sqlalchemy import select

from portal.clock import today
from portal.database import Database, session_of
from portal.models import Entry
from tests.support.records import FamilyMade


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
