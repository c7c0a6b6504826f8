"""Sharing: what may be told to whom, decided by the one who may decide it."""

import uuid
from datetime import date

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from wtforms import Field, RadioField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types

from portal.commands import consent as commands
from portal.commands.consent import Answer, Matter
from portal.database import session
from portal.errors import EditedMeanwhile
from portal.i18n import gettext, lazy_pgettext
from portal.i18n import lazy_gettext as _
from portal.models.words import ConsentStatus
from portal.queries import asking, pages, person
from portal.queries.asking import Question
from portal.web.forms import LONG, EditForm, PortalForm, Said, at_most, printable, tidy, writing
from portal.web.pages import page, say, see
from portal.web.signed_in import actor

place = Blueprint("sharing", __name__, url_prefix="/sharing")

ANSWERS = (
    SelectChoice(ConsentStatus.GIVEN.value, lazy_pgettext("sharing", "Yes, share it")),
    SelectChoice(ConsentStatus.REFUSED.value, lazy_pgettext("sharing", "No, do not share it")),
    SelectChoice(ConsentStatus.PART.value, lazy_pgettext("sharing", "Only part of it")),
    SelectChoice(ConsentStatus.TALK.value, lazy_pgettext("sharing", "Talk about it first")),
    SelectChoice(ConsentStatus.NOT_NOW.value, lazy_pgettext("sharing", "Not now")),
)


class DecisionForm(EditForm):
    """One decision; its version is how much had been said when the page was drawn."""

    answer = RadioField(_("May we share this?"), choices=ANSWERS, validators=[Said(_("Choose an answer"))])
    part = StringField(_("Which part?"), filters=[tidy], validators=[at_most(LONG), printable])

    def validate_part(self, field: Field) -> None:
        """Ask which part when only part may be shared."""
        if self.answer.data == ConsentStatus.PART and not field.data:
            raise ValidationError(_("Write which part we may share"))


class TakeBackForm(PortalForm):
    """Taking a yes back needs no more than a press."""


@place.get("")
def index() -> ResponseReturnValue:
    """Show every question, by agency."""
    return page("family/sharing/index.html", **pages.sharing(session(), actor()))


@place.get("/looked")
def looked() -> ResponseReturnValue:
    """Show who opened or changed what is held about this person's family, by day."""
    return page("family/sharing/looked.html", **pages.looked(session(), actor(), day_of(request.args.get("until"))))


def day_of(text: str | None) -> date | None:
    """Return the day that an address names; none for anything else, and for days that no calendar goes on from."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if day < date.max else None


@place.route("/<uuid:question_id>", methods=["GET", "POST"])
def show(question_id: uuid.UUID) -> ResponseReturnValue:
    """Show one question with its history, and take an answer."""
    question = asking.find(pages.questions(session(), actor()), question_id)
    form = DecisionForm(answer=preset(question), version=len(question.history))
    if form.validate_on_submit():
        try:
            decide(form, question, ConsentStatus(form.answer.data), form.part.data or "", read=form.version.data)
        except EditedMeanwhile:
            form.clash(len(question.history))
        else:
            say(gettext("Saved. Your answer counts from now on."))
            return see("family.sharing.show", question_id=question_id)
    return page(
        "family/sharing/show.html",
        form.status,
        form=form,
        take_back=TakeBackForm(),
        question=question,
    )


@place.post("/<uuid:question_id>/take-back")
def take_back(question_id: uuid.UUID) -> ResponseReturnValue:
    """Take a yes back: the first press opens the question, the second is this."""
    question = asking.find(pages.questions(session(), actor()), question_id)
    form = TakeBackForm()
    if form.validate_on_submit():
        if question.stands:
            decide(form, question, ConsentStatus.WITHDRAWN)
            say(gettext("Taken back. We stop sharing this from now on."))
        else:
            say(gettext("There was no yes to take back."))
    return see("family.sharing.show", question_id=question_id)


def preset(question: Question) -> str | None:
    """Return the answer that stands, to be changed; nothing is ticked while a question waits."""
    return question.decision.status.value if question.decision and not question.waits else None


def decide(
    form: PortalForm, question: Question, status: ConsentStatus, part: str = "", read: int | None = None
) -> None:
    """Save a decision of the person who reads the page.

    Args:
        read: how much had been said when they read it; they may have been asked anew since, for another purpose.
    """
    who = actor()
    with writing(form) as db:
        if read not in {None, len(question.history)}:
            raise EditedMeanwhile(question.id)
        matter = Matter(
            about=person.get(db, who, who.own_family, question.about_id),
            decider=person.get(db, who, who.own_family, question.decider_id),
            agency_id=question.agency_id,
            kind=question.kind,
            purpose=question.purpose,
            for_what=question.for_what,
            is_named=question.is_named,
        )
        commands.decide(db, who, matter, Answer(status=status, part=part))
