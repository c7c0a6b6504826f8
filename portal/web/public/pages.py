"""What anyone may read: who this is for, help now, privacy, accessibility, cookies; and the quick exit."""

from flask import redirect, request, session
from flask.typing import ResponseReturnValue

from portal.database import unit_of_work
from portal.models.explained import Explained
from portal.security import sessions
from portal.web.guards import home_of
from portal.web.pages import page, settings
from portal.web.public.blueprint import public
from portal.web.signed_in import actor_or_none, let_out


@public.get("/")
def home() -> ResponseReturnValue:
    """Say who this is for; someone signed in goes to their own side."""
    if who := actor_or_none():
        return redirect(home_of(who.side), 303)
    return page("public/home.html")


@public.get("/help-now")
def help_now() -> ResponseReturnValue:
    """Say who to ring, day and night."""
    return page("public/help_now.html")


@public.get("/leaving")
def leaving() -> ResponseReturnValue:
    """Say what the quick exit does and what it cannot hide: shown after joining, before the first use."""
    return page("public/leaving.html")


@public.get("/leaving/practised")
def practised() -> ResponseReturnValue:
    """Say what would have happened: practice signs nobody out."""
    return page("public/practised.html")


@public.get("/privacy")
def privacy() -> ResponseReturnValue:
    """Say what is kept, who sees it and what the law says."""
    return page("public/privacy.html")


@public.get("/sharing-explained")
def sharing_explained() -> ResponseReturnValue:
    """Explain getting help, sharing, and what the law allows without a yes: three things, apart."""
    return page("public/sharing_explained.html", which=Explained)


@public.get("/sharing-explained/for-a-child")
def explained_to_a_child() -> ResponseReturnValue:
    """Explain the same three things to a child."""
    return page("public/explained_to_a_child.html", which=Explained)


@public.get("/accessibility")
def accessibility() -> ResponseReturnValue:
    """Say what works for whom, and what was not tried yet."""
    return page("public/accessibility.html")


@public.get("/cookies")
def cookies() -> ResponseReturnValue:
    """Say which two cookies there are."""
    return page("public/cookies.html")


@public.route("/exit", methods=["GET", "POST"])
def exit() -> ResponseReturnValue:  # noqa: A001 (the address it answers)
    """Sign out and go to a harmless page. A page elsewhere that points here does not sign anyone out."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") in {"same-origin", "none"}:
        let_out()
        session.clear()
    if request.method == "POST":
        return "", 204, {"Clear-Site-Data": '"storage"'}  # also what the service worker still fetches
    return redirect(settings().exit_url, 303)


@public.post("/still-here")
def still_here() -> ResponseReturnValue:
    """Keep a session alive: that this was asked is what counts."""
    who = actor_or_none()
    if who and who.session_id:
        with unit_of_work() as db:
            sessions.seen(db, who.session_id)
    return redirect("/", 303) if request.accept_mimetypes.accept_html else ("", 204)
