"""Signed checkpoints of the audit: a small file, kept elsewhere, that says where each chain ended."""

import json
import uuid
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from portal.errors import NotOurs
from portal.queries.audit import End
from portal.security.encryption import CHECKPOINTS, MasterKey

WHAT = "nod audit checkpoint 1"


def public_keys(master: MasterKey) -> list[str]:
    """Return the public keys of checkpoints in hexadecimal, that of now first; they are no secret."""
    return [_key(seed).public_key().public_bytes_raw().hex() for seed in master.keys(CHECKPOINTS)]


def write(file: Path, master: MasterKey, at: datetime, ends: Mapping[uuid.UUID, End]) -> None:
    """Write where the chains end, signed with Ed25519; never over a file."""
    said = {
        "what": WHAT,
        "at": at.isoformat(),
        "families": {str(family_id): [end.length, end.hash.hex()] for family_id, end in ends.items()},
    }
    key = _key(master.keys(CHECKPOINTS)[0])
    signed = {**said, "public_key": public_keys(master)[0], "signature": key.sign(_as_signed(said)).hex()}
    with file.open("x", encoding="utf-8") as out:
        json.dump(signed, out, indent=1)
        out.write("\n")


def read(file: Path, master: MasterKey) -> Mapping[uuid.UUID, End]:
    """Return where the chains ended.

    Raises:
        NotOurs: no checkpoint, one that was changed since, or one signed by another key.
    """
    try:
        signed = json.loads(file.read_text(encoding="utf-8"))
        signature = bytes.fromhex(signed.pop("signature"))
        signed.pop("public_key")
        if signed["what"] != WHAT or not _is_signed(master, signed, signature):
            raise NotOurs(file.name)
        return {
            uuid.UUID(family_id): End(length, bytes.fromhex(hash_))
            for family_id, (length, hash_) in signed["families"].items()
        }
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise NotOurs(file.name) from fault


def _is_signed(master: MasterKey, said: Mapping[str, Any], signature: bytes) -> bool:
    for seed in master.keys(CHECKPOINTS):
        try:
            _key(seed).public_key().verify(signature, _as_signed(said))
        except InvalidSignature:
            continue
        return True
    return False


def _key(seed: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(seed)


def _as_signed(said: Mapping[str, Any]) -> bytes:
    return json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
