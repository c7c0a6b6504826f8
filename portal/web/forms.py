"""The form that every form is: guarded, sent once, and never losing what was typed."""

import json
import unicodedata
import uuid
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from flask import g, request
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import BooleanField, Field, HiddenField, IntegerField, ValidationError
from wtforms.form import BaseForm

from portal.database import Once, session, unit_of_work
from portal.errors import TooBusy
from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.security.keys import keyring
from portal.security.look_ups import Lookup
from portal.web import drafts, naming
from portal.web.form_words import WORDS, FormWords
from portal.web.signed_in import actor_or_none

SHORT, LONG = 120, 2000
"""The most characters of a line and of free text."""


class PortalForm(FlaskForm):
    """A form with a key that makes sending it twice the same as sending it once."""

    class Meta(FlaskForm.Meta):
        """Says what is wrong in our words, and of a question with answers to choose what its own `Said` says."""

        def get_translations(self, _form: BaseForm) -> FormWords:
            """Return where WTForms' own sentences are looked up."""
            return WORDS

        def bind_field(self, form: BaseForm, unbound_field: Any, options: Any) -> Any:
            """Make a field of this form."""
            field = super().bind_field(form, unbound_field, options)
            said = next((check.message for check in field.validators if isinstance(check, Said)), None)
            if said and getattr(field, "invalid_choice_message", said) is None:
                field.invalid_choice_message = said
            return field

    WHO_THEY_ARE: Collection[str] = ()
    """The names of the fields that say who somebody of this family is: in them no other family is looked for."""

    once = HiddenField(default=lambda: str(uuid.uuid4()))
    belongs_here = BooleanField(_("This belongs here"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take back what was typed before a session ran out, when this page has such a draft."""
        kept = None
        who = actor_or_none()
        if request.method == "GET" and who and not args:
            kept = drafts.take(who)
        super().__init__(*((kept,) if kept else args), **kwargs)  # type: ignore[no-untyped-call]  # ships no types
        self.was_kept = kept is not None
        if kept is not None:
            self.once.data = str(uuid.uuid4())
        self.is_clash = self.is_busy = self.names_others = False

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field, and whom a worker names; a switch of language only draws the page again."""
        if request.form.get("_language"):
            g.only_redrawn = True
            return False
        is_right = bool(super().validate(extra_validators))
        self.names_others = not self.belongs_here.data and naming.hold_back(self, self.WHO_THEY_ARE)
        return is_right and not self.names_others

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        """Say whether the form was sent and every field is right."""
        return bool(super().validate_on_submit(extra_validators))  # type: ignore[no-untyped-call]  # the same

    def clash(self, version: int) -> None:
        """Say that someone else changed this meanwhile; sending again keeps what was typed here."""
        self.is_clash = True
        if "version" in self:
            self["version"].data = version
            self["version"].raw_data = None
        self.once.data = str(uuid.uuid4())

    def come_again(self) -> None:
        """Say that the password could not be looked at just now; what else was typed stays."""
        self.is_busy = True
        self.form_errors.append(gettext("Nod is busy just now. Wait a few seconds, then give your password again."))

    @property
    def asks_whose(self) -> bool:
        """Say whether the box to go on is shown: where somebody of another family is named, or was let through now."""
        return self.names_others or bool(self.belongs_here.data)

    @property
    def status(self) -> int:
        """Return the status of a page drawn with this form."""
        if self.is_clash:
            return 409
        if self.is_busy:
            return TooBusy.status
        return 422 if self.errors else 200


class VersionField(IntegerField):
    """The version an edit was begun on, unseen; what is no number is the version of nothing."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read what came back."""
        came = valuelist[0] if valuelist else ""
        self.data = int(came) if came.isascii() and came.isdecimal() and len(came) < 10 else 0


class EditForm(PortalForm):
    """A form that changes something: it carries the version it was begun on."""

    version = VersionField(default=0)

    def is_behind(self, version: int) -> bool:
        """Say whether it was sent from a page older than what stands now: that alone may make it wrong."""
        is_sent = request.method == "POST" and not request.form.get("_language")
        return is_sent and self.version.data != version


@contextmanager
def writing(form: PortalForm) -> Iterator[Session]:
    """Open a unit of work that this form can go through only once."""
    who = actor_or_none()
    once = None
    if who and who.account_id:
        once = Once(who.account_id, _key(form.once.data), digest())
        g.once, g.typed = once, words_typed(form)
    with unit_of_work(once) as db:
        yield db


def digest() -> Lookup:
    """Return a keyed hash of what this request says: the same words sent again have the same."""
    said = [request.path, sorted(drafts.worth_keeping().items())]
    return keyring(session()).master.lookup("submission", json.dumps(said))


def words_typed(form: PortalForm) -> list[str]:
    """Return what someone wrote in a form, to give it back when it could not be saved; no passwords."""
    return [str(field.data) for field in naming.typed(form) if field.data]


def _key(text: str | None) -> uuid.UUID:
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return uuid.uuid4()


def plain_text(most: int) -> list[Callable[..., Any]]:
    """Return the validators of a text: something in it, not too long, nothing unprintable."""
    return [Said(), at_most(most), printable]


class Said:
    """Refuses an empty answer; `message` says what to write."""

    def __init__(self, message: str = "") -> None:
        self.field_flags = {"required": True}
        self.message = message or _("Write something here")

    def __call__(self, _form: FlaskForm, field: Field) -> None:
        """Refuse nothing and spaces."""
        if not (field.data or "").strip():
            raise ValidationError(self.message)


def at_least(least: int) -> Callable[[FlaskForm, Field], None]:
    """Refuse fewer characters than `least`, where there is anything at all."""

    def check(_form: FlaskForm, field: Field) -> None:
        if 0 < len((field.data or "").strip()) < least:
            raise ValidationError(_("Write %(least)s letters or more", least=least))

    return check


def at_most(most: int) -> Callable[[FlaskForm, Field], None]:
    """Refuse more characters than `most`; the page counts down to it."""

    def check(_form: FlaskForm, field: Field) -> None:
        if len(field.data or "") > most:
            message = _("Use %(most)s characters or fewer. You have used %(used)s.", most=most, used=len(field.data))
            raise ValidationError(message)

    check.field_flags = {"maxlength": most}  # type: ignore[attr-defined]  # WTForms reads it off the function
    return check


def printable(_form: FlaskForm, field: Field) -> None:
    """Refuse control characters and halves of characters, which no keyboard writes; a half arrives as U+FFFD."""
    odd = {sign for sign in field.data or "" if unicodedata.category(sign) in {"Cc", "Cs"} or sign == "\ufffd"}
    if odd - set("\r\n\t"):
        raise ValidationError(_("Take out the sign that cannot be shown"))


def tidy(text: str | None) -> str | None:
    """Write every letter in one way (NFC), so that ŵ is always one character, with ends trimmed."""
    return unicodedata.normalize("NFC", text).strip() if text else text
