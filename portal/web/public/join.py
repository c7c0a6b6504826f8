"""An invitation is opened: the person chooses a sign-in name and a password."""

from flask import redirect, session, url_for
from flask.typing import ResponseReturnValue
from wtforms import Field, PasswordField, StringField, ValidationError

from portal import i18n
from portal.commands import invitation
from portal.database import session as db_session
from portal.database import unit_of_work
from portal.errors import InvitationSpent, NameTaken, TooBusy
from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.models import Person
from portal.models.words import SignInWay
from portal.security import passwords
from portal.security.codes import spaced, tidy
from portal.web.forms import PortalForm, Said, at_most, printable
from portal.web.pages import page, say
from portal.web.public.blueprint import public
from portal.web.signed_in import let_in, let_out


def strong_enough(_form: PortalForm, field: Field) -> None:
    """Refuse a password that is short, or that others would try first."""
    if len(field.data or "") < passwords.SHORTEST:
        raise ValidationError(_("Use at least 12 characters. Three words in a row are easy to remember."))
    if passwords.is_known_to_everyone(field.data):
        raise ValidationError(_("Many people use this password. Choose one that is harder to guess."))


class CodeForm(PortalForm):
    """The code of a printed invitation."""

    code = StringField(_("Your code"), validators=[Said(_("Write the code from your invitation")), at_most(40)])


class JoinForm(PortalForm):
    """How the person wants to sign in."""

    name = StringField(
        _("Choose a sign-in name"),
        validators=[Said(_("Write the name you want to sign in with")), at_most(200), printable],
    )
    password = PasswordField(
        _("Choose a password"),
        validators=[Said(_("Choose a password of at least 12 characters")), strong_enough, at_most(200)],
    )

    def validate_name(self, field: Field) -> None:
        """Refuse a name too short to be one's own."""
        if len((field.data or "").strip()) < 3:
            raise ValidationError(_("Use at least 3 characters"))


@public.route("/join", methods=["GET", "POST"])
def join_start() -> ResponseReturnValue:
    """Ask for the code of an invitation on paper."""
    form = CodeForm()
    if form.validate_on_submit():
        try:
            invited(form.code.data or "")
            return redirect(url_for("public.join", code=spaced(tidy(form.code.data or ""))), 303)
        except InvitationSpent:
            form.code.errors = [gettext("This code does not work. Check it, or ask your keyworker for a new one.")]
    return page("public/join_start.html", form.status, form=form)


@public.route("/join/<code>", methods=["GET", "POST"])
def join(code: str) -> ResponseReturnValue:
    """Let the person who holds the invitation choose how to sign in."""
    try:
        person = invited(code)
    except InvitationSpent:
        return page("public/join_spent.html", 404)
    _write_in_language_of(person)
    form = JoinForm()
    if form.validate_on_submit():
        try:
            hashed = passwords.hashed(form.password.data or "")
            let_out()
            with unit_of_work() as db:
                account = invitation.accept(
                    db, code, name=form.name.data or "", password_hash=hashed, language=i18n.language()
                )
                session.clear()
                let_in(account, SignInWay.CODE)
        except NameTaken:
            form.name.errors = [gettext("Someone already uses this name. Please choose another.")]
        except TooBusy:
            form.come_again()
        else:
            say(gettext("Welcome. You are signed in."))
            return redirect(url_for("public.leaving"), 303)
    return page("public/join.html", form.status, form=form, person=person, code=code)


def invited(code: str) -> Person:
    """Return whom a code is for; one that opens nothing is counted, and after five like it one has to wait.

    Raises:
        InvitationSpent: whatever is wrong with it.
    """
    if invitation.waits(db_session(), code):
        raise InvitationSpent
    try:
        return invitation.person_of(db_session(), code)
    except InvitationSpent:
        with unit_of_work() as db:
            invitation.count_wrong(db, code)
        raise


def _write_in_language_of(person: Person) -> None:
    """Write in the person's language unless they have chosen one here."""
    if not session.get("language") and person.language in i18n.LANGUAGES:
        i18n.write_in(person.language, young=not person.is_adult)
    elif not person.is_adult:
        i18n.write_in(i18n.language(), young=True)
