"""Controls that several of the workers' forms share."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from enum import StrEnum
from typing import Any

from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import Field, RadioField, SelectField, SelectMultipleField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types

from portal import clock, i18n
from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.models.words import CircleKind
from portal.queries.circle import CircleName, Circles
from portal.queries.face import Face
from portal.web.forms import Said, at_most, printable, tidy
from portal.web.words import as_typed, word

Check = Callable[[FlaskForm, Field], None]

AHEAD = timedelta(days=5 * 366)
"""A step further off than this is a slip of the pen."""
WHY = 500


def option(value: str, label: str, **attributes: str) -> Any:
    """Return one answer to choose."""
    return SelectChoice(value, label, attributes or None)


def one_of(question: str, otherwise: str, *options: Any, default: Any = None) -> Any:
    """Return a question with one answer of several; `otherwise` is said when none of them was chosen."""
    return RadioField(
        question,
        choices=options or None,
        default=default,
        invalid_choice_message=otherwise,  # type: ignore[call-arg]  # newer than its types
    )


def one_of_many(question: str, otherwise: str) -> Any:
    """Return a question with one answer of a long list."""
    checks = [Said(otherwise)]
    return SelectField(question, checks, invalid_choice_message=otherwise)  # type: ignore[call-arg]  # newer than its types


def many_of(question: str, otherwise: str) -> Any:
    """Return a question with any number of answers."""
    return SelectMultipleField(
        question,
        invalid_choice_message=lambda _unknown: str(otherwise),  # type: ignore[call-arg]  # newer than its types
    )


def words_of(members: Iterable[StrEnum]) -> list[Any]:
    """Return members of a closed list as choices in the reader's words."""
    return [option(member.value, word(member)) for member in members]


def people_as_choices(faces: Iterable[Face]) -> list[Any]:
    """Return people as choices by their names."""
    return [option(str(face.id), as_typed(face.first_name)) for face in faces]


def circle_field(question: str) -> Any:
    """Return the question who in the family can see a thing."""
    return one_of(question, _("Choose who can see it"))


def offer_circles(field: Any, circles: Circles, *, closed: bool = False) -> None:
    """Offer the family's circles; the whole family is chosen already unless someone lives apart.

    Args:
        closed: offer the circle of a family that lives apart too, though nothing new is put there but on purpose.
    """
    peopled = [one for one in circles.values() if one.people and one.is_read and (closed or not one.is_closed)]
    field.choices = [option(str(named.id), circle_words(named)) for named in peopled]
    homes = [named for named in peopled if named.kind is CircleKind.HOME]
    whole = next((named for named in peopled if named.kind is CircleKind.WHOLE_FAMILY), None)
    together = whole and (not homes or any(set(home.person_ids) == set(whole.person_ids) for home in homes))
    if field.raw_data is None and field.data is None and whole and together and not whole.is_closed:
        field.data = str(whole.id)


def circle_words(named: CircleName) -> Markup:
    """Return what a circle is called and who is in it."""
    if named.kind is CircleKind.PRIVATE:
        kind = gettext("Only these two")
        return Markup("{}: {}").format(kind, as_typed(i18n.joined([*named.people, named.worker])))
    kind = as_typed(named.name, named.name_language) if named.name else word(named.kind)
    if named.is_closed:
        kind = gettext("Both homes")
    return Markup("{}: {}").format(kind, as_typed(i18n.joined(named.people)))


def language_field(question: str = _("Which language is this written in?")) -> Any:
    """Return the question in which language the words of a form are written, or another about a language."""
    return one_of(
        question,
        _("Choose a language"),
        option("cy", Markup('<span translate="no" lang="cy">Cymraeg</span>')),
        option("en", Markup('<span translate="no" lang="en">English</span>')),
        default=i18n.language,
    )


def why_field(question: str, message: str) -> Any:
    """Return the question why, which the family reads the answer to."""
    return TextAreaField(question, filters=[tidy], validators=[Said(message), at_most(WHY), printable])


def day_needed(message: str) -> Check:
    """Refuse a date that was left out."""

    def check(_form: FlaskForm, field: Field) -> None:
        if field.data is None and not field.process_errors:
            raise ValidationError(message)

    return check


def still_to_come(_form: FlaskForm, field: Field) -> None:
    """Refuse a day that has passed, and one that is years away."""
    if field.data is not None and not clock.today() <= field.data <= clock.today() + AHEAD:
        raise ValidationError(_("Choose today or a later day, in the next five years"))
