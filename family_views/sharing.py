"""Sharing: what may be told to whom, decided by the one who may decide it."""

import uuid
from datetime import date

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from family_views.forms_sharing import ChooseForm, TakeBackForm
from portal.commands import consent as commands
from portal.commands.consent import Answer, Matter
from portal.database import session
from portal.i18n import gettext
from portal.models.words import ConsentStatus
from portal.queries import asking, pages, person
from portal.queries.asking import Question
from portal.web import half_way
from portal.web.forms import PortalForm, writing
from portal.web.half_way import HalfWay
from portal.web.pages import page, say, see
from portal.web.signed_in import actor

place = Blueprint("sharing", __name__, url_prefix="/sharing")


@place.get("")
def index() -> ResponseReturnValue:
    """Show every question, by agency."""
    begun = half_way.begun(session(), actor())
    return page("family/sharing/index.html", begun=begun, **pages.sharing(session(), actor()))


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
    """Put one question, told straight, and take what is said to it: nothing counts before it is checked and saved."""
    shown = pages.one_question(session(), actor(), question_id)
    question: Question = shown["question"]
    begun = half_way.of(actor(), question)
    form = ChooseForm()
    if form.validate_on_submit():
        begun = begin(question, ConsentStatus(form.answer.data), begun)
        return see(f"family.answer.{'more' if begun.is_yes else 'check'}", question_id=question_id)
    return page("family/sharing/show.html", form.status, form=form, take_back=TakeBackForm(), begun=begun, **shown)


def begin(question: Question, status: ConsentStatus, before: HalfWay | None) -> HalfWay:
    """Keep what was chosen; the words of a part that were written before stay."""
    said = question.decision.part if question.decision else ""
    begun = HalfWay(status=status, part=before.part if before else said, read=len(question.history))
    half_way.keep(actor(), question, begun)
    return begun


@place.post("/<uuid:question_id>/take-back")
def take_back(question_id: uuid.UUID) -> ResponseReturnValue:
    """Take a yes back: the first press opens the question, the second is this."""
    question = asking.find(pages.questions(session(), actor()), question_id)
    form = TakeBackForm()
    if form.validate_on_submit():
        if question.stands:
            decide(form, question, Answer(status=ConsentStatus.WITHDRAWN))
            say(gettext("Taken back. We stop sharing this from now on."))
        else:
            say(gettext("There was no yes to take back."))
    return see("family.sharing.show", question_id=question_id)


def decide(form: PortalForm, question: Question, answer: Answer, read: int | None = None) -> None:
    """Save a decision of the person who reads the page; what they had begun is done with.

    Args:
        read: how much had been said when they read it; they may have been asked anew since, for another purpose.
    """
    who = actor()
    with writing(form) as db:
        matter = Matter(
            about=person.get(db, who, who.own_family, question.about_id),
            decider=person.get(db, who, who.own_family, question.decider_id),
            agency_id=question.agency_id,
            kind=question.kind,
            purpose=question.purpose,
            for_what=question.for_what,
            is_named=question.is_named,
        )
        commands.decide(db, who, matter, answer, read=read)
        half_way.drop(db, who, question)
