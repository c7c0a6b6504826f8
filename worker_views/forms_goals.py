"""What a worker fills in about goals, beside the person whose they are."""

from typing import Any

from wtforms import Field, RadioField, TextAreaField, ValidationError

from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.models.answer import ScorePoint
from portal.models.words import Colour, Scale, ScoreKind
from portal.web.forms import LONG, EditForm, Said, at_most, printable, tidy
from portal.web.telling import TellingForm
from portal.web.words import word
from worker_views.controls import circle_field, language_field, one_of, option, why_field

WORDS = 300
NONE = "none"
"""In the place of a last score: none is given."""


def point_field() -> Any:
    """Return the question when in the help somebody scores; the start and the end are known without asking."""
    return one_of(
        _("When in our work together is this?"),
        _("Choose when in your work together this is"),
        option(ScorePoint.BETWEEN.value, _("At any time")),
        option(ScorePoint.REVIEW.value, _("At a review")),
        default=ScorePoint.BETWEEN.value,
    )


class GoalForm(TellingForm):
    """A goal in the words of the person beside the worker."""

    TOLD = ("words",)

    whose = one_of(_("Whose goal is it?"), _("Choose whose goal it is"))
    words = TextAreaField(
        _("What do they want to be different, in their own words?"),
        filters=[tidy],
        validators=[Said(_("Write what they want to be different")), at_most(WORDS), printable],
    )
    language = language_field()
    scale = one_of(
        _("How will it be scored?"),
        _("Choose how it will be scored"),
        option(Scale.TEN.value, _("A number from 0 to 10")),
        option(Scale.RAG.value, _("Red, amber or green, for a child")),
    )
    circle = circle_field(_("Who in the family can see this?"))


class ScoreForm(TellingForm):
    """What the person beside the worker answers."""

    TOLD = ("why",)

    by = one_of(_("Who scores?"), _("Choose who scores"))
    answer = one_of(_("Where are they today?"), _("Choose an answer. “I don’t know” is one too."))
    why = TextAreaField(_("Why, in their own words?"), filters=[tidy], validators=[at_most(LONG), printable])
    language = language_field()
    point = point_field()


class SlipForm(TellingForm):
    """What the person beside the worker meant."""

    TOLD = ("why",)

    answer = one_of(_("What did they mean?"), _("Choose an answer. “I don’t know” is one too."))
    why = TextAreaField(_("Why, in their own words?"), filters=[tidy], validators=[at_most(LONG), printable])
    language = language_field()


class RewordForm(EditForm, TellingForm):
    """Other words for a goal, as the person beside the worker says them."""

    TOLD = ("words",)

    words = TextAreaField(
        _("How do they say it now, in their own words?"),
        filters=[tidy],
        validators=[Said(_("Write what they want to be different")), at_most(WORDS), printable],
    )
    language = language_field()


class PauseForm(EditForm, TellingForm):
    """Why a goal is laid aside for now."""

    TOLD = ("reason",)

    reason = TextAreaField(_("Why now, in their own words?"), filters=[tidy], validators=[at_most(WORDS), printable])
    language = language_field()


class DeclineForm(EditForm, TellingForm):
    """Why a goal is stopped to keep people safe."""

    TOLD = ("reason",)

    reason = why_field(
        _("Why is it not safe? The people who see this goal read this."), _("Write why. They have a right to know.")
    )
    language = language_field()


class FirstStepForm(TellingForm):
    """One small thing towards a goal."""

    TOLD = ("words",)

    words = TextAreaField(
        _("What would one point more look like, in their own words?"),
        filters=[tidy],
        validators=[Said(_("Write one small thing")), at_most(WORDS), printable],
    )
    language = language_field()


class EndForm(EditForm):
    """How a goal ends, and perhaps a last score."""

    how = one_of(
        _("What happened with this goal?"),
        _("Choose what happened"),
        option("reached", _("They got there")),
        option("closed", _("It is put away: it does not matter to them now")),
    )
    by = RadioField(_("Who gives a last score?"), default=NONE, validate_choice=False)
    answer = RadioField(_("Where are they at the end?"), default=NONE, validate_choice=False)

    @property
    def last_score(self) -> str | None:
        """Return the last score, where someone gives one."""
        said = (self.by.data, self.answer.data)
        return None if {None, "", "None", NONE} & set(said) else str(self.answer.data)

    def validate_answer(self, _field: Field) -> None:
        """Let the last score be left out; else it is one that is offered, of somebody who is."""
        chosen = (self.by.data or NONE, self.answer.data or NONE)
        if chosen[1] not in (NONE, "None") and chosen[0] in (NONE, "None"):
            raise ValidationError(gettext("Choose who gives the last score"))
        offered = [[option.data for option in field] for field in (self.by, self.answer)]
        if self.last_score and not all(one in known for one, known in zip(chosen, offered, strict=True)):
            raise ValidationError(gettext("Choose an answer. “I don’t know” is one too."))


def answers(scale: Scale) -> list[Any]:
    """Return the answers that fit a scale, with the two that are not a score."""
    others = [option(kind.value, word(kind)) for kind in (ScoreKind.UNSURE, ScoreKind.SKIPPED)]
    if scale is Scale.RAG:
        colours = (Colour.GREEN, Colour.AMBER, Colour.RED)
        return [option(colour.value, word(colour)) for colour in colours] + others
    return [option(str(number), str(number)) for number in range(11)] + others
