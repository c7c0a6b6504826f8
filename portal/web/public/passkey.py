"""Signing in with a passkey: nobody says who they are; the browser offers the passkeys that it has for this site."""

import uuid

from flask import session
from flask.typing import ResponseReturnValue

from portal.commands import passkey as commands
from portal.database import unit_of_work
from portal.errors import PasskeyRefused
from portal.models.words import SignInWay
from portal.security.challenges import Purpose
from portal.web import passkeys
from portal.web.public.blueprint import public
from portal.web.public.sign_in import clear_cookie, first_page
from portal.web.signed_in import let_in, let_out


@public.post("/sign-in/passkey/ask")
def passkey_ask() -> ResponseReturnValue:
    """Ask this browser for a passkey."""
    with unit_of_work() as db:
        asked_id, text = commands.ask_to_sign_in(db, passkeys.site())
    session["challenge"] = str(asked_id)
    return passkeys.asked(text)


@public.post("/sign-in/passkey")
def passkey_sign_in() -> ResponseReturnValue:
    """Let in whoever holds the passkey: it is both steps at once."""
    let_out()
    challenge_id = session.pop("challenge", None)
    asked = passkeys.taken(Purpose.SIGN_IN, id_=uuid.UUID(challenge_id)) if challenge_id else None
    try:
        with unit_of_work() as db:
            account = commands.sign_in(db, passkeys.site(), passkeys.answer(), asked)
            clear_cookie()
            let_in(account, SignInWay.PASSKEY, is_proved=True)
    except PasskeyRefused:
        return passkeys.refused(passkeys.did_not_work())
    return passkeys.to(first_page())
