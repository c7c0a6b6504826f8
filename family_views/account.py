"""My account: language, password, the devices I am signed in on."""

import uuid

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from portal.commands import account as commands
from portal.database import session, unit_of_work
from portal.i18n import gettext
from portal.queries import account
from portal.security import sessions
from portal.web.account_forms import LanguageForm, PasswordForm, knows_current
from portal.web.forms import PortalForm, writing
from portal.web.pages import page, say, see
from portal.web.signed_in import actor, let_out

place = Blueprint("account", __name__, url_prefix="/account")


@place.get("")
def show() -> ResponseReturnValue:
    """Show the account and where it is signed in."""
    devices = account.devices(session(), actor())
    return page("family/account/show.html", devices=devices, form=PortalForm())


@place.route("/language", methods=["GET", "POST"])
def language() -> ResponseReturnValue:
    """Choose the language that everything comes in."""
    form = LanguageForm(code=actor().language)
    if form.validate_on_submit():
        with writing(form) as db:
            commands.speak(db, account.own(db, actor()), language=form.code.data)
        return redirect(url_for("family.account.show", lang=form.code.data), 303)
    return page("family/account/language.html", form.status, form=form)


@place.route("/password", methods=["GET", "POST"])
def password() -> ResponseReturnValue:
    """Change the password; every other device is signed out."""
    form = PasswordForm()
    if form.validate_on_submit() and knows_current(form, account.own(session(), actor())):
        with writing(form) as db:
            commands.change_password(db, actor(), account.own(db, actor()), password=form.password.data)
        say(gettext("Your password is changed. Other devices are signed out."))
        return see("family.account.show")
    return page("family/account/password.html", form.status, form=form)


@place.post("/devices/<uuid:session_id>/sign-out")
def sign_out_device(session_id: uuid.UUID) -> ResponseReturnValue:
    """Sign one device out."""
    if PortalForm().validate_on_submit():
        with unit_of_work() as db:
            sessions.end(db, actor().own_account, session_id)
        say(gettext("That device is signed out."))
    return see("family.account.show")


@place.post("/sign-out-everywhere")
def sign_out_everywhere() -> ResponseReturnValue:
    """Sign every device out, this one too."""
    if PortalForm().validate_on_submit():
        with unit_of_work() as db:
            sessions.end_all(db, actor().own_account)
        let_out()
        say(gettext("You are signed out everywhere."))
    return see("public.home")
