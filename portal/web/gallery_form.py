"""The form of the gallery page: every kind of control, filled in and with errors."""

from wtforms import (
    BooleanField,
    Form,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types

from portal.i18n import lazy_gettext as _
from portal.models.words import Colour
from portal.web.fields import DateBoxes
from portal.web.words import WORDS

PEOPLE = [SelectChoice("a", "Siân"), SelectChoice("b", "Gareth"), SelectChoice("c", "Elin")]


class SampleForm(Form):
    """A control of each kind. Nothing is ever sent."""

    line = StringField(_("One line"))
    text = TextAreaField(_("Several lines"))
    one = RadioField(_("One of these"), choices=PEOPLE)
    some = SelectMultipleField(_("Any of these"), choices=PEOPLE)
    yes = BooleanField(_("Tick this"))
    belongs_here = BooleanField(_("This belongs here"))
    on = DateBoxes(_("Which day?"))
    at = StringField(_("What time?"))
    secret = PasswordField(_("Password"))
    of_many = SelectField(_("One of many"), choices=PEOPLE)
    score = RadioField(_("How close are we?"), choices=[SelectChoice(str(number), str(number)) for number in range(11)])
    colour = RadioField(
        _("How is it going?"), choices=[SelectChoice(colour.value, WORDS[Colour, colour.value]) for colour in Colour]
    )


def filled_in() -> SampleForm:
    """Return the form with answers in it."""
    return SampleForm(prefix="good", data={"line": "Elin", "one": "a", "some": ["a", "c"], "yes": True, "score": "0"})


def with_errors() -> SampleForm:
    """Return the form as it looks when every answer must be put right."""
    form = SampleForm(prefix="bad")
    for field in form:
        field.errors = [_("Write something here")]
    return form
