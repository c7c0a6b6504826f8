"""The caseload: my families, the most pressing first."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from portal.actor import Kind
from portal.database import session
from portal.queries import caseload
from portal.web.pages import htmx, page, page_or_part
from portal.web.signed_in import actor

place = Blueprint("caseload", __name__)

A_PAGE = 50
LONGEST = 100
"""The most characters of a search that are looked at."""


@place.get("/")
def index() -> ResponseReturnValue:
    """Show the families, narrowed to a search."""
    if actor().kind is Kind.ADMINISTRATOR:
        return page("worker/caseload/administrator.html")
    search = request.args.get("q", "").strip()[:LONGEST]
    number = max(request.args.get("page", 1, type=int), 1)
    found = caseload.of_worker(session(), actor(), search)
    return page_or_part(
        "worker/caseload/index.html",
        "worker/caseload/_list.html",
        rows=found[(number - 1) * A_PAGE : number * A_PAGE],
        found=len(found),
        search=search,
        number=number,
        pages=-(-len(found) // A_PAGE),
        is_part=bool(htmx),
    )
