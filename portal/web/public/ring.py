"""Where someone comes whose access is frozen: whom they can ring, and nothing of the family."""

import uuid

from flask import redirect, session, url_for
from flask.typing import ResponseReturnValue

from portal import i18n
from portal.actor import Actor
from portal.database import session as db_session
from portal.queries import account, pages
from portal.web.pages import page
from portal.web.public.blueprint import public


@public.get("/ring")
def ring() -> ResponseReturnValue:
    """Say whom to ring. Only for who has shown, by a password or a device, that the frozen access is theirs."""
    who = _frozen()
    if who is None:
        session.pop("frozen", None)
        return redirect(url_for("public.sign_in"), 303)
    code = session.get("language") or who.language
    i18n.write_in(code if code in i18n.LANGUAGES else "en", young=who.is_young)
    response = page("public/ring.html", is_young=who.is_young, **pages.to_ring(db_session(), who))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _frozen() -> Actor | None:
    kept = session.get("frozen")
    return account.frozen(db_session(), uuid.UUID(kept)) if kept else None
