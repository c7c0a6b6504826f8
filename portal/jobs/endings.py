"""Asks again about every yes that ends soon: each in a transaction of its own, so that one fault stops no other."""

import structlog
from sqlalchemy.orm import Session

from portal.commands import consent_ending
from portal.database import unit_of_work
from portal.errors import PortalError

log = structlog.get_logger()


def ask_again(db: Session) -> int:
    """Ask everyone whose yes ends within two weeks, once, and return how many."""
    asked = 0
    for yes_id in consent_ending.due(db):
        try:
            with unit_of_work():
                asked += consent_ending.ask_again(db, yes_id)
        except (PortalError, ValueError) as fault:
            log.warning("not_asked_again", consent=str(yes_id), error=type(fault).__name__)
    return asked
