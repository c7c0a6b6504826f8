"""Statements that are put together once for each kind of actor, and only filled in for each request.

Putting a SELECT together costs more than running it. A statement is written for `any_of(kind)`, whose ids are
parameters, so that the one rule of sight in `portal.policy` stands in it as in any other; `ids(actor)` fills it in.
"""

import uuid
from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Uuid, bindparam

from portal.actor import Actor, Kind
from portal.models.words import Side

IDS = ("authority_id", "account_id", "person_id", "family_id", "worker_id", "agency_id", "area_team_id")

OF_FAMILY = bindparam("of_family", type_=Uuid())
"""The family that a statement is about."""


@cache
def any_of(kind: Kind) -> Actor:
    """Return an actor that stands for every one of a kind."""
    parameters: dict[str, Any] = {name: bindparam(f"actor_{name}", type_=Uuid()) for name in IDS}
    side = {Kind.ADULT: Side.FAMILY, Kind.YOUNG: Side.FAMILY, Kind.SYSTEM: Side.SYSTEM}.get(kind, Side.WORKER)
    return Actor(side=side, kind=kind, **parameters)


def ids(actor: Actor, family_id: uuid.UUID | None = None) -> Mapping[str, Any]:
    """Return the parameters of a statement that was written for `any_of(actor.kind)`."""
    filled = {f"actor_{name}": getattr(actor, name) for name in IDS}
    return {**filled, "of_family": family_id}
