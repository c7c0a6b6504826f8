"""One's own sign-in, the same on both sides: language, password, the devices one is signed in on."""

import uuid

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from wtforms import PasswordField, RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types

from portal.commands import account as commands
from portal.database import session, unit_of_work
from portal.errors import TooBusy
from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.models.words import Side
from portal.queries import account, way_in
from portal.security import known_devices, passwords, sessions
from portal.web import known_browser
from portal.web.forms import PortalForm, Said, at_most, writing
from portal.web.pages import page, say, see
from portal.web.passkeys import gave_password, not_the_password
from portal.web.public.join import strong_enough
from portal.web.signed_in import actor, let_out, new_key


class LanguageForm(PortalForm):
    """The language of pages and messages."""

    code = RadioField(
        _("Which language would you like?"),
        choices=[SelectChoice("cy", "Cymraeg"), SelectChoice("en", "English")],
        validators=[Said(_("Choose a language"))],
    )


class CurrentForm(PortalForm):
    """A form that whoever finds a device left open cannot send: it asks for the password."""

    current = PasswordField(
        _("Your password now"), validators=[Said(_("Write your password as it is now")), at_most(200)]
    )

    def knows_current(self) -> bool:
        """Say whether the password is right, and say beside the field when it is not; a wrong try is counted."""
        try:
            if gave_password(self.current.data or ""):
                return True
            self.current.errors = [not_the_password()]
        except TooBusy:
            self.come_again()
        return False


class PasswordForm(CurrentForm):
    """The old password and the new one."""

    password = PasswordField(
        _("Your new password"),
        validators=[Said(_("Choose a password of at least 12 characters")), strong_enough, at_most(200)],
    )

    def new_hash(self) -> str | None:
        """Return the hash of the new password, or say why there is none: the old one is wrong, or Nod is busy."""
        if not self.knows_current():
            return None
        try:
            return passwords.hashed(self.password.data or "")
        except TooBusy:
            self.come_again()
        return None


class OwnAccount:
    """The account pages of one side."""

    def __init__(self, side: Side) -> None:
        """Draw from `templates/<side>/account/`."""
        self.side = side
        self.place = Blueprint("account", __name__, url_prefix="/account")
        self.place.get("")(self.show)
        self.place.route("/language", methods=["GET", "POST"])(self.language)
        self.place.route("/password", methods=["GET", "POST"])(self.password)
        self.place.post("/devices/<uuid:session_id>/sign-out")(self.sign_out_device)
        self.place.post("/sign-out-everywhere")(self.sign_out_everywhere)
        if side is Side.FAMILY:
            self.place.post("/news/read")(self.read_news)

    @property
    def home(self) -> str:
        """Return the endpoint of the first account page."""
        return f"{self.side}.account.show"

    def show(self) -> ResponseReturnValue:
        """Show the account and where it is signed in."""
        db, who = session(), actor()
        devices, made = account.devices(db, who), way_in.new_ways_in(db, who)
        return page(f"{self.side}/account/show.html", devices=devices, new_ways_in=made, form=PortalForm())

    def language(self) -> ResponseReturnValue:
        """Choose the language that everything comes in."""
        form = LanguageForm(code=actor().language)
        if form.validate_on_submit():
            with writing(form) as db:
                commands.speak(db, account.own(db, actor()), language=form.code.data)
            return redirect(url_for(self.home, lang=form.code.data), 303)
        return page(f"{self.side}/account/language.html", form.status, form=form)

    def password(self) -> ResponseReturnValue:
        """Change the password; every other device is signed out."""
        form = PasswordForm()
        hashed, here = form.new_hash() if form.validate_on_submit() else None, known_browser.key()
        if hashed:
            with writing(form) as db:
                commands.change_password(db, actor(), account.own(db, actor()), password_hash=hashed, device_key=here)
                new_key()
            say(gettext("Your password is changed. Other devices are signed out."))
            return see(self.home)
        return page(f"{self.side}/account/password.html", form.status, form=form)

    def read_news(self) -> ResponseReturnValue:
        """Note that this device told of a new way in, and go home."""
        if PortalForm().validate_on_submit():
            with unit_of_work() as db:
                commands.read_news(db, actor(), known_browser.key())
        return see("family.home.show")

    def sign_out_device(self, session_id: uuid.UUID) -> ResponseReturnValue:
        """Sign one device out."""
        if PortalForm().validate_on_submit():
            with unit_of_work() as db:
                sessions.end(db, actor().own_account, session_id)
            say(gettext("That device is signed out."))
        return see(self.home)

    def sign_out_everywhere(self) -> ResponseReturnValue:
        """Sign every device out, this one too; none of them is known any more."""
        if PortalForm().validate_on_submit():
            with unit_of_work() as db:
                sessions.end_all(db, actor().own_account)
                known_devices.forget(db, actor().own_account)
            let_out()
            say(gettext("You are signed out everywhere."))
        return see("public.home")
