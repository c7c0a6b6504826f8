"""One family on the workers' side: opened and noted in its audit, then drawn with its places."""

from typing import Any

from flask import request
from flask.wrappers import Response

from portal import clock
from portal.commands import family as commands
from portal.commands import knock
from portal.database import session, unit_of_work
from portal.errors import NotAllowed, NotFound
from portal.permission import Permission
from portal.policy import allows
from portal.queries import family as families
from portal.queries.family import FamilyView
from portal.rules import guest
from portal.web.naming import written_about
from portal.web.pages import htmx, page, page_or_part
from portal.web.signed_in import actor

PATH = "/families/<ref>"
BUTTONS = (
    Permission.SEE_DETAILS,
    Permission.SET_CONTACT,
    Permission.MARK_AT_RISK,
    Permission.CHANGE_FAMILY,
    Permission.CHANGE_TEAM,
    Permission.CHANGE_STEP,
    Permission.SET_GOAL,
    Permission.SCORE_GOAL,
    Permission.COPY_SCORES,
    Permission.END_GOAL,
    Permission.CHANGE_GOAL,
    Permission.DECLINE_GOAL,
    Permission.GIVE_PRAISE,
    Permission.ANSWER_VOICE,
    Permission.LOOK,
    Permission.ASK_SHARING,
    Permission.RECORD_SHARING,
    Permission.RECORD_HELP,
    Permission.SHARE,
    Permission.INVITE,
    Permission.SEE_AS,
    Permission.KEEP_NOTES,
)
"""What a page may have a button for."""
READ = frozenset(
    f"worker.{name}"
    for name in (
        "case.show",
        "next.show",
        "team.show",
        "goals.index",
        "goals.show",
        "sharing.index",
        "sharing.show",
        "picture.show",
        "agreement.write",
        "people.index",
        "people.contact",
        "seen_as.show",
    )
)
"""The pages of a family that may be read by who has opened it from outside its team."""
NOTES = frozenset({"worker.notes.index", "worker.notes.change"})
"""The pages on which they may write."""


def opened(ref: str) -> FamilyView:
    """Return a family by its reference, and note in its audit that this worker looked; raises `NotFound`."""
    family = found(ref)
    with unit_of_work() as db:
        commands.opened(db, actor(), family)
    return family


def found(ref: str) -> FamilyView:
    """Return a family by its reference; when the worker may not see it, or it never was, write down that they asked.

    Raises:
        NotFound: after the same work for both.
        NotAllowed: the family was opened from outside its team, and this page is for changing something.
    """
    try:
        family = families.by_ref(session(), actor(), ref)
    except NotFound:
        with unit_of_work() as db:
            knock.note(db, actor(), ref)
        raise
    if guest(actor(), family) and not _is_for_guests():
        raise NotAllowed
    written_about(family.id)
    return family


def _is_for_guests() -> bool:
    """Say whether who has opened a family from outside its team may do this: read, and write notes."""
    writes = request.method == "POST"
    return request.endpoint in (NOTES if writes else READ | NOTES)


def case_page(name: str, family: FamilyView, status: int = 200, **context: Any) -> Response:
    """Answer with a page of a family."""
    return page(name, status, **_of(family), **context)


def case_page_or_part(name: str, part: str, family: FamilyView, **context: Any) -> Response:
    """Answer with a page of a family, or with the part of it that htmx asked for."""
    return page_or_part(name, part, **_of(family), is_part=bool(htmx), **context)


def _of(family: FamilyView) -> dict[str, Any]:
    return {"family": family, "today": clock.today(), "may": buttons(family)}


def buttons(family: FamilyView) -> dict[str, bool]:
    """Return which buttons this worker gets, by the permission's name in small letters."""
    return {permission.name.lower(): allows(actor(), permission, family) for permission in BUTTONS}
