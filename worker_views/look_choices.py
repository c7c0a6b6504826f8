"""What is due of the looks at how things are, and what their forms offer: shared by the places that write them."""

from collections.abc import Sequence
from typing import Any

from flask import request

from portal import clock
from portal.database import session
from portal.models.domains import Moment
from portal.models.words import CircleKind
from portal.queries import gate, occasion
from portal.queries.circle import CircleName, Circles
from portal.queries.family import FamilyView
from portal.queries.gate import DueLook
from portal.queries.person import PersonView
from portal.web.pages import settings
from portal.web.signed_in import actor
from worker_views.controls import circle_words, option, words_of

US = "us"
"""In the place of a child: the whole family."""


def due_of(family: FamilyView, people: Sequence[PersonView]) -> Sequence[DueLook]:
    """Return the looks that wait: none where the council does not look in this way."""
    used = [] if actor().is_partner else settings().looks
    past = occasion.done(session(), actor(), family.id) if used else []
    return gate.due(family, people, used, past, clock.today())


def begun(family: FamilyView, whose: PersonView, circles: Circles) -> dict[str, Any]:
    """Return what is chosen already: the tool in use, the moment that fits, and the closest circle of the person."""
    used = settings().looks
    tool = next((one for one in used if one == request.args.get("tool")), used[0] if whose.is_adult else used[-1])
    past = [one for one in occasion.done(session(), actor(), family.id) if one[:2] == (whose.id, tool)]
    closest = next((one for one in circles_of(whose, circles) if one.kind is not CircleKind.WHOLE_FAMILY), None)
    return {
        "tool": tool.value,
        "moment": gate.moment_of(family.closed_on, past).value,
        "about": US if whose.is_adult else str(whose.id),
        "circle": str(closest.id) if closest else None,
    }


def circles_of(whose: PersonView, circles: Circles) -> list[CircleName]:
    """Return the circles that someone is in and something new may be put into, the closest first."""
    own = [one for one in circles.values() if whose.id in one.person_ids and one.is_read and not one.is_closed]
    return sorted(own, key=lambda one: list(reversed(CircleKind)).index(one.kind))


def offer(form: Any, whose: PersonView, circles: Circles) -> None:
    form.tool.choices = words_of(settings().looks)
    form.moment.choices = words_of(Moment)
    form.circle.choices = [option(str(one.id), circle_words(one)) for one in circles_of(whose, circles)]
