"""The keys that a database session has met."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models import FamilyKey
from portal.security.encryption import Keyring


def keyring(db: Session) -> Keyring:
    """Return the keys of the families that this session has met."""
    ring: Keyring = db.info["keyring"]
    return ring


def learn_key(db: Session, family_id: uuid.UUID) -> Keyring:
    """Return the keyring with the key of one family on it, reading it if need be."""
    ring = keyring(db)
    if not ring.knows(family_id):
        wrapped = db.scalar(select(FamilyKey.wrapped).where(FamilyKey.id == family_id))
        if wrapped is not None:
            ring.add(family_id, wrapped)
    return ring
