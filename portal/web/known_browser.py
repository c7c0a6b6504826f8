"""The cookie by which a browser is known again: a random key, signed, for a year; it says nothing of anyone."""

from flask import Flask, current_app, g, request
from flask.wrappers import Response
from itsdangerous import BadSignature, URLSafeSerializer

COOKIE = "__Host-nod-known"
A_YEAR = 365 * 24 * 60 * 60


def key() -> str:
    """Return this browser's key; empty when it has none that we signed."""
    if given := g.get("known_key"):
        return str(given)
    try:
        return str(_signer().loads(request.cookies.get(COOKIE, "")))
    except BadSignature:
        return ""


def give(new: str) -> None:
    """Let this answer carry the key."""
    g.known_key = new


def _signer() -> URLSafeSerializer:
    keys = [*current_app.config["SECRET_KEY_FALLBACKS"], current_app.config["SECRET_KEY"]]
    return URLSafeSerializer(keys, salt="known browser")


def init_app(app: Flask) -> None:
    """Put the key on the answer to a sign-in."""

    @app.after_request
    def remember(response: Response) -> Response:
        if given := g.get("known_key"):
            signed = str(_signer().dumps(given))
            response.set_cookie(COOKIE, signed, A_YEAR, secure=True, httponly=True, samesite="Lax", path="/")
        return response
