"""Changes the master key from end to end, while others read and write."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Column
from sqlalchemy.orm import Session

from portal.actor import Actor, the_system
from portal.commands import keys
from portal.database import Database, session_of, unit_of_work

ChangeSome = Callable[[Session, Actor, "Column[bytes]", uuid.UUID | None], keys.Some]


@dataclass(slots=True)
class Changed:
    """How much was changed."""

    families: int = 0
    look_ups: int = 0
    secrets: int = 0


def rotate(data: Database, authority_id: uuid.UUID) -> Changed:
    """Wrap and hash everything with the new master key. Stopped half-way, it goes on from there the next time."""
    system, changed = the_system(authority_id), Changed()
    with session_of(data), unit_of_work() as db:
        keys.begin(db, system)
    while _once(data, system, changed):
        pass  # once more, for what others wrote meanwhile who had not seen the beginning
    return changed


def _once(data: Database, system: Actor, changed: Changed) -> int:
    before = changed.families + changed.look_ups + changed.secrets
    while True:
        with session_of(data), unit_of_work() as db:
            some = keys.rewrap_some(db, system)
        changed.families += some
        if not some:
            break
    changed.look_ups += sum(_all_of(data, system, column, keys.lift_some) for column in keys.look_ups())
    changed.secrets += sum(_all_of(data, system, column, keys.reseal_some) for column in keys.secrets())
    return changed.families + changed.look_ups + changed.secrets - before


def _all_of(data: Database, system: Actor, column: "Column[bytes]", change_some: ChangeSome) -> int:
    """Change a whole column, some rows in each unit of work, and return how many were changed."""
    after, changed = None, 0
    while True:
        with session_of(data), unit_of_work() as db:
            after, some = change_some(db, system, column, after)
        changed += some
        if after is None:
            return changed
