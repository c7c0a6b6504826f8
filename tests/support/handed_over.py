"""Shares over the pages of the worker who shares: looked at, handed over, opened with the code."""

import re
from typing import Any

from tests.pages import Page
from tests.support.records import AgencyMade, PersonMade, Thing
from tests.support.visitors import Visit, Visitor

LETTER = {"to_name": "Mari Edwards, health visitor", "for_what": "health", "weeks": "2", "language": "en"}
Handed = tuple[str, str]
"""The path of a link, and its code."""


def looked_at(
    visit: Visit, one: PersonMade, service: AgencyMade, decision: Thing | None = None, by: Any = None, **said: Any
) -> tuple[Visitor, Page]:
    """Choose what to share about somebody's family, on a decision if one is named, and look at it."""
    browser = visit(by or one.family.keyworker)
    chosen = {"agency": service.id, "decision": decision.id if decision else "agreed"}
    path = f"/worker/families/{one.family.ref}/share/new"
    begun = f"{path}?decision={decision.id}" if decision else path
    return browser, browser.post(path, {**LETTER, **chosen, **said}, on=begun)


def hand_over(visit: Visit, *about: Any, **said: Any) -> Handed:
    """Share, and return the path of the link and the code."""
    browser, page = looked_at(visit, *about, **said)
    made = browser.send(page.form(), {"make": "1"}, to=page.path)
    link, code = made.html.select_one("#link"), made.html.select_one("#code")
    assert link is not None
    assert code is not None
    return re.sub(r"^https?://[^/]+", "", link.get_text().strip()), code.get_text().strip()


def opened(visit: Visit, handed: Handed) -> tuple[Visitor, Page]:
    """Open a link with its code, by somebody without an account."""
    path, code = handed
    browser = visit()
    browser.get(path)
    return browser, browser.post(path, {"code": code})
