"""The form on which someone says how they may be contacted, the same on both sides."""

from datetime import time
from typing import Any

from wtforms import BooleanField, Field, HiddenField, RadioField, SelectMultipleField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types

from portal import i18n, notice_words
from portal.commands import safe_contact as commands
from portal.errors import EditedMeanwhile
from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.models import Person
from portal.models.notice_kinds import NoticeKind, NoticeWords
from portal.models.words import ContactHow, ContactWay
from portal.queries.safe_contact import SafeContactView
from portal.safe_hours import Spell
from portal.web.fields import ClockTime
from portal.web.forms import EditForm, Said, at_most, printable, tidy, writing
from portal.web.signed_in import actor
from portal.web.words import WEEK, word

MOST_SPELLS = 2
CODE_WORD = 40


def days_field() -> Any:
    """Return the question which days of the week."""
    return SelectMultipleField(
        _("Which days?"),
        coerce=int,
        choices=lambda: [SelectChoice(day, i18n.weekday(day)) for day in WEEK],
        invalid_choice_message=lambda _unknown: gettext("Choose from the days of the week"),  # type: ignore[call-arg]  # newer than its types
    )


def time_field(question: str) -> Any:
    """Return the question from or until what time."""
    return ClockTime(question, validators=[at_most(10)])


class ContactForm(EditForm):
    """Which ways, when, which words, and a code word."""

    looked_at = HiddenField()
    how = RadioField(
        _("How may we contact you?"),
        choices=lambda: [SelectChoice(how.value, word(how)) for how in ContactHow],
        validators=[Said(_("Choose one"))],
    )
    ways = SelectMultipleField(
        _("Which ways are safe?"),
        choices=lambda: [SelectChoice(way.value, word(way)) for way in ContactWay],
        invalid_choice_message=lambda _unknown: gettext("Choose from these ways"),  # type: ignore[call-arg]  # newer than its types
    )
    when = RadioField(
        _("When is it safe?"),
        choices=[SelectChoice("any", _("Any time")), SelectChoice("only", _("Only at these times"))],
        validators=[Said(_("Choose one"))],
    )
    days_1, opens_1, closes_1 = days_field(), time_field(_("From")), time_field(_("Until"))
    days_2, opens_2, closes_2 = days_field(), time_field(_("From")), time_field(_("Until"))
    words = RadioField(
        _("What may a message say?"),
        choices=lambda: [SelectChoice(words.value, sample(words)) for words in NoticeWords],
        validators=[Said(_("Choose one"))],
    )
    code_word = StringField(_("A code word for calls"), filters=[tidy], validators=[at_most(CODE_WORD), printable])
    no_code_word = BooleanField(_("Take the code word away"))

    def validate_ways(self, field: Field) -> None:
        """Refuse no way at all where there should be one."""
        if self.how.data == ContactHow.WAYS and not field.data:
            raise ValidationError(_("Tick at least one way, or choose “Only in Nod”"))

    def validate_closes_1(self, _field: Field) -> None:
        """Refuse the first times when they are half said, or not said where they should be."""
        self._whole(1)
        if self.is_only and not self.spells and not self.opens_1.errors:
            raise ValidationError(_("Tick a day and write both times, or choose “Any time”"))

    def validate_closes_2(self, _field: Field) -> None:
        """Refuse the second times when they are half said."""
        self._whole(2)

    def _whole(self, number: int) -> None:
        if self[f"opens_{number}"].errors:
            return
        days, opens, closes = self._parts(number)
        if self.is_only and any((days, opens, closes)) and not (days and opens and closes):
            raise ValidationError(_("Tick a day and write both times"))
        if self.is_only and opens and opens == closes:
            raise ValidationError(_("Write two times that are not the same"))

    def _parts(self, number: int) -> tuple[list[int], time | None, time | None]:
        days: Any = self[f"days_{number}"].data or []
        opens: Any = self[f"opens_{number}"]
        closes: Any = self[f"closes_{number}"]
        return days, opens.time, closes.time

    @property
    def is_only(self) -> bool:
        """Say whether only some times are safe; where nothing leaves Nod, none are asked for."""
        return bool(self.how.data == ContactHow.WAYS and self.when.data == "only")

    @property
    def spells(self) -> list[Spell]:
        """Return the times that were said; none when any time is safe."""
        parts = [self._parts(number) for number in range(1, MOST_SPELLS + 1)] if self.is_only else []
        return [Spell(frozenset(days), opens, closes) for days, opens, closes in parts if days and opens and closes]

    @property
    def new_code_word(self) -> str | None:
        """Return the code word that was written, an empty one to take it away, or none to leave it."""
        return "" if self.no_code_word.data else (self.code_word.data or None)


def sample(words: NoticeWords) -> str:
    """Return what a message in these words says, from the very texts that are sent."""
    said = notice_words.letter(words, NoticeKind.STEP_MOVED, "")[1].strip()
    return gettext("What sort of news: “%(text)s”", text=said) if words is NoticeWords.SORT else f"“{said}”"


def filled_in(view: SafeContactView) -> ContactForm:
    """Return the form as it stands for someone; a code word never comes back to a page."""
    spells: dict[str, Any] = {}
    for number, spell in enumerate(view.spells[:MOST_SPELLS], 1):
        spells |= {
            f"days_{number}": sorted(spell.days),
            f"opens_{number}": spell.opens,
            f"closes_{number}": spell.closes,
        }
    return ContactForm(
        version=view.version,
        looked_at=view.shown,
        how=view.how.value,
        ways=[way.value for way in view.ways],
        when="only" if view.spells else "any",
        words=view.words.value,
        **spells,
    )


def save(form: ContactForm, person: Person) -> bool:
    """Save what the form says; return false when it clashes with what stands now."""
    try:
        with writing(form) as db:
            db.refresh(person)
            commands.say(
                db,
                actor(),
                person,
                how=ContactHow(form.how.data),
                ways=[ContactWay(way) for way in form.ways.data or ()],
                spells=form.spells,
                words=NoticeWords(form.words.data),
                code_word=form.new_code_word,
                version=form.version.data or 0,
                looked_at=form.looked_at.data or "",
            )
    except EditedMeanwhile:
        form.is_clash = True
    return not form.is_clash


def clashed(form: ContactForm, now: SafeContactView) -> None:
    """Let the form be sent again over what stands now."""
    form.clash(now.version)
    form.looked_at.data = now.shown
