"""Refuses an edit that was begun on an older version."""

from enum import StrEnum

from portal.errors import EditedMeanwhile
from portal.models.base import Base, Versioned


def begun_on(thing: Versioned, version: int) -> None:
    """Raise `EditedMeanwhile` unless the edit was begun on the version that stands now."""
    if thing.version != version:
        raise EditedMeanwhile(thing.id if isinstance(thing, Base) else None)


def tidied(value: object) -> object:
    """Return typed text without outer spaces, all else as it is; a `StrEnum` is text too and stays one."""
    return value.strip() if isinstance(value, str) and not isinstance(value, StrEnum) else value
