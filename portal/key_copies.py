"""Copies of the families' keys, apart from the copies of the database: a file that always holds only today's keys.

A backup without it cannot be read. Erasing a family rewrites it, so that older backups lose the family too.
"""

import json
import os
import uuid
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Uuid, insert, select

from portal import clock
from portal.errors import NotOurs
from portal.models import Authority, Base, Family, FamilyKey, KeptKey, KeyCopy
from portal.models.base import Bytes, UtcDateTime

NAME = "nod-keys.json"
WHAT = "nod keys 1"
KEYS = (FamilyKey, KeptKey)
TABLES = tuple(model.__tablename__ for model in KEYS)


def beside(file: Path) -> Path:
    """Return where the keys stand for a backup, unless another place is named."""
    return file.parent / NAME


def write(connection: Connection, path: Path) -> None:
    """Write today's keys in the place of those that were there, and remember where.

    Raises:
        NotOurs: there is another council's file, or one that holds something else.
    """
    council = str(connection.scalar(select(Authority.id).order_by(Authority.id).limit(1)) or "")
    if path.exists() and _read(path)["council"] not in {council, ""}:
        raise NotOurs(path.name)
    _put(path, {"what": WHAT, "council": council, "at": clock.now().isoformat(), **_keys(connection)})
    at = str(path.resolve())
    if not connection.scalar(select(KeyCopy.id).where(KeyCopy.path == at)):  # a place is written down once
        connection.execute(insert(KeyCopy).values(id=uuid.uuid4(), path=at, since=clock.now()))


def rewrite(connection: Connection) -> Sequence[Path]:
    """Write today's keys wherever they were written before, and return the places that could not be reached."""
    beyond = []
    for at in connection.scalars(select(KeyCopy.path).order_by(KeyCopy.path)).all():
        path = Path(at)
        try:
            if not path.exists():
                raise FileNotFoundError(at)
            write(connection, path)
        except (OSError, NotOurs):
            beyond.append(path)
    return beyond


def give_back(connection: Connection, path: Path) -> None:
    """Put the keys of a file to the families that have none here; a family that is not in the file was erased."""
    kept = _read(path)
    there = set(connection.scalars(select(FamilyKey.id)))
    families = set(connection.scalars(select(Family.id))) - there
    _insert(connection, FamilyKey, [row for row in kept["family_key"] if uuid.UUID(row["id"]) in families])
    if not connection.scalar(select(KeptKey.id).limit(1)):
        _insert(connection, KeptKey, kept["kept_key"])


def without(connection: Connection) -> int:
    """Return how many families have no key, and cannot be read."""
    return len(set(connection.scalars(select(Family.id))) - set(connection.scalars(select(FamilyKey.id))))


def _keys(connection: Connection) -> dict[str, Any]:
    return {
        model.__tablename__: [
            {name: _as_text(value) for name, value in row._mapping.items()}
            for row in connection.execute(select(model.__table__).order_by(model.id))
        ]
        for model in KEYS
    }


def _as_text(value: object) -> object:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, uuid.UUID) else value


def _insert(connection: Connection, model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    columns = model.__table__.c
    for row in rows:
        values = {name: _of_text(columns[name].type, value) for name, value in row.items()}
        connection.execute(insert(model).values(**values))


def _of_text(kind: object, value: Any) -> object:
    if value is None:
        return None
    if isinstance(kind, Bytes):
        return bytes.fromhex(value)
    if isinstance(kind, Uuid):
        return uuid.UUID(value)
    return datetime.fromisoformat(value) if isinstance(kind, UtcDateTime) else value


def _read(path: Path) -> dict[str, Any]:
    try:
        kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if kept["what"] != WHAT:
            raise NotOurs(path.name)
    except (ValueError, KeyError, TypeError) as fault:
        raise NotOurs(path.name) from fault
    return kept


def _put(path: Path, kept: dict[str, Any]) -> None:
    """Write a new file, overwrite the old one's bytes, and put the new one in its place."""
    fresh = path.with_name(f"{path.name}.new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        json.dump(kept, out, indent=1)
        out.flush()
        os.fsync(out.fileno())
    if path.exists():
        with path.open("r+b") as old:
            old.write(b"\x00" * path.stat().st_size)
            old.flush()
            os.fsync(old.fileno())
    fresh.replace(path)
