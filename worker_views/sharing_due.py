"""Sharing across the caseload: what was not asked, waits, ends, was taken back, or is seen differently."""

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from portal.database import session
from portal.queries import sharing_due
from portal.queries.sharing_due import State
from portal.web.pages import page
from portal.web.signed_in import actor

place = Blueprint("sharing_due", __name__, url_prefix="/sharing")

A_PAGE = 50


@place.get("")
def index() -> ResponseReturnValue:
    """Show what waits, one reason at a time."""
    found = sharing_due.of_worker(session(), actor())
    chosen = _chosen(found)
    rows = found[chosen]
    pages = max(-(-len(rows) // A_PAGE), 1)
    number = min(max(request.args.get("page", 1, type=int), 1), pages)
    shown = rows[(number - 1) * A_PAGE : number * A_PAGE]
    counts = {state: len(some) for state, some in found.items()}
    return page("worker/sharing_due/index.html", counts=counts, chosen=chosen, rows=shown, number=number, pages=pages)


def _chosen(found: Any) -> State:
    """Return the reason that the address names, else the first that there is something of."""
    asked = request.args.get("state", "")
    if asked in set(State):
        return State(asked)
    return next((state for state, some in found.items() if some), State.DISAGREED)
