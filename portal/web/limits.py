"""How often one address may fail to get in. What one account may fail is counted in the database, over all processes.

A school, a refuge or a council's office is one address to us, so only failures count, there may be many, and nobody who
is signed in is ever stopped. A worker is not in before the second step. Counts are kept in the memory of each process.
"""

from http import HTTPStatus

import structlog
from flask import Flask, request
from flask.wrappers import Response
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.settings import Settings
from portal.web import access
from portal.web.signed_in import actor_or_none

log = structlog.get_logger()
WITHIN = "15 minutes"
OTHER_THINGS = {"public.sign_out", "public.exit", "public.demo_sign_in", "public.shared_close"}
"""Pages open to all that are sent to, and at which nothing can be guessed."""
GUESSED_BY_ADDRESS = {"public.join", "public.shared", "public.shared_pdf"}
"""Pages whose address itself holds a secret."""
GUESSED_HALFWAY = {"worker.second_step.show", "worker.second_step.begin"}
"""Pages at which someone who gave a worker's password could guess a code."""
FAILED = {HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY}


def init_app(app: Flask, settings: Settings) -> None:
    """Count by address; behind https only where the number of proxies says whose address it is."""
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # the way Flask documents
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=0
        )
    knows_addresses = bool(settings.proxies) or not settings.is_https
    if not knows_addresses:
        log.warning("addresses_unknown")
    Limiter(
        get_remote_address,
        app=app,
        application_limits=[f"{settings.address_tries or 1} per {WITHIN}"],
        application_limits_exempt_when=is_free,
        application_limits_deduct_when=is_failure,
        storage_uri="memory://",
        strategy="moving-window",
        enabled=bool(settings.address_tries) and knows_addresses,
    )


def is_free() -> bool:
    """Say whether this request can be no guess: it is to another page, or by someone who is in already."""
    who = actor_or_none()
    is_in = who is not None and (who.is_proved or not who.is_worker)
    return is_in or not is_guess()


def is_guess() -> bool:
    """Say whether this request tries a way in: what is sent to a page open to all, a code, an invitation's address."""
    endpoint = request.endpoint or ""
    if endpoint in GUESSED_HALFWAY:
        return request.method == "POST"
    if access.ROUTES.get(endpoint) is not access.ANYONE or endpoint in OTHER_THINGS:
        return False
    return request.method == "POST" or endpoint in GUESSED_BY_ADDRESS


def is_failure(response: Response) -> bool:
    """Say whether a try failed; only those count."""
    return response.status_code in FAILED
