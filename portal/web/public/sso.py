"""Single sign-on for workers. Without its settings there are no such pages."""

from typing import TYPE_CHECKING

import structlog
from flask import Flask, abort, current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from portal.database import unit_of_work
from portal.errors import SignInRefused
from portal.i18n import gettext
from portal.models.words import SignInWay
from portal.security import sessions
from portal.security.identity import Shown, account_of
from portal.settings import Settings
from portal.web.pages import say, see, settings
from portal.web.public.blueprint import public
from portal.web.public.sign_in import clear_cookie, first_page
from portal.web.signed_in import let_in, let_out

if TYPE_CHECKING:
    from portal.web.provider import Provider

log = structlog.get_logger()


def init_app(app: Flask, chosen: Settings) -> None:
    """Learn who the provider is; it is asked when the first worker comes."""
    if chosen.sso_issuer:
        from portal.web.provider import Provider  # noqa: PLC0415 (heavy, and an extra)

        app.extensions["nod.sso"] = Provider(app, chosen)


@public.get("/worker/sign-in/sso")
def sso() -> ResponseReturnValue:
    """Send a worker to the council's own sign-in."""
    session.pop("sso_anew", None)
    return sent_there()


def sent_there(*, anew: bool = False) -> ResponseReturnValue:
    """Lead the browser to the provider, and from there back here."""
    try:
        return provider().send_there(settings().public_url.rstrip("/") + url_for("public.sso_back"), anew=anew)
    except SignInRefused as refusal:
        return not_let_in(refusal)


@public.get("/worker/sign-in/sso/back")
def sso_back() -> ResponseReturnValue:
    """Let in the worker whom the council's own sign-in has shown."""
    try:
        shown = provider().shown()
        let_out()
        if not opened_for(shown):
            return once_more()
    except SignInRefused as refusal:
        return not_let_in(refusal)
    return redirect(first_page(), 303)


def opened_for(shown: Shown) -> bool:
    """Let somebody in; not if all that is shown is that they signed in there before they handed a device to a child."""
    with unit_of_work() as db:
        account = account_of(db, shown)
        held = sessions.handed_over_at(db, account.id)
        if held and (shown.at is None or shown.at < held):
            return False
        clear_cookie()
        let_in(account, SignInWay.SSO, is_proved=shown.has_second_step)
    return True


def once_more() -> ResponseReturnValue:
    """Ask the provider to let them sign in anew; raises `SignInRefused` when it was asked that already."""
    if session.get("sso_anew"):
        raise SignInRefused
    session["sso_anew"] = True
    return sent_there(anew=True)


def provider() -> "Provider":
    """Return the council's provider; there is no such page where it has none."""
    there: Provider | None = current_app.extensions.get("nod.sso")
    return there or abort(404)


def not_let_in(refusal: SignInRefused) -> ResponseReturnValue:
    """Say that it did not work, and no more; the log says why."""
    log.info("refused", error=type(refusal.__cause__ or refusal).__name__, endpoint=request.endpoint)
    say(gettext("Your council’s sign-in did not let you in. Use your password, or ask your administrator."))
    return see("public.worker_sign_in")
