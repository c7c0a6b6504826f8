"""What a family fills in about its goals, their scores and the first steps towards them."""

from typing import Any

from wtforms import Field, RadioField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types

from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.models.words import Colour, Scale, ScoreKind
from portal.queries.goal import GoalView
from portal.web.forms import LONG, EditForm, Said, at_most, printable, tidy
from portal.web.telling import TellingForm
from portal.web.words import word

WORDS = 300
NONE = "none"
"""In the place of a last score: none is given."""


class GoalForm(TellingForm):
    """A goal in one's own words."""

    TOLD = ("words",)

    words = TextAreaField(
        _("What do you want to be different?"),
        filters=[tidy],
        validators=[Said(_("Write what you want to be different")), at_most(WORDS), printable],
    )
    whose = RadioField(_("Whose goal is it?"), validators=[Said(_("Choose whose goal it is"))])
    circle = RadioField(_("Who can see this?"), validators=[Said(_("Choose who can see it"))])


class ScoreForm(TellingForm):
    """A score, or one of the answers that are not one, and perhaps why."""

    TOLD = ("why",)

    answer = RadioField(_("Where are you today?"), validators=[Said(_("Choose a number, or “I don’t know”"))])
    why = TextAreaField(_("Why this number?"), filters=[tidy], validators=[at_most(LONG), printable])


class SlipForm(ScoreForm):
    """What somebody meant to answer."""

    answer = RadioField(_("What did you mean?"), validators=[Said(_("Choose a number, or “I don’t know”"))])


class RewordForm(EditForm, TellingForm):
    """Other words for a goal."""

    TOLD = ("words",)

    words = TextAreaField(
        _("How do you say it now?"),
        filters=[tidy],
        validators=[Said(_("Write what you want to be different")), at_most(WORDS), printable],
    )


class PauseForm(EditForm, TellingForm):
    """Why a goal is laid aside for now."""

    TOLD = ("reason",)

    reason = TextAreaField(_("Why now?"), filters=[tidy], validators=[at_most(WORDS), printable])


class EndForm(EditForm):
    """How a goal ends, and perhaps a last score."""

    how = RadioField(
        _("What happened with this goal?"),
        choices=[
            SelectChoice("reached", _("We got there")),
            SelectChoice("closed", _("It does not matter to us now")),
        ],
        validators=[Said(_("Choose what happened"))],
    )
    answer = RadioField(_("Where are you at the end?"), default=NONE, validate_choice=False)

    def validate_answer(self, _field: Field) -> None:
        """Let the last score be left out, and refuse what is not offered."""
        if self.last_score and self.last_score not in [option.data for option in self.answer]:
            raise ValidationError(gettext("Choose a number, or “I don’t know”"))

    @property
    def last_score(self) -> str | None:
        """Return the last score, where one is given."""
        return None if self.answer.data in (None, "", "None", NONE) else str(self.answer.data)


class FirstStepForm(TellingForm):
    """One small thing towards a goal."""

    TOLD = ("words",)

    words = TextAreaField(
        _("What would one point more look like?"),
        filters=[tidy],
        validators=[Said(_("Write one small thing")), at_most(WORDS), printable],
    )


def offer_answers(form: Any, view: GoalView) -> None:
    """Offer the answers that fit a goal's scale; a colour is no number, so its why is asked for in other words."""
    form.answer.choices = answers(view)
    if "why" in form and view.scale is Scale.RAG:
        form.why.label.text = gettext("Why?")


def answers(view: GoalView) -> list[tuple[str, str]]:
    """Return the answers that fit a goal's scale."""
    if view.scale is Scale.RAG:
        scored = [(colour.value, word(colour)) for colour in (Colour.GREEN, Colour.AMBER, Colour.RED)]
    else:
        scored = [(str(number), str(number)) for number in range(11)]
    return [*scored, (ScoreKind.UNSURE.value, word(ScoreKind.UNSURE))]
