"""What the pages of looks draw on the family's side, and when in the help a look is of."""

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from portal.actor import Actor
from portal.errors import NotFound
from portal.models.domains import Moment, Tool
from portal.queries import circle, distance, occasion
from portal.queries import family as families
from portal.queries.gate import moment_of
from portal.queries.occasion import OccasionView

Page = Mapping[str, Any]


def index(db: Session, actor: Actor) -> Page:
    """Return one's own looks, those half done first, and those that others let one see."""
    circles = circle.seen_by(db, actor, actor.own_family)
    seen = list(reversed(occasion.of_family(db, actor, actor.own_family, circles)))
    return {
        "half_done": [view for view in seen if view.is_open],
        "mine": [view for view in seen if not view.is_open and view.person.id == actor.person_id],
        "others": [view for view in seen if not view.is_open and view.person.id != actor.person_id],
    }


def one(db: Session, actor: Actor, occasion_id: uuid.UUID) -> Page:
    """Return one look, how far it is from its starting points, and what is hardest; raises `NotFound`."""
    circles = circle.seen_by(db, actor, actor.own_family)
    seen = occasion.of_family(db, actor, actor.own_family, circles)
    view = occasion.find(seen, occasion_id)
    return {**result(seen, view), "is_mine": view.person.id == actor.person_id}


def result(seen: Any, view: OccasionView) -> dict[str, Any]:
    """Return what the page of one look draws, on either side."""
    return {"look": view, "distances": distance.distances(seen, view), "hardest": distance.hardest(view)}


def own(db: Session, actor: Actor, occasion_id: uuid.UUID) -> OccasionView:
    """Return one's own look; raises `NotFound` for another's."""
    view: OccasionView = one(db, actor, occasion_id)["look"]
    if view.person.id != actor.person_id:
        raise NotFound("occasion", occasion_id)
    return view


def next_moment(db: Session, actor: Actor, person_id: uuid.UUID, tool: Tool) -> Moment:
    """Return which moment a look of someone's own that begins now is of."""
    past = [one for one in occasion.done(db, actor, actor.own_family) if one[:2] == (person_id, tool)]
    return moment_of(families.own(db, actor).closed_on, past)
