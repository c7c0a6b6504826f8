"""The links of the audit's chain."""

import hashlib
import hmac
import uuid
from datetime import UTC, datetime

LINKED = (
    "id", "family_id", "number", "at", "account_id", "action", "thing_id", "role", "purpose", "reason", "is_locked",
    "previous",
)  # fmt: skip
"""Every column of an entry but the hash itself."""


def link(
    key: bytes,
    *,
    id: uuid.UUID,  # noqa: A002 (the column's name)
    family_id: uuid.UUID,
    number: int,
    at: datetime,
    account_id: uuid.UUID | None,
    action: str,
    thing_id: uuid.UUID | None,
    role: str | None,
    purpose: str | None,
    reason: bytes | None,
    is_locked: bool,
    previous: bytes,
) -> bytes:
    """Return an entry's hash: HMAC-SHA256 over its fields and the hash before it.

    An entry without a role is from before roles were kept, and is linked as entries were then.
    """
    said = f"{family_id}|{number}|{at.astimezone(UTC).isoformat()}|{account_id}|{action}|{thing_id}|"
    if role is not None or purpose is not None or reason is not None or is_locked:
        why = hashlib.sha256(reason).hexdigest() if reason else ""
        said += f"{id}|{role}|{purpose}|{bool(is_locked)}|{why}|"
    return hmac.new(key, said.encode("utf-8", "surrogatepass") + previous, hashlib.sha256).digest()
