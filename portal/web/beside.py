"""A device in a child's hands: until its worker shows who they are, every address leads back to the child's round."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.commands import child_round as commands
from portal.database import session, unit_of_work
from portal.queries import child_round
from portal.security.sessions import Beside
from portal.web import access
from portal.web.signed_in import actor, end_visit, note_use, ran_out, visit_or_none


def child() -> Beside | None:
    """Return the child whom this device is locked to, if it is."""
    visit = visit_or_none()
    return visit.beside if visit else None


def own_child() -> Beside:
    """Return the child whom this device is locked to; the guard has made sure that it is."""
    found = child()
    if found is None:
        raise LookupError("this device is locked to no child")
    return found


def path(endpoint: str = "worker.child_screen.now") -> str:
    """Return where a page of the child's round stands."""
    locked = own_child()
    ref = child_round.ref(session(), actor(), locked.round_id)
    return url_for(endpoint, ref=ref, person_id=locked.person_id)


def led_back() -> ResponseReturnValue | None:
    """Let a page of this child's round be opened, or lead there from wherever else was asked for."""
    if request.endpoint in access.OPEN_BESIDE_A_CHILD - {"public.still_here"}:
        return None
    with unit_of_work() as db:
        commands.touch(db, actor(), own_child().round_id)
    note_use()
    if request.endpoint == "public.still_here":
        return None
    here = path()
    if request.endpoint in access.BESIDE_A_CHILD and f"{request.path}/".startswith(f"{here}/"):
        return None
    if request.headers.get("HX-Request"):
        return "", 204, {"HX-Redirect": here}
    return redirect(here, 303)


def end_when_quiet() -> None:
    """End a round that nobody touched for ten minutes, and with it the session of the worker's browser."""
    visit = ran_out()
    if visit and visit.beside:
        with unit_of_work() as db:
            end_visit(db, visit)


def handed_over() -> ResponseReturnValue:
    """Go to the child's page from the worker's, and let the browser keep none of the pages before it."""
    response = redirect(path(), 303)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
