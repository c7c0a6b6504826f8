"""A caseload like Wiltshire's in January 2018: 49 keyworkers, 291 families."""

from sqlalchemy.orm import Session

from portal.settings import Settings


def fill_wiltshire(db: Session, settings: Settings) -> None:
    """Add it."""
