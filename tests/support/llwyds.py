"""Siân, her son Macsen and his school: what is shared about them, over the pages of the keyworker."""

import re
from typing import Any

from portal.models import Person
from portal.models.words import ConsentStatus, InfoKind, Responsibility
from tests.factories import Make
from tests.pages import Page
from tests.support.handed_over import Handed
from tests.support.records import AgencyMade, PersonMade
from tests.support.visitors import Visit, Visitor

OVER = "This link opens nothing"
Llwyds = tuple[PersonMade, PersonMade, AgencyMade]


def letter(school: AgencyMade, **more: Any) -> dict[str, Any]:
    """What the keyworker fills in."""
    kept = {
        "agency": school.id,
        "to_name": "Asha Khan, school lead",
        "for_what": "learning",
        "purpose": "To read more.",
    }
    return {**kept, "asks": "Read with him\nRing me", "weeks": "2", "language": "en", **more}


def looked_at(visit: Visit, llwyds: Llwyds, **more: Any) -> tuple[Visitor, Page]:
    """Fill in the form, and look at what may go."""
    mother, _macsen, school = llwyds
    browser = visit(mother.family.keyworker)
    return browser, browser.post("worker.share.new", letter(school, **more), ref=mother.family.ref)


def handed_over(visit: Visit, llwyds: Llwyds, *chosen: str, **more: Any) -> Handed:
    """Share, and return the path of the link and the code."""
    browser, page = looked_at(visit, llwyds, **more)
    if chosen:
        page = browser.send(page.form(), {"again": "1", "chosen": list(chosen)}, to=page.path)
    made = browser.send(page.form(), {"make": "1"}, to=page.path)
    return link_and_code(made)


def link_and_code(made: Page) -> Handed:
    """What stands on the page that shows both once: the path of the link, and the code."""
    link, code = made.html.select_one("#link"), made.html.select_one("#code")
    assert link is not None
    assert code is not None
    return re.sub(r"^https?://[^/]+", "", link.get_text().strip()), code.get_text().strip()


def letter_of(page: Page) -> str:
    """What the page shows of what will be read."""
    return "".join(str(part) for part in page.html.select(".letter"))


def opened(visit: Visit, path: str, code: str) -> tuple[Visitor, Page]:
    """Open a link with its code, by somebody without an account."""
    asha = visit()
    asha.get(path)
    return asha, asha.post(path, {"code": code})


def take_back(make: Make, llwyds: Llwyds, kind: InfoKind = InfoKind.LEARNING) -> None:
    """Let the mother take her yes about Macsen back."""
    mother, macsen, school = llwyds
    make.decision(make.question(mother, school, about=macsen, kind=kind, is_asked=False), ConsentStatus.WITHDRAWN)


def responsible(make: Make, one: PersonMade, answer: Responsibility) -> None:
    """Change who has parental responsibility past all rules."""
    with make.writing() as db:
        db.get_one(Person, one.id).responsibility = answer
