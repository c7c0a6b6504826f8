"""Draws a page, or the part of it that htmx asked for, in the reader's language."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from flask import current_app, flash, g, get_flashed_messages, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask.wrappers import Response
from flask_htmx import HTMX
from markupsafe import Markup

from portal import i18n
from portal.database import session
from portal.errors import TooBusy
from portal.models.council import THE_COUNCIL
from portal.queries import way_in
from portal.queries.way_in import News
from portal.security.sessions import IDLE
from portal.settings import Settings
from portal.web.signed_in import actor_or_none, visit_or_none

htmx = HTMX()
RETRY_AFTER = 3
"""Seconds after which someone who was told that Nod is busy may try again."""


def settings() -> Settings:
    """Return the settings of the running application."""
    chosen: Settings = current_app.extensions["nod.settings"]
    return chosen


def authority_name() -> str:
    """Return what the council is called in the reader's language."""
    chosen = settings()
    return chosen.authority_name_cy if i18n.language() == "cy" else chosen.authority_name_en


def employer(agency: str) -> str:
    """Return what an agency is called: the council by its name in the reader's language, others as they are known."""
    en, cy = settings().authority_name_en, settings().authority_name_cy
    own = (THE_COUNCIL, en, cy, f"{cy} / {en}", f"{en} / {cy}")
    return authority_name() if agency.casefold() in [name.casefold() for name in own] else agency


def render(name: str, **context: Any) -> str:
    """Return a template written in the reader's language."""
    environment = current_app.extensions["nod.renderings"][i18n.rendering()]
    return str(environment.get_template(name).render(**(_shared() | context)))


def page(name: str, status: int = 200, **context: Any) -> Response:
    """Answer with a whole page."""
    response = make_response(render(name, **context), 200 if g.get("only_redrawn") else status)
    if response.status_code == TooBusy.status:
        response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def page_or_part(name: str, part: str, status: int = 200, **context: Any) -> Response:
    """Answer with the whole page, or with the part of it that htmx asked for."""
    wants_part = bool(htmx) and not htmx.boosted and not htmx.history_restore_request
    response = page(part if wants_part else name, status, **context)
    response.vary.add("HX-Request")
    return response


def say(sentence: str) -> None:
    """Say something once, on the next page drawn."""
    flash(sentence)


def see(endpoint: str, **values: Any) -> ResponseReturnValue:
    """Go and look at another page after something was saved."""
    return redirect(url_for(endpoint, **values), 303)


def _shared() -> dict[str, Any]:
    who, chosen = actor_or_none(), settings()
    return {
        "news": _news,
        "language": i18n.language(),
        "is_young": bool(who and who.is_young),
        "viewer": who,
        "authority_name": authority_name(),
        "exit_url": chosen.exit_url,
        "place": (request.blueprint or "").rpartition(".")[2],
        "said": get_flashed_messages(),
        "idle_seconds": int(IDLE[who.side].total_seconds()) if who else None,
        "idle_dialog": _idle_dialog,
        "is_typed": request.method == "POST",
        "switch_url": _switch_url,
        "seen_as": None,
        "go": go,
        "is_demo": chosen.demo,
        "looks": chosen.looks,
    }


def _news() -> News | None:
    """Return the new way in that this device has not told its reader of yet."""
    visit = visit_or_none()
    return way_in.news(session(), visit.actor) if visit and visit.is_untold else None


def _idle_dialog() -> Markup:
    """Return the dialog that shuts a page in time, for whoever sits here: also on a page drawn as another reads it."""
    who = actor_or_none()
    if who is None:
        return Markup()
    with i18n.written_in(i18n.language(), young=who.is_young):
        seconds = int(IDLE[who.side].total_seconds())
        return Markup(render("layouts/_idle.html", seconds=seconds, here=request.path))  # noqa: S704 (our own template)


PLACES = {
    "home": ("family.home.show", None),
    "next": ("family.next.show", None),
    "team": ("family.team.show", None),
    "goals": ("family.goals.index", ("family.goals.show", "goal_id")),
    "journey": ("family.goals.journey", None),
    "praise": ("family.praise.index", None),
    "sharing": ("family.sharing.index", ("family.sharing.show", "question_id")),
    "words": ("family.words.index", None),
    "distance": ("family.distance.index", ("family.distance.show", "occasion_id")),
    "looked": ("family.sharing.looked", None),
    "picture": ("family.picture.show", None),
    "help": ("family.agreement.index", ("family.agreement.show", "person_id")),
    "without": ("family.without.show", None),
}


def go(place: str, thing_id: object = None) -> str:
    """Return the address of a place of the family side, or of one thing there."""
    index, one = PLACES[place]
    address: Callable[..., str] = current_app.extensions["nod.address"]
    if thing_id is None or one is None:
        return address(index)
    endpoint, name = one
    return address(endpoint, **{name: thing_id})


def _switch_url(code: str) -> str:
    """Return the same page in another language; relative, so that a page that is not there says nothing of where."""
    return "?" + urlencode({**request.args.to_dict(), "lang": code})
