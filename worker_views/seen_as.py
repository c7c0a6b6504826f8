"""A family's own pages as one person sees them: read-only, and noted in the audit."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal import i18n
from portal.actor import Actor
from portal.commands import family as commands
from portal.database import session, unit_of_work
from portal.queries import account, agreement, looks, pages, person, picture
from portal.web.pages import page
from portal.web.signed_in import actor
from worker_views.family import PATH, found

place = Blueprint("seen_as", __name__, url_prefix=f"{PATH}/as")

PLACES = {
    "home": (pages.home, "family/home/show.html"),
    "next": (pages.next_steps, "family/next/show.html"),
    "team": (pages.team, "family/team/show.html"),
    "goals": (pages.goals, "family/goals/index.html"),
    "journey": (pages.journey, "family/goals/journey.html"),
    "praise": (pages.praises, "family/praise/index.html"),
    "distance": (looks.index, "family/distance/index.html"),
    "sharing": (pages.sharing, "family/sharing/index.html"),
    "words": (pages.words, "family/words/index.html"),
    "looked": (pages.looked, "family/sharing/looked.html"),
    "picture": (picture.own, "family/picture/show.html"),
    "help": (pages.help_said, "family/agreement/index.html"),
    "without": (pages.without, "family/without/show.html"),
}
"""What each place loads, by the same loaders as the family's side, and the template that the family is shown."""


def _question(db: Session, seen: Actor, question_id: uuid.UUID) -> pages.Page:
    return {**pages.one_question(db, seen, question_id), "form": None, "take_back": None, "begun": None}


def _help(db: Session, seen: Actor, person_id: uuid.UUID) -> pages.Page:
    return {"help": agreement.find(agreement.own(db, seen), person_id), "form": None}


THINGS: dict[str, tuple[Callable[[Session, Actor, uuid.UUID], pages.Page], str]] = {
    "goals": (pages.one_goal, "family/goals/show.html"),
    "distance": (looks.one, "family/distance/show.html"),
    "sharing": (_question, "family/sharing/show.html"),
    "help": (_help, "family/agreement/show.html"),
}
"""The same for one thing at a place."""


@place.get("/<uuid:person_id>", defaults={"where": "home", "thing_id": None})
@place.get("/<uuid:person_id>/<where>", defaults={"thing_id": None})
@place.get("/<uuid:person_id>/<where>/<uuid:thing_id>")
def show(ref: str, person_id: uuid.UUID, where: str, thing_id: uuid.UUID | None) -> ResponseReturnValue:
    """Draw a family page with exactly one person's sight, in the worker's language."""
    if where not in (PLACES if thing_id is None else THINGS):
        abort(404)
    family = found(ref)
    who = person.get(session(), actor(), family.id, person_id)
    with unit_of_work() as db:
        commands.seen_as(db, actor(), family, person_id)
    seen = account.actor_for_person(session(), actor(), who)
    template, shown = _shown(seen, where, thing_id)
    with i18n.written_in(i18n.language(), young=seen.is_young):
        return page(template, **_instead(ref, seen, where), **shown)


def _shown(seen: Actor, where: str, thing_id: uuid.UUID | None) -> tuple[str, pages.Page]:
    if thing_id is None:
        load, template = PLACES[where]
        return template, load(session(), seen)
    load_one, template = THINGS[where]
    return template, load_one(session(), seen, thing_id)


def _instead(ref: str, seen: Actor, where: str) -> dict[str, Any]:
    """Return what stands in place of the worker's own on these pages: the reader, and where links lead."""

    def go(name: str, thing_id: object = None) -> str:
        return url_for("worker.seen_as.show", ref=ref, person_id=seen.person_id, where=name, thing_id=thing_id)

    return {
        "viewer": seen,
        "is_young": seen.is_young,
        "place": {"journey": "goals", "picture": "sharing"}.get(where, where),
        "seen_as": seen.name,
        "seen_back": url_for("worker.case.show", ref=ref),
        "go": go,
    }
