"""The forms by which people of both sides change their own sign-in."""

from wtforms import PasswordField, RadioField

from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.models import Account
from portal.security import passwords
from portal.web.forms import PortalForm, Said, at_most
from portal.web.public.join import strong_enough


class LanguageForm(PortalForm):
    """The language of pages and messages."""

    code = RadioField(
        _("Which language would you like?"),
        choices=[("cy", "Cymraeg"), ("en", "English")],
        validators=[Said(_("Choose a language"))],
    )


class PasswordForm(PortalForm):
    """The old password and the new one."""

    current = PasswordField(
        _("Your password now"), validators=[Said(_("Write your password as it is now")), at_most(200)]
    )
    password = PasswordField(
        _("Your new password"),
        validators=[Said(_("Choose a password of at least 12 characters")), strong_enough, at_most(200)],
    )


def knows_current(form: PasswordForm, account: Account) -> bool:
    """Say whether the old password is right, and say beside the field when it is not."""
    if passwords.fits(account.password_hash, form.current.data or ""):
        return True
    form.current.errors = [gettext("This is not your password. Please try again.")]
    return False
