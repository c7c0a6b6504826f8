"""My passkeys: another way in, for whoever likes it."""

import uuid

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from portal.commands import passkey as commands
from portal.database import session, unit_of_work
from portal.i18n import gettext
from portal.queries import second_step
from portal.web import passkeys
from portal.web.forms import PortalForm
from portal.web.own_account import CurrentForm
from portal.web.pages import page, say, see
from portal.web.signed_in import actor, new_key

place = Blueprint("passkeys", __name__, url_prefix="/account/passkeys")


@place.get("")
def show() -> ResponseReturnValue:
    """Show my passkeys, and how to add one."""
    return page("family/passkeys/show.html", passkeys=second_step.passkeys(session(), actor()), form=CurrentForm())


@place.post("/ask")
def ask() -> ResponseReturnValue:
    """Ask my browser to make a passkey."""
    return passkeys.ask_to_add(with_password=True)


@place.post("/add")
def add() -> ResponseReturnValue:
    """Take the passkey that my browser made."""

    def then() -> str:
        say(gettext("Saved. From now on you can sign in with your passkey."))
        return url_for("family.passkeys.show")

    return passkeys.add(then)


@place.post("/<uuid:passkey_id>/remove")
def remove(passkey_id: uuid.UUID) -> ResponseReturnValue:
    """Take one of my passkeys away."""
    if PortalForm().validate_on_submit():
        with unit_of_work() as db:
            commands.remove(db, actor(), passkey_id)
            new_key()
        say(gettext("That passkey no longer opens Nod."))
    return see(".show")
