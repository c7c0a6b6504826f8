"""The links of the audit's chain."""

import hashlib
import hmac
import uuid
from datetime import UTC, datetime

LINKED = ("family_id", "number", "at", "account_id", "action", "thing_id", "previous")


def link(
    key: bytes,
    *,
    family_id: uuid.UUID,
    number: int,
    at: datetime,
    account_id: uuid.UUID | None,
    action: str,
    thing_id: uuid.UUID | None,
    previous: bytes,
) -> bytes:
    """Return an entry's hash: HMAC-SHA256 over its fields and the hash before it."""
    said = f"{family_id}|{number}|{at.astimezone(UTC).isoformat()}|{account_id}|{action}|{thing_id}|"
    return hmac.new(key, said.encode() + previous, hashlib.sha256).digest()
