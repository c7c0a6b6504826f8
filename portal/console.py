"""What every command of the console opens: the council's database, and the council itself."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.database import Database, session_of
from portal.models import Authority
from portal.security.encryption import MasterKey
from portal.settings import Settings


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """Open the council's database, for several pieces of work."""
    data = Database(settings.database_url, MasterKey(settings.master_key, settings.master_key_old))
    try:
        yield data
    finally:
        data.close()


@contextmanager
def database(settings: Settings) -> Iterator[Session]:
    """Open a session of the council's database."""
    with opened(settings) as data, session_of(data) as db:
        yield db


def authority(db: Session, settings: Settings) -> Authority:
    """Return the council, under the name it has in the settings, making it on first use; call inside a unit of work."""
    known = db.scalar(select(Authority).order_by(Authority.id).limit(1))
    if known is not None:
        known.name_en, known.name_cy = settings.authority_name_en, settings.authority_name_cy
    else:
        known = Authority(name_en=settings.authority_name_en, name_cy=settings.authority_name_cy, own_decision_age=16)
        db.add(known)
        db.flush()
    return known
