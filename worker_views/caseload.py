"""The caseload: my families, the most pressing first."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from portal.actor import Kind
from portal.database import session
from portal.queries import caseload, manager
from portal.queries.caseload import CaseloadRow
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
    found = caseload.of_worker(session(), actor(), search)
    shown = _one_page(found, request.args.get("page", 1, type=int))
    is_manager = actor().kind is Kind.MANAGER and not htmx
    shown["to_agree"] = manager.waiting(session(), actor()) if is_manager else 0
    return page_or_part(
        "worker/caseload/index.html", "worker/caseload/_list.html", search=search, is_part=bool(htmx), **shown
    )


def _one_page(found: Sequence[CaseloadRow], asked: int) -> dict[str, Any]:
    """Return one page of what was found; a page beyond the last is the last."""
    pages = max(-(-len(found) // A_PAGE), 1)
    number = min(max(asked, 1), pages)
    rows = found[(number - 1) * A_PAGE : number * A_PAGE]
    return {"rows": rows, "found": len(found), "number": number, "pages": pages}
