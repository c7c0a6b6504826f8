"""Holds a worker's text back once where it names somebody of another family: names are copied with minutes."""

import uuid
from collections.abc import Collection, Iterator, Sequence

from flask import g
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import Field, HiddenField, PasswordField, StringField

from portal import i18n
from portal.database import session
from portal.i18n import gettext
from portal.queries import naming
from portal.web.signed_in import actor
from portal.web.words import as_typed


def written_about(family_id: uuid.UUID | None) -> None:
    """Say which family the texts of this request go to; none for one that the worker does not see yet."""
    g.written_about = family_id


def hold_back(form: FlaskForm, who_they_are: Collection[str]) -> bool:
    """Say whether to ask first whether a text belongs here; what was found is said beside its field.

    Args:
        who_they_are: the names of fields that say who somebody of this family is, and are not asked about.
    """
    if "written_about" not in g:
        return False
    texts = [one for one in typed(form) if one.name not in who_they_are and one.data != one.object_data]
    if not any(one.data for one in texts):
        return False
    known = naming.known_to(session(), actor(), g.written_about)
    found = [(one, words) for one in texts if (words := known.named_in(str(one.data or "")))]
    for one, words in found:
        one.errors = one.errors or [_asked(words)]
    return bool(found)


def typed(form: FlaskForm) -> Iterator[Field]:
    """Yield the fields that someone writes text in; no passwords."""
    for one in form:
        if isinstance(one, StringField) and not isinstance(one, HiddenField | PasswordField):
            yield one


def _asked(words: Sequence[str]) -> Markup:
    said = gettext("This names somebody of another family: %(names)s. Take it out, or tick “This belongs here”.")
    return Markup(said) % {"names": as_typed(i18n.joined(words))}  # noqa: S704 (our own words)
