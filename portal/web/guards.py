"""Before every page: a database session, a language, and whether this reader may come in."""

import uuid
from urllib.parse import urlsplit

import structlog
from flask import Flask, abort, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import SecurityError

from portal import database, i18n
from portal.actor import Actor
from portal.database import Database, unit_of_work
from portal.errors import AccessFrozen
from portal.models.words import Side
from portal.queries import account as accounts
from portal.web import access, beside, drafts
from portal.web.signed_in import actor_or_none, frozen, note_use, ran_out

log = structlog.get_logger()


def init_app(app: Flask, data: Database) -> None:
    """Guard every route of the application."""

    @app.before_request
    def known_host() -> ResponseReturnValue | None:
        """Answer a request for another host bare: no page could say where it stands."""
        if isinstance(request.routing_exception, SecurityError):
            return "", 400
        return None

    @app.before_request
    def begin() -> None:
        if most := access.LARGER.get(request.endpoint or ""):
            request.max_content_length = most
        g.database_token = database.begin_session(data)
        choose_language()

    @app.before_request
    def guard() -> ResponseReturnValue | None:
        return come_in()

    @app.teardown_request
    def close(_fault: BaseException | None) -> None:
        if token := g.pop("database_token", None):
            database.end_session(token)


def choose_language() -> None:
    """Write in the language asked for, else the account's, else the cookie's, else the browser's."""
    i18n.write_in(browser_language())  # should what follows fail, the page that says so is in this visitor's language
    who, child = actor_or_none(), beside.child()
    if child:
        i18n.write_in(child.language, young=True)  # chosen with the child; no address changes it, or the worker's own
        return
    asked = request.form.get("_language") or request.args.get("lang")
    if asked in i18n.LANGUAGES:
        session["language"] = asked
        if who and who.language != asked:
            with unit_of_work() as db:
                accounts.own(db, who).language = asked
    known = asked if asked in i18n.LANGUAGES else None
    code = known or (who and who.language) or session.get("language") or browser_language()
    i18n.write_in(code if code in i18n.LANGUAGES else "en", young=bool(who and who.is_young))


def browser_language() -> str:
    """Return the first of our languages that this browser names, `cy-GB` or `cy`; English when it names none."""
    named = (code.partition("-")[0].lower() for code, quality in request.accept_languages if quality)
    return next((code for code in named if code in i18n.LANGUAGES), "en")


def come_in() -> ResponseReturnValue | None:
    """Let the reader in, send them to sign in, or answer as if the page never was."""
    beside.end_when_quiet()
    if beside.child():
        return beside.led_back()
    allowed = access.ROUTES.get(request.endpoint or "")
    if request.endpoint is None:
        return None  # no such address: Flask answers 404
    if allowed is None:
        abort(404)
    if allowed is access.ANYONE:
        return None
    who = actor_or_none()
    if who is None:
        return turned_away()
    if who.kind not in allowed:
        log.info("page_refused", endpoint=request.endpoint, account=str(who.account_id))
        abort(404)
    note_use()
    if who.is_worker and not who.is_proved and request.endpoint not in access.BEFORE_SECOND_STEP:
        return to_second_step(who)
    return None


def turned_away() -> ResponseReturnValue:
    """Answer someone who is not signed in here; the calm page is for those whose access is frozen."""
    if request.endpoint == "public.still_here":
        abort(401)
    if account_id := frozen():
        raise AccessFrozen(account_id)
    return to_sign_in()


def to_second_step(who: Actor) -> ResponseReturnValue:
    """Send a worker to the second step: before it nothing of a family is loaded."""
    if request.method == "GET" and not request.headers.get("HX-Request"):
        session["next"], session["next_for"] = request.path, str(who.account_id)
    where = url_for("worker.second_step.show")
    if request.headers.get("HX-Request"):
        return "", 204, {"HX-Redirect": where}
    return redirect(where, 303)


def to_sign_in() -> ResponseReturnValue:
    """Send the reader to sign in, keeping what was typed when their session ran out as they wrote."""
    visit = ran_out()
    side = Side.WORKER if (request.endpoint or "").startswith("worker.") else Side.FAMILY
    has_page = request.url_rule is not None and "GET" in (request.url_rule.methods or ())
    if visit and visit.actor.side is side:
        session["ran_out"] = True
        if request.method == "POST" and has_page:
            drafts.keep(visit.actor)
    if has_page and (request.method == "GET" or visit):
        session["next"] = request.path
        session["next_for"] = str(visit.actor.account_id) if visit else ""
    if request.headers.get("HX-Request"):
        return "", 204, {"HX-Redirect": url_for(sign_in_of(side))}
    return redirect(url_for(sign_in_of(side)), 303)


def sign_in_of(side: Side) -> str:
    """Return the endpoint where one side signs in."""
    return "public.worker_sign_in" if side is Side.WORKER else "public.sign_in"


def home_of(side: Side) -> str:
    """Return the path of one side's first page."""
    return url_for("worker.caseload.index" if side is Side.WORKER else "family.home.show")


def after_sign_in(side: Side, account_id: uuid.UUID) -> str:
    """Return where someone goes after signing in: where they, and nobody before them, were going; else home."""
    wanted = urlsplit(session.pop("next", "")).path
    if session.pop("next_for", "") not in {"", str(account_id)}:
        return home_of(side)
    prefix = "/worker/" if side is Side.WORKER else "/family/"
    return wanted if wanted.startswith(prefix) else home_of(side)
