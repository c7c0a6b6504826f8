"""Changes the master key from end to end, while others read and write."""

import uuid
from dataclasses import dataclass

from portal.actor import Actor, the_system
from portal.commands import keys
from portal.database import Database, session_of, unit_of_work


@dataclass(slots=True)
class Changed:
    """How much was changed."""

    families: int = 0
    look_ups: int = 0


def rotate(data: Database, authority_id: uuid.UUID) -> Changed:
    """Wrap and hash everything with the new master key. Stopped half-way, it goes on from there the next time."""
    system, changed = the_system(authority_id), Changed()
    with session_of(data), unit_of_work() as db:
        keys.begin(db, system)
    while _once(data, system, changed):
        pass  # once more, for what others wrote meanwhile who had not seen the beginning
    return changed


def _once(data: Database, system: Actor, changed: Changed) -> int:
    before = changed.families + changed.look_ups
    while True:
        with session_of(data), unit_of_work() as db:
            some = keys.rewrap_some(db, system)
        changed.families += some
        if not some:
            break
    for table, column in keys.look_ups():
        after = None
        while True:
            with session_of(data), unit_of_work() as db:
                after, some = keys.lift_some(db, system, table, column, after)
            changed.look_ups += some
            if after is None:
                break
    return changed.families + changed.look_ups - before
