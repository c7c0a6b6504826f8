"""The forms on which a worker asks about sharing, and writes down what somebody said."""

import re
import uuid
from collections.abc import Iterable, Mapping

from wtforms import Field, RadioField, StringField, TextAreaField, ValidationError

from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.models.sharing_words import ConsentLasts, Purpose
from portal.models.words import YES, ConsentHow, ConsentStatus
from portal.queries.caseload import folded
from portal.queries.member import TeamMember
from portal.web.forms import LONG, EditForm, PortalForm, Said, at_most, printable, tidy
from portal.web.telling import TellingForm
from worker_views.controls import language_field, many_of, one_of, option

PURPOSE = 300
WITNESS = 200
LEAST = 4
"""The fewest letters of a word of a name that is looked for alone; a name of shorter words is looked for whole."""
OF_SOMEBODY = re.compile(r"['‘’\u02bc\u0060](?:s\b)?")
"""An apostrophe, with the s of a school of St Ann's."""
ORDINARY = frozenset(
    {"agency", "asiantaeth", "board", "bwrdd", "cartrefi", "charity", "council", "county", "cyngor", "elusen"}
    | {"family", "gwasanaeth", "gwasanaethau", "gynradd", "health", "heddlu", "homes", "housing", "iechyd"}
    | {"infants", "junior", "meithrin", "nursery", "police", "primary", "school", "secondary", "service"}
    | {"services", "team", "teulu", "thai", "trust", "uwchradd", "welsh", "ysgol"}
)
"""Words of agencies' names that tell no more than what sort of service it is."""


class DecisionForm(EditForm):
    """A decision that someone made on paper or aloud; its version is how much had been said when the page was drawn."""

    answer = one_of(_("What did they say?"), _("Choose what they said"))
    part = StringField(_("Which part, in their words?"), filters=[tidy], validators=[at_most(LONG), printable])
    lasts = RadioField(_("For how long?"), validate_choice=False)
    how = one_of(_("How did they say it?"), _("Choose how they said it"))
    witness = StringField(
        _("Who was there, and where is the paper?"), filters=[tidy], validators=[at_most(WITNESS), printable]
    )

    def validate_part(self, field: Field) -> None:
        """Ask which part when only part may be shared."""
        if self.answer.data == ConsentStatus.PART and not field.data:
            raise ValidationError(_("Write which part may be shared"))

    def validate_lasts(self, field: Field) -> None:
        """Ask for how long a yes is said."""
        if self.answer.data in YES and field.data not in set(ConsentLasts):
            raise ValidationError(_("Choose for how long they said yes"))

    def validate_witness(self, field: Field) -> None:
        """Ask of a paper who saw it signed."""
        if self.how.data == ConsentHow.PAPER and not field.data:
            raise ValidationError(_("Write who was there when it was signed, and where the paper is"))

    @property
    def for_how_long(self) -> ConsentLasts:
        """Return for how long a yes is said; of a no it is not asked."""
        return ConsentLasts(self.lasts.data) if self.answer.data in YES else ConsentLasts.UNTIL_END


class AskForm(TellingForm):
    """Questions on sharing, put to the one who decides."""

    whom = one_of(_("Who decides, and about whom?"), _("Choose who decides, and about whom"))
    agency = one_of(_("Which service would we share with?"), _("Choose a service"))
    named = RadioField(
        _("May they read the name of this service?"),
        choices=[
            option("yes", _("Yes: they may read its name")),
            option("no", _("No: they read only what sort of service it is")),
        ],
        validate_choice=False,
    )
    kinds = many_of(_("What would we share?"), _("Choose what we would share"))
    for_what = one_of(_("What is it for?"), _("Choose what it is for"))
    purpose = TextAreaField(
        _("What is it for, in plain words?"), filters=[tidy], validators=[at_most(PURPOSE), printable]
    )

    def validate_kinds(self, field: Field) -> None:
        """Refuse a question about nothing."""
        if not field.data:
            raise ValidationError(_("Choose what we would share"))

    def validate_purpose(self, field: Field) -> None:
        """Ask for plain words where none of the usual ones fits."""
        if self.for_what.data == Purpose.OTHER and not field.data:
            raise ValidationError(_("Write what it is for"))

    @property
    def decider_id(self) -> uuid.UUID:
        """Return who decides."""
        return uuid.UUID(self.whom.data.split("/")[0])

    def is_discreet(self, team: Iterable[TeamMember], names: Mapping[uuid.UUID, str]) -> bool:
        """Ask whether somebody who does not see a service may read its name: a school says where a home is.

        Who sees it on the team reads its name anyway.
        """
        agency_id = uuid.UUID(self.agency.data)
        there = [one for one in team if one.agency_id == agency_id]
        if any(self.decider_id in one.circle.person_ids for one in there if not one.is_hidden):
            self.named.data = "yes"
        if self.named.data not in {"yes", "no"}:
            told = gettext("This person does not see this service on the team. Choose whether they may read its name.")
            self.named.errors = [told]
            return False
        telling = [names[agency_id], *(one.face.name for one in there)]
        if self.named.data == "no" and (said := naming_words(self.purpose.data or "", telling)):
            message = gettext("They may not read which service it is. Take this out: %(words)s", words=", ".join(said))
            self.purpose.errors = [message]
            return False
        return True


class ThinkForm(PortalForm):
    """What a child thinks of sharing: one of three pictures, and words if they like."""

    says = one_of(_("What do you think about this?"), _("Choose one of the three pictures"))
    words = TextAreaField(
        _("Do you want to say more? In your own words."), filters=[tidy], validators=[at_most(LONG), printable]
    )
    language = language_field(_("Which language did they say it in?"))


class WeighForm(EditForm):
    """What a worker made of how a child sees it."""

    words = TextAreaField(
        _("What did you make of it?"),
        filters=[tidy],
        validators=[Said(_("Write what you made of it, and what you will do")), at_most(LONG), printable],
    )


def naming_words(text: str, names: list[str]) -> list[str]:
    """Return the words of a text that tell which service it is: of its name, or of the names of who works there."""
    said, called = _ways(text), [way for name in names for way in _ways(name)]
    telling = {word for words in called for word in words if len(word) >= LEAST}
    short = {" ".join(words) for words in called if words and max(map(len, words)) < LEAST}
    found = {word for words in said for word in words if word in telling}
    return sorted(found | {name for name in short for words in said if f" {name} " in f" {' '.join(words)} "})


def _ways(text: str) -> list[list[str]]:
    """Return the words of a text that tell something: with what an apostrophe parts, and without."""
    parted = folded(OF_SOMEBODY.sub(" ", text)), folded(OF_SOMEBODY.sub(lambda sign: sign.group()[1:], text))
    return [[word for word in re.findall(r"[^\W\d_]+|\d+", way) if word not in ORDINARY] for way in parted]
