"""The form on which one person scores all their goals, with the worker beside them."""

from collections.abc import Sequence
from typing import Any, cast

from flask import request
from markupsafe import Markup
from wtforms import TextAreaField

from portal import i18n
from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.models.words import ScoreKind
from portal.queries.family import FamilyView
from portal.queries.gate import Period
from portal.queries.goal import GoalView
from portal.queries.sitting import Turn, point_of
from portal.web.forms import LONG, at_most, printable, tidy
from portal.web.telling import TellingForm
from portal.web.words import as_typed
from worker_views.controls import language_field, one_of, option
from worker_views.forms_goals import NONE, answers, point_field

ANSWER, WHY = "answer-", "why-"
"""How the fields of a goal begin; its id follows."""


class TogetherForm(TellingForm):
    """What one person answers for each goal. Its questions are the goals; “Not now” writes nothing."""


def form_of(turn: Turn, period: Period) -> TogetherForm:
    """Return the form of one person's goals."""
    fields: dict[str, Any] = {}
    for view in turn.goals:
        fields[answer_name(view)] = _answer(view)
        fields[why_name(view)] = _why(view)
    fields |= {"language": language_field(), "point": point_field()}
    form = type("TurnForm", (TogetherForm,), fields)
    return cast("TogetherForm", form(data={"point": point_of(turn, period).value, "language": i18n.language()}))


def answer_name(view: GoalView) -> str:
    """Return the name of the field with the answer for a goal."""
    return f"{ANSWER}{view.id}"


def why_name(view: GoalView) -> str:
    """Return the name of the field in which they say why."""
    return f"{WHY}{view.id}"


def _answer(view: GoalView) -> Any:
    """Ask with the goal's own words. Leaving one out is “Not now”, so it is not offered a second time as skipping."""
    scored = [one for one in answers(view.scale) if one.value != ScoreKind.SKIPPED]
    choices = [*scored, option(NONE, _("Not now"))]
    otherwise = _("Choose an answer. “I don’t know” is one too.")
    return one_of(as_typed(view.words, view.language), otherwise, *choices, default=NONE)


def _why(view: GoalView) -> Any:
    asked = Markup('{}<span class="hidden">: {}</span>').format(
        gettext("Why, in their own words?"), as_typed(view.words, view.language)
    )
    return TextAreaField(asked, filters=[tidy], validators=[at_most(LONG), printable])


def given(form: TogetherForm, turn: Turn) -> Sequence[GoalView]:
    """Return the goals that were answered."""
    return [view for view in turn.goals if form[answer_name(view)].data != NONE]


def is_whole(form: TogetherForm, turn: Turn) -> bool:
    """Refuse words without an answer, a page without any, and what was typed about a goal that takes no score now."""
    answered = {view.id for view in given(form, turn)}
    for view in turn.goals:
        if form[why_name(view)].data and view.id not in answered:
            form[answer_name(view)].errors = [
                gettext("Words are kept with an answer. Choose one, or take the words out.")
            ]
    if lost(form):
        said = gettext("A goal takes no score any more. Nothing is saved yet: look at the rest, then save again.")
        form.form_errors.append(said)
    elif not answered and not form.errors:
        form.form_errors.append(gettext("Choose an answer for one goal or more."))
    return not form.errors


def lost(form: TogetherForm) -> Sequence[str]:
    """Return what was sent about goals that are not on the page any more: ended, paused or moved meanwhile."""
    names = [name for name in request.form if name.startswith((ANSWER, WHY)) and name not in form]
    texts = (request.form[name].strip() for name in sorted(names, key=lambda name: name.startswith(ANSWER)))
    return [text for text in texts if text not in ("", NONE)]


def is_held_back(form: TogetherForm, family: FamilyView, turn: Turn) -> bool:
    """Say whether to ask first whether the people of each goal may know what is told there."""
    for view in turn.goals:
        if form[why_name(view)].data:
            form.is_held_back(family.id, view.circle, [why_name(view)])
    return form.was_held
