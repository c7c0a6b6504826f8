"""What a person reads when something was refused or went wrong."""

from http import HTTPStatus

import structlog
from flask import Flask, g, redirect, request, url_for
from flask import session as session_cookie
from flask.typing import ResponseReturnValue
from flask.wrappers import Response
from flask_wtf.csrf import CSRFError
from sqlalchemy import ColumnElement, select, update
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from portal.database import Once, session, unit_of_work
from portal.errors import AccessFrozen, AlreadyDone, PortalError
from portal.models import Submission
from portal.web import beside
from portal.web.drafts import NEVER_KEPT
from portal.web.pages import page
from portal.web.signed_in import actor_or_none, forget_who

log = structlog.get_logger()
PAGES = {400, 403, 404, 405, 409, 413, 429, 500}


def init_app(app: Flask) -> None:
    """Answer every refusal with a page."""
    app.register_error_handler(AlreadyDone, done)
    app.register_error_handler(AccessFrozen, frozen)
    app.register_error_handler(PortalError, refused)
    app.register_error_handler(CSRFError, not_from_here)
    app.register_error_handler(HTTPException, http)
    app.register_error_handler(Exception, failed)
    app.after_request(remember_answer)


def done(refusal: AlreadyDone) -> ResponseReturnValue:
    """Answer a form that was sent before as it was answered then; other words under its key are given back."""
    once = g.pop("once", None)
    if once is None:
        return refused(refusal)
    answer, digest = first_sent(once)
    stands = answer or (request.path if can_be_opened() else _home())
    if digest is None or once.digest is None or once.digest.fits(digest):
        return redirect(stands, 303)
    log.info("form_sent_with_other_words", endpoint=request.endpoint)
    return shown(409, typed=g.typed, stands=stands)


def refused(refusal: PortalError) -> ResponseReturnValue:
    """Answer a refusal that its view did not."""
    log.info("refused", error=type(refusal).__name__, endpoint=request.endpoint)
    if refusal.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        forget_who()
    return shown(refusal.status)


def not_from_here(_error: CSRFError) -> ResponseReturnValue:
    """Answer a form without our token, giving back what was typed."""
    log.info("form_refused", endpoint=request.endpoint)
    return shown(400, typed=typed())


def frozen(refusal: AccessFrozen) -> ResponseReturnValue:
    """Lead someone who has shown who they are, and whose access is frozen, to whom they can ring."""
    log.info("access_frozen", endpoint=request.endpoint, account=str(refusal.args[0]))
    forget_who()
    kept = session_cookie.get("language")
    session_cookie.clear()
    if kept:
        session_cookie["language"] = kept
    session_cookie["frozen"] = str(refusal.args[0])
    where = url_for("public.ring")
    if request.headers.get("HX-Request"):
        return "", 204, {"HX-Redirect": where}
    return redirect(where, 303)


def http(error: HTTPException) -> ResponseReturnValue:
    """Answer an error of the web's own."""
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error
    response = shown(error.code)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))  # RFC 9110, 15.5.6: a 405 says so
    return response


def failed(fault: Exception) -> ResponseReturnValue:
    """Answer a fault in the code."""
    log.error("failed", error=type(fault).__name__, endpoint=request.endpoint, exc_info=fault)
    session().rollback()
    forget_who()
    return shown(500)


def remember_answer(response: Response) -> Response:
    """Keep where a saved form led, for when it is sent again."""
    if g.get("once") and response.status_code == HTTPStatus.SEE_OTHER:
        with unit_of_work() as db:
            db.execute(update(Submission).where(*_of(g.once), Submission.answer == "").values(answer=response.location))
    return response


def shown(status: int, **context: object) -> Response:
    """Return the page of an error; one that has none of its own is shown as the nearest."""
    nearest = status if status in PAGES else (400 if status < 500 else 500)
    if beside.child():
        response = page("errors/beside_a_child.html", status, here=beside.path(), said=(), idle_seconds=None)
        response.status_code = status
        return response
    if not _opens_again(status):
        context["switch_url"] = lambda code: f"{_home()}?lang={code}"
    if status == HTTPStatus.NOT_FOUND:
        context["is_typed"] = False  # whatever was asked for, and how, it is the same page
    response = page(f"errors/{nearest}.html", status, home=_home(), idle_seconds=None, **context)
    response.status_code = status
    return response


def _opens_again(status: int) -> bool:
    """Say whether the address of this request opens in the other language; 404 is the same for every address."""
    if status == HTTPStatus.NOT_FOUND:
        return True
    return status != HTTPStatus.METHOD_NOT_ALLOWED and (request.method != "POST" or can_be_opened())


def typed() -> list[str]:
    """Return the longer texts of a form that could not be taken, so that a person can copy them; no passwords."""
    return [value for name, value in request.form.items() if len(value.strip()) > 1 and not name.startswith(NEVER_KEPT)]


def first_sent(once: Once) -> tuple[str, bytes | None]:
    """Return where the same form led when it was first sent, and the hash of what it said."""
    answer, digest = session().execute(select(Submission.answer, Submission.digest).where(*_of(once))).one()
    return answer, digest


def _of(once: Once) -> tuple[ColumnElement[bool], ...]:
    return Submission.account_id == once.account_id, Submission.key == once.key


def can_be_opened() -> bool:
    """Say whether the address of this request is a page, and not only where a form is sent."""
    return request.url_rule is not None and "GET" in (request.url_rule.methods or ())


def _home() -> str:
    who = actor_or_none()
    if who is None:
        return url_for("public.home")
    return url_for("worker.caseload.index" if who.is_worker else "family.home.show")
