"""A family's case view: the same cards that the family sees, and beside them what only workers see."""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.actor import Actor
from portal.database import session
from portal.models.words import StepState
from portal.queries import circle, goal, member, note, opening, person, praise, safe_contact, step
from portal.queries.family import FamilyView
from portal.queries.shareable import gather
from portal.web.share_body import told
from portal.web.signed_in import actor
from worker_views.family import PATH, case_page, opened
from worker_views.look_choices import due_of
from worker_views.sharing import by_decider

place = Blueprint("case", __name__, url_prefix=PATH)

NOTES = 3
"""How many notes the case view shows."""


@place.get("/")
def show(ref: str) -> ResponseReturnValue:
    """Show the case at a glance."""
    family = opened(ref)
    if actor().is_partner:
        return case_page("worker/case/partner.html", family, **_shared(actor(), family))
    return case_page("worker/case/show.html", family, **_cards(actor(), family))


def _shared(who: Actor, family: FamilyView) -> dict[str, Any]:
    """Return what the decisions on sharing let another agency's worker read now, and whom to ask for more."""
    db = session()
    team = member.of_family(db, who, family.id, circle.seen_by(db, who, family.id))
    return {
        "body": told(gather(db, who, family.id, who.own_agency)),
        "team": team,
        "keyworker": next((one for one in team if one.is_keyworker), None),
    }


def _cards(who: Actor, family: FamilyView) -> dict[str, Any]:
    """Return what the family's own home draws, over all circles that the worker sees."""
    db = session()
    circles = circle.seen_by(db, who, family.id)
    team = member.of_family(db, who, family.id, circles)
    steps = step.of_family(db, who, family.id, circles)
    coming = [stone for stone in steps if stone.state is StepState.COMING]
    people = person.of_family(db, who, family.id)
    on_team = who.worker_id in {one.worker_id for one in team}
    return {
        "contacts": safe_contact.of_family(db, who, family.id),
        "keyworker": next((one for one in team if one.is_keyworker), None),
        "team": team,
        "next_step": next((stone for stone in coming if not stone.is_overdue), coming[0] if coming else None),
        "overdue": [stone for stone in coming if stone.is_overdue],
        "coming_count": len(coming),
        "goals": [view for view in goal.of_family(db, who, family.id, circles) if view.is_open],
        "waiting": [asked for _, asks in by_decider(family, people, team, only_waiting=True) for asked in asks],
        "people": people,
        "open_until": None if on_team else opening.own_until(db, who, family.id),
        "praise": next(iter(praise.of_family(db, who, family.id, circles)), None),
        "due": due_of(family, people),
        "notes": note.of_family(db, who, family.id)[:NOTES],
    }
