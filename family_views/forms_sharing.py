"""The forms of an answer on sharing: what is said, which part and for how long, and the check before it is saved."""

from typing import Self

from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types

from portal.i18n import lazy_gettext as _
from portal.i18n import lazy_pgettext
from portal.models.sharing_words import ConsentLasts
from portal.models.words import ConsentStatus
from portal.web.forms import LONG, EditForm, PortalForm, Said, at_most, printable, tidy
from portal.web.half_way import HalfWay, said
from portal.web.words import WORDS

OFFERED = (
    ConsentStatus.GIVEN,
    ConsentStatus.PART,
    ConsentStatus.REFUSED,
    ConsentStatus.TALK,
    ConsentStatus.NOT_NOW,
)


class ChooseForm(PortalForm):
    """What somebody says to a question: one press."""

    answer = RadioField(
        lazy_pgettext("sharing", "Your answer"),
        choices=[SelectChoice(one.value, WORDS[ConsentStatus, one.value]) for one in OFFERED],
        validators=[Said(_("Choose an answer"))],
    )


class MoreForm(PortalForm):
    """Which part of it, and for how long: words, and one press."""

    answer = HiddenField()
    part = TextAreaField(
        _("Which part may we share?"),
        filters=[tidy],
        validators=[Said(_("Write which part we may share")), at_most(LONG), printable],
    )
    lasts = RadioField(
        _("For how long?"),
        choices=[SelectChoice(one.value, WORDS[ConsentLasts, one.value]) for one in ConsentLasts],
        validators=[Said(_("Choose for how long"))],
    )

    @classmethod
    def of(cls, half: HalfWay) -> Self:
        """Ask what is still to be said."""
        form = cls(answer=half.status.value, part=half.part)
        if not half.is_part:
            del form.part
        return form


class CheckForm(EditForm):
    """What is about to be saved, as it stood on the page; its version is how much had been said when it was drawn."""

    answer = HiddenField()
    part = HiddenField(filters=[tidy], validators=[at_most(LONG), printable])
    lasts = HiddenField()

    @classmethod
    def of(cls, half: HalfWay | None, version: int) -> Self:
        """Show what was said."""
        if half is None:
            return cls(version=version)
        return cls(version=version, answer=half.status.value, part=half.part, lasts=half.lasts)

    @property
    def half(self) -> HalfWay | None:
        """Return what it says where it is whole."""
        try:
            half = said({"answer": self.answer.data, "part": self.part.data, "lasts": self.lasts.data}, 0)
        except ValueError:
            return None
        return half if half.is_whole and half.status in OFFERED else None


class TakeBackForm(PortalForm):
    """Taking a yes back needs no more than a press."""
