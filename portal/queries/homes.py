"""Who lives apart from whom, as far as it is known: every question on it is asked here."""

import uuid

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import aliased

from portal.models import Circle, Household, HouseholdPerson, Person
from portal.models.words import CircleKind

HERE, THERE = aliased(HouseholdPerson), aliased(HouseholdPerson)


def live_apart(one: uuid.UUID | None, other: type[Person]) -> ColumnElement[bool]:
    """Hold where no home is known that someone has in common with another of their family; after a parting, always.

    In a family of which no home is known nobody lives apart.
    """
    at_home = exists().where(
        HERE.person_id == one, THERE.person_id == other.id, THERE.household_id == HERE.household_id
    )
    is_parted = exists().where(
        Circle.family_id == other.family_id, Circle.kind == CircleKind.WHOLE_FAMILY, Circle.closed_on.is_not(None)
    )
    is_known = exists().where(Household.family_id == other.family_id)
    apart = or_(
        is_parted.correlate_except(Circle),
        and_(is_known.correlate_except(Household), ~at_home.correlate_except(HERE, THERE)),
    )
    return and_(other.id != one, apart)
