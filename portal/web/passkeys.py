"""Passkeys as pages use them: where they are for, and the answers that static/js/passkeys.js reads."""

import uuid
from collections.abc import Callable
from urllib.parse import urlsplit

from flask import jsonify, request
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from portal.commands import account as account_commands
from portal.commands import passkey as commands
from portal.database import session, unit_of_work
from portal.errors import PasskeyRefused, TooBusy
from portal.i18n import gettext
from portal.queries import account
from portal.security import challenges, passwords
from portal.security.challenges import Purpose
from portal.security.passkeys import Site
from portal.web.pages import settings
from portal.web.signed_in import actor, new_key, prove_here

LONGEST = 20_000
"""The most characters of a browser's answer that are looked at."""


def site() -> Site:
    """Return where passkeys are for: the public address, or in the demo and tests this machine by its own name."""
    origin = settings().public_url
    if settings().is_relaxed and urlsplit(request.host_url).hostname == "localhost":
        origin = request.host_url.rstrip("/")
    return Site(urlsplit(origin).hostname or "", origin)


def answer() -> str:
    """Return what the browser answered."""
    return request.form.get("credential", "")[:LONGEST]


def taken(purpose: Purpose, *, id_: uuid.UUID | None = None, session_id: uuid.UUID | None = None) -> bytes | None:
    """Return what this browser was asked, which is over now, whatever its answer is worth."""
    with unit_of_work() as db:
        return challenges.take(db, purpose, id_=id_, session_id=session_id)


def asked(text: str) -> Response:
    """Return what the browser is asked."""
    return Response(text, mimetype="application/json")


def to(path: str) -> Response:
    """Return where the browser goes now."""
    return jsonify(to=path)


def refused(sentence: str, status: int = 422) -> ResponseReturnValue:
    """Return why it did not work, beside the button."""
    return jsonify(error=sentence), status


def ask_to_add(*, with_password: bool) -> ResponseReturnValue:
    """Ask the reader's browser to make a passkey.

    Args:
        with_password: the password has to be given, so that nobody adds a way in to a device left open.
    """
    try:
        if with_password and not gave_password(request.form.get("current", "")):
            return refused(not_the_password())
    except TooBusy:
        busy = gettext("Nod is busy just now. Wait a few seconds, then give your password again.")
        return refused(busy, TooBusy.status)
    with unit_of_work() as db:
        return asked(commands.ask_to_add(db, actor(), site()))


def add(then: Callable[[], str]) -> ResponseReturnValue:
    """Take the passkey that the reader's browser made, and go to the page that `then` names."""
    was_asked = taken(Purpose.ADD, session_id=actor().own_session)
    try:
        with unit_of_work() as db:
            commands.add(db, actor(), site(), answer(), was_asked, user_agent=request.user_agent.string)
            prove_here() if actor().is_worker else new_key()
    except PasskeyRefused:
        return refused(did_not_work())
    return to(then())


def gave_password(typed: str) -> bool:
    """Say whether the reader gave their password; a wrong try is counted."""
    fits = passwords.fits(account.own(session(), actor()).password_hash, typed)
    with unit_of_work() as db:
        return account_commands.gave_password(db, actor(), fits=fits)


def not_the_password() -> str:
    """Return what is said of a wrong password, and of a right one after too many wrong ones."""
    return gettext("This is not your password. Please try again. After five tries, wait 15 minutes.")


def did_not_work() -> str:
    """Return what is said of any passkey that is not taken: the same for all."""
    return gettext("The passkey did not work. Please try again, or use another way.")
