"""The forms on which a worker writes down who is in a family and where they live."""

import re
from datetime import timedelta
from typing import Any

from wtforms import (
    BooleanField,
    Field,
    StringField,
    TextAreaField,
    ValidationError,
)

from portal import clock, i18n
from portal.i18n import lazy_gettext as _
from portal.models.words import Relationship
from portal.web.fields import DateBoxes
from portal.web.forms import LONG, SHORT, EditForm, Said, at_most, printable, tidy
from portal.web.words import LANGUAGES, language_word
from worker_views.controls import language_field, many_of, one_of, one_of_many, option

DUE_WITHIN = timedelta(days=300)
ADDRESS = 300
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
PHONE = re.compile(r"\+?[0-9 ()-]{7,}")
SPOKEN = ("en", "cy", "ar", "bn", "cs", "es", "fa", "fr", "ku", "pa", "pl", "pt", "ro", "ru", "so", "uk", "ur")
"""Languages to choose from; one that an export brought is added."""


class PersonForm(EditForm):
    """Someone's details."""

    WHO_THEY_ARE = ("first_name", "last_name", "known_as", "mobile", "email")

    first_name = StringField(
        _("First name"),
        filters=[tidy],
        validators=[Said(_("Write the first name")), at_most(SHORT), printable],
    )
    last_name = StringField(
        _("Last name"), filters=[tidy], validators=[Said(_("Write the last name")), at_most(SHORT), printable]
    )
    known_as = StringField(_("What they like to be called"), filters=[tidy], validators=[at_most(SHORT), printable])
    relationship = one_of(_("Who are they in the family?"), _("Choose who they are in the family"))
    born_on = DateBoxes(_("Date of birth, or the day a baby is due"))
    responsibility = one_of(_("Parental responsibility"), _("Choose one; “not known” is an answer too"))
    checked = BooleanField(_("I have seen proof of this today"))
    language = one_of_many(_("Which language would they rather use?"), _("Choose a language"))
    homes = many_of(_("Where do they live?"), _("Choose from the homes of this family"))
    joins = many_of(_("Who reads what from now on?"), _("Choose from the homes of this family"))
    mobile = StringField(_("Mobile number"), filters=[tidy], validators=[at_most(40), printable])
    email = StringField(_("Email address"), filters=[tidy], validators=[at_most(200), printable])
    school = StringField(_("School or nursery"), filters=[tidy], validators=[at_most(SHORT), printable])

    def validate_born_on(self, field: Field) -> None:
        """Refuse a birth still to come, and a due date that cannot be."""
        if field.data is None:
            return
        is_unborn = self.relationship.data == Relationship.UNBORN
        if is_unborn and field.data > clock.today() + DUE_WITHIN:
            raise ValidationError(_("Check the day the baby is due: it is too far away"))
        if not is_unborn and field.data > clock.today():
            raise ValidationError(_("This day is still to come. For a baby on the way, choose “Not born yet”."))

    def validate_mobile(self, field: Field) -> None:
        """Refuse what nobody can ring."""
        if field.data and not PHONE.fullmatch(field.data):
            raise ValidationError(_("Write a telephone number in numbers, such as 07700 900123"))

    def validate_email(self, field: Field) -> None:
        """Refuse what no mail reaches."""
        if field.data and not EMAIL.fullmatch(field.data):
            raise ValidationError(_("Write an email address, such as name@example.com"))


class UnderstandingForm(EditForm):
    """A worker's judgement, or taking it back."""

    understands = one_of(
        _("Do they understand what sharing means, and what follows from yes and no?"),
        _("Choose what you judged"),
        option("yes", _("They understand: they decide for themself")),
        option("no", _("Not yet: someone with parental responsibility decides")),
    )
    why = TextAreaField(
        _("Why do you judge so?"),
        filters=[tidy],
        validators=[Said(_("Write which decision it was about, and what showed it")), at_most(LONG), printable],
    )


class HouseholdForm(EditForm):
    """What a home is called and where it is."""

    name = StringField(
        _("What does the family call this home?"),
        filters=[tidy],
        validators=[Said(_("Write what the family calls it, such as “Mam’s home”")), at_most(SHORT), printable],
    )
    language = language_field()
    address = TextAreaField(_("Address"), filters=[tidy], validators=[at_most(ADDRESS), printable])


def language_choices(known: str | None) -> list[Any]:
    """Return the languages someone may rather use, with the one that is known."""
    codes = dict.fromkeys((*SPOKEN, known or "en"))
    return [option(code, _name(code)) for code in codes]


def _name(code: str) -> str:
    return language_word(code) if code in LANGUAGES else i18n.language_name(code)
