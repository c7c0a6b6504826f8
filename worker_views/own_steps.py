"""A worker's second steps in their account: what there is, recovery codes, taking one away."""

import uuid
from collections.abc import Callable

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.commands import passkey as passkey_commands
from portal.commands import second_step as commands
from portal.database import session, unit_of_work
from portal.errors import LastSecondStep
from portal.i18n import gettext
from portal.queries import second_step
from portal.security.codes import spaced
from portal.web.forms import PortalForm
from portal.web.pages import page, say, see
from portal.web.signed_in import actor, new_key

place = Blueprint("own_steps", __name__, url_prefix="/account/second-steps")


@place.get("")
def index() -> ResponseReturnValue:
    """Show the worker's second steps."""
    return page("worker/own_steps/index.html", own=second_step.own(session(), actor()), form=PortalForm())


@place.route("/recovery-codes", methods=["GET", "POST"])
def recovery_codes() -> ResponseReturnValue:
    """Say what recovery codes are for; make ten and show them once."""
    form, codes = PortalForm(), []
    if form.validate_on_submit():
        with unit_of_work() as db:
            codes = [spaced(code) for code in commands.make_recovery_codes(db, actor())]
    own = second_step.own(session(), actor())
    return page("worker/own_steps/recovery_codes.html", form.status, form=form, own=own, codes=codes)


@place.post("/time-code/remove")
def remove_time_code() -> ResponseReturnValue:
    """Take the time-code away."""
    return _removed(lambda: commands.remove_time_code(session(), actor()))


@place.post("/passkeys/<uuid:passkey_id>/remove")
def remove_passkey(passkey_id: uuid.UUID) -> ResponseReturnValue:
    """Take a passkey away."""
    return _removed(lambda: passkey_commands.remove(session(), actor(), passkey_id))


def _removed(remove: Callable[[], None]) -> ResponseReturnValue:
    if PortalForm().validate_on_submit():
        try:
            with unit_of_work():
                remove()
                new_key()
            say(gettext("It is taken away."))
        except LastSecondStep:
            say(gettext("This is your only second step, so it stays. Set up another one first."))
    return see(".index")
