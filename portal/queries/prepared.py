"""Statements that are put together once for each kind of actor, and only filled in for each request.

Putting a SELECT together costs more than running it. A statement is written for `any_of(sort)`, whose ids are
parameters, so that the one rule of sight in `portal.policy` stands in it as in any other; `ids(actor)` fills it in.
"""

import uuid
from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import CursorResult, Date, Select, Uuid, bindparam
from sqlalchemy.orm import Session

from portal.actor import Actor, Kind
from portal.models.words import Side

IDS = ("authority_id", "account_id", "person_id", "family_id", "worker_id", "agency_id", "area_team_id", "watcher_id")

Sort = tuple[Kind, bool]
"""The kind of actor, and whether a worker looks on."""

OF_FAMILY = bindparam("of_family", type_=Uuid())
"""The family that a statement is about."""


@cache
def any_of(sort: Sort) -> Actor:
    """Return an actor that stands for every one of a sort."""
    kind, is_watched = sort
    parameters: dict[str, Any] = {name: bindparam(f"actor_{name}", type_=Uuid()) for name in IDS}
    if not is_watched:
        parameters["watcher_id"] = None
    born_by: Any = bindparam("actor_own_say_born_by", type_=Date())
    side = {Kind.ADULT: Side.FAMILY, Kind.YOUNG: Side.FAMILY, Kind.SYSTEM: Side.SYSTEM}.get(kind, Side.WORKER)
    return Actor(side=side, kind=kind, own_say_born_by=born_by, **parameters)


def ids(actor: Actor, family_id: uuid.UUID | None = None) -> Mapping[str, Any]:
    """Return the parameters of a statement that was written for `any_of(actor.sort)`."""
    filled = {f"actor_{name}": getattr(actor, name) for name in (*IDS, "own_say_born_by")}
    return {**filled, "of_family": family_id}


def run(db: Session, statement: Select[Any], actor: Actor, family_id: uuid.UUID | None = None) -> CursorResult[Any]:
    """Run a statement as plain rows, past the session's machinery for objects, which costs as much again."""
    return db.connection().execute(statement, ids(actor, family_id))
