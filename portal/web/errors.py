"""What a person reads when something was refused or went wrong."""


import structlog
from flask import Flask, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask.wrappers import Response
from flask_wtf.csrf import CSRFError
from sqlalchemy import select, update
from werkzeug.exceptions import HTTPException

from portal.database import session, unit_of_work
from portal.errors import AlreadyDone, PortalError
from portal.models import Submission
from portal.web.pages import page
from portal.web.signed_in import actor_or_none

log = structlog.get_logger()
PAGES = {400, 403, 404, 405, 409, 413, 429, 500}


def init_app(app: Flask) -> None:
    """Answer every refusal with a page."""

    @app.errorhandler(AlreadyDone)
    def done(refusal: AlreadyDone) -> ResponseReturnValue:
        return redirect(first_answer() or request.path, 303) if g.get("once") else refused(refusal)

    @app.errorhandler(PortalError)
    def refused(refusal: PortalError) -> ResponseReturnValue:
        log.info("refused", error=type(refusal).__name__, endpoint=request.endpoint)
        return shown(refusal.status)

    @app.errorhandler(CSRFError)
    def not_from_here(_error: CSRFError) -> ResponseReturnValue:
        log.info("form_refused", endpoint=request.endpoint)
        return shown(400, typed=typed())

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> ResponseReturnValue:
        if error.code is None or error.code < 400:  # noqa: PLR2004 (a redirect is no error)
            return error
        return shown(error.code)

    @app.errorhandler(Exception)
    def failed(fault: Exception) -> ResponseReturnValue:
        log.error("failed", error=type(fault).__name__, endpoint=request.endpoint, exc_info=fault)
        session().rollback()
        return shown(500)

    @app.after_request
    def remember_answer(response: Response) -> Response:
        if g.get("once") and response.status_code == 303:  # noqa: PLR2004 (see other)
            with unit_of_work() as db:
                db.execute(
                    update(Submission)
                    .where(Submission.account_id == g.once[0], Submission.key == g.once[1], Submission.answer == "")
                    .values(answer=response.location)
                )
        return response


def shown(status: int, **context: object) -> Response:
    """Return the page of an error; one that has none of its own is shown as the nearest."""
    nearest = status if status in PAGES else (400 if status < 500 else 500)  # noqa: PLR2004 (classes of status)
    response = page(f"errors/{nearest}.html", status, home=_home(), **context)
    response.status_code = status
    return response


def typed() -> list[str]:
    """Return the longer texts of a form that could not be taken, so that a person can copy them."""
    return [
        value
        for name, value in request.form.items()
        if len(value.strip()) > 1 and "password" not in name and not name.startswith(("csrf", "once", "version", "_"))
    ]


def first_answer() -> str | None:
    """Return where the same form led when it was first sent."""
    account_id, key = g.pop("once")
    return session().scalar(
        select(Submission.answer).where(Submission.account_id == account_id, Submission.key == key)
    )


def _home() -> str:
    who = actor_or_none()
    if who is None:
        return url_for("public.home")
    return url_for("worker.caseload.index" if who.is_worker else "family.home.show")


