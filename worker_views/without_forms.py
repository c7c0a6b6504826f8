"""The forms of sharing without agreement."""

import uuid
from collections.abc import Sequence
from typing import Any

from wtforms import Field, StringField, TextAreaField, ValidationError

from portal import clock, giveaways, i18n
from portal.commands.override import Decision, Part, Telling
from portal.database import session
from portal.i18n import gettext, lazy_pgettext
from portal.i18n import lazy_gettext as _
from portal.models.sharing_words import LegalGround
from portal.models.words import InfoKind
from portal.queries import telling, worker
from portal.queries.face import Face
from portal.queries.override import to_be_told
from portal.queries.person import PersonView
from portal.web.fields import DateBoxes
from portal.web.forms import LONG, SHORT, EditForm, Said, at_most, printable, tidy
from portal.web.signed_in import actor
from portal.web.telling import TellingForm
from portal.web.words import as_typed, word
from worker_views.controls import (
    WHY,
    day_needed,
    language_field,
    many_of,
    one_of,
    option,
    people_as_choices,
    still_to_come,
    words_of,
)


def _words(question: str, *checks: Any, most: int = LONG) -> Any:
    return TextAreaField(question, filters=[tidy], validators=[*checks, at_most(most), printable])


class Decided:
    """What, to whom, about whom, why, on what ground, whether it can wait, and when it is looked at again."""

    agency = one_of(_("Which service is it shared with?"), _("Choose a service"))
    to_whom = StringField(
        _("Who receives it?"),
        filters=[tidy],
        validators=[Said(_("Write the name and the role of who receives it")), at_most(SHORT), printable],
    )
    parts = many_of(_("About whom, and which kinds?"), _("Choose about whom, and which kinds"))
    what = _words(_("What exactly is shared?"), Said(_("Write what is shared")))
    why = _words(_("Why must it be shared without a yes?"), Said(_("Write why it must be shared")))
    ground = one_of(_("On what ground in law?"), _("Choose a ground"))
    urgent = one_of(
        _("Can it wait until a manager has agreed?"),
        _("Choose whether it can wait"),
        option("no", _("Yes. Nothing is shared before a manager agrees")),
        option("yes", _("No, it is urgent. A manager looks at it within one working day")),
    )
    language = language_field(_("Which language did you write in?"))
    review_on = DateBoxes(
        _("When do we look at this again?"),
        validators=[day_needed(_("Write when this is looked at again")), still_to_come],
    )
    told = one_of(
        _("Does the family know?"),
        _("Choose whether the family knows"),
        option("yes", lazy_pgettext("told", "Yes, somebody was told")),
        option("no", lazy_pgettext("told", "Not yet")),
    )


class ToldFields:
    """Who of the family was told, when and how."""

    whom = many_of(_("Who was told?"), _("Choose who was told"))
    told_on = DateBoxes(_("When were they told?"))
    how = _words(_("How were they told?"), most=WHY)

    is_told = True

    def validate_whom(self, field: Field) -> None:
        """Ask for somebody."""
        if self.is_told and not field.data:
            raise ValidationError(gettext("Choose who was told"))

    def validate_told_on(self, field: Field) -> None:
        """Ask for a day that has come."""
        if not self.is_told or field.process_errors:
            return
        if field.data is None:
            raise ValidationError(gettext("Write when they were told"))
        if field.data > clock.today():
            raise ValidationError(gettext("Choose today or an earlier day"))

    def validate_how(self, field: Field) -> None:
        """Ask how."""
        if self.is_told and not field.data:
            raise ValidationError(gettext("Write how they were told"))


class TellForm(ToldFields, TellingForm):
    """Who was told, of a decision that stands already."""

    def telling(self) -> Telling | None:
        """Return whom the form names as told; none where it says that nobody was."""
        if not self.is_told:
            return None
        people = frozenset(uuid.UUID(id_) for id_ in self.whom.data)
        return Telling(people=people, on=self.told_on.data, how=self.how.data or "")

    def gives_away(self, family_id: uuid.UUID, texts: Sequence[str]) -> bool:
        """Say whether to ask first: where a family is at risk, and what they would read tells where somebody is."""
        is_careful = self.is_told and telling.is_at_risk(session(), actor(), family_id)
        if self.may_know.data or not is_careful:
            return False
        known = telling.known_lines(session(), actor(), family_id, [uuid.UUID(id_) for id_ in self.whom.data])
        if any(giveaways.found(text, known) for text in texts):
            self.was_held = True
            self.whom.errors = [
                gettext("What is written here tells where somebody is. Those who were told could read it.")
            ]
            self.may_know.errors = [gettext("Take somebody out above, or tick this box")]
        return self.was_held


class DecideForm(Decided, TellForm):
    """The whole record of a decision to share without agreement."""

    why_not_told = _words(_("Why not yet?"), most=WHY)
    groups: Sequence[tuple[Face, Sequence[str]]] = ()
    """The kinds of information, together for each person."""
    people: Sequence[PersonView] = ()

    @property
    def is_told(self) -> bool:  # type: ignore[override]  # asked of the form, not of its class
        """Say whether somebody of the family knows."""
        return bool(self.told.data == "yes")

    def offer(self, people: Sequence[PersonView], grounds: Sequence[LegalGround]) -> None:
        """Offer the people of a family, the services and the grounds of this council."""
        self.people = people
        born = [one for one in people if not one.is_unborn]
        self.agency.choices = [
            option(str(id_), as_typed(name)) for id_, name in worker.partner_agencies(session(), actor())
        ]
        self.ground.choices = words_of(grounds)
        self.parts.choices = [option(f"{one.id}/{kind}", word(kind)) for one in born for kind in InfoKind]
        self.whom.choices = people_as_choices(one.face for one in self._concerned({one.id for one in born}))
        self.groups = [(one.face, [f"{one.id}/{kind}" for kind in InfoKind]) for one in born]

    def validate_parts(self, field: Field) -> None:
        """Refuse a decision about nothing."""
        if not field.data:
            raise ValidationError(gettext("Choose about whom, and which kinds"))

    def validate_whom(self, field: Field) -> None:
        """Refuse, among those who were told, whoever would read nothing of it."""
        super().validate_whom(field)
        concerned = {str(one.id) for one in self._concerned({id_ for id_, _kind in self._parts()})}
        strays = [one.face.first_name for one in self.people if str(one.id) in set(field.data or ()) - concerned]
        if self.is_told and self.parts.data and strays:
            raise ValidationError(gettext("This is not about: %(names)s", names=i18n.joined(strays)))

    def validate_why_not_told(self, field: Field) -> None:
        """Ask why the family does not know."""
        if self.told.data == "no" and not field.data:
            raise ValidationError(gettext("Write why the family is not told yet"))

    def decision(self) -> Decision:
        """Return what was decided."""
        return Decision(
            agency_id=uuid.UUID(self.agency.data),
            to_whom=self.to_whom.data or "",
            what=self.what.data or "",
            why=self.why.data or "",
            ground=LegalGround(self.ground.data),
            language=self.language.data,
            is_urgent=self.urgent.data == "yes",
            review_on=self.review_on.data,
            parts=self._parts(),
            why_not_told="" if self.is_told else self.why_not_told.data or "",
        )

    def _parts(self) -> frozenset[Part]:
        offered = {value for _person, values in self.groups for value in values}
        pairs = (said.split("/") for said in self.parts.data or () if said in offered)
        return frozenset((uuid.UUID(id_), InfoKind(kind)) for id_, kind in pairs)

    def _concerned(self, about: set[uuid.UUID]) -> Sequence[PersonView]:
        return to_be_told(self.people, about, actor().own_decision_age) if self.people else ()


class AnswerForm(EditForm):
    """What a manager says."""

    answer = one_of(
        _("Do you agree?"),
        _("Choose whether you agree"),
        option("yes", lazy_pgettext("manager", "Yes, I agree")),
        option("no", lazy_pgettext("manager", "No. Nothing more is shared on this")),
    )
    why = _words(_("Why?"), most=WHY)

    def validate_why(self, field: Field) -> None:
        """Ask for a reason where it is refused."""
        if self.answer.data == "no" and not field.data:
            raise ValidationError(gettext("Write why you do not agree"))


class ReviewForm(EditForm):
    """What came of looking at it again."""

    goes_on = one_of(
        _("Is it still needed?"),
        _("Choose whether it is still needed"),
        option("yes", lazy_pgettext("override", "Yes, it goes on")),
        option("no", lazy_pgettext("override", "No, it ends now")),
    )
    review_on = DateBoxes(_("When do we look at this again?"), validators=[still_to_come])
    why = _words(_("Why?"), Said(_("Write why")), most=WHY)
    why_not_told = _words(_("Why is somebody still not told?"), most=WHY)

    asks_why_not_told = False

    def validate_review_on(self, field: Field) -> None:
        """Ask for the next day where it goes on."""
        if self.goes_on.data == "yes" and field.data is None and not field.process_errors:
            raise ValidationError(gettext("Write when this is looked at again"))

    def validate_why_not_told(self, field: Field) -> None:
        """Ask why somebody whom it is about does not know."""
        if self.asks_why_not_told and not field.data:
            raise ValidationError(gettext("Write why somebody is still not told"))
