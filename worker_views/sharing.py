"""Sharing: everyone's decisions, questions put to them, and what they said on paper or aloud."""

import uuid
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.orm import Session
from wtforms import Field, StringField, TextAreaField, ValidationError

from portal.commands import consent as commands
from portal.commands.consent import Answer, Matter
from portal.database import session
from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.models.words import ConsentHow, ConsentStatus, InfoKind
from portal.queries import asking, circle, consent, member, person, worker
from portal.queries.asking import Question
from portal.queries.family import FamilyView
from portal.queries.member import TeamMember
from portal.queries.person import PersonView
from portal.web.forms import LONG, PortalForm, Said, at_most, printable, tidy, writing
from portal.web.pages import say, see
from portal.web.signed_in import actor
from portal.web.words import as_typed
from worker_views.controls import many_of, one_of, option, words_of
from worker_views.family import PATH, case_page, opened

place = Blueprint("sharing", __name__, url_prefix=f"{PATH}/sharing")

PURPOSE = 300
ALOUD = (ConsentHow.BESIDE_WORKER, ConsentHow.PAPER, ConsentHow.PHONE)
ANSWERS = (ConsentStatus.GIVEN, ConsentStatus.PART, ConsentStatus.REFUSED, ConsentStatus.TALK, ConsentStatus.NOT_NOW)
Asked = Sequence[tuple[PersonView, Sequence[Question]]]


class DecisionForm(PortalForm):
    """A decision that someone made on paper or aloud."""

    answer = one_of(_("What did they say?"), _("Choose what they said"))
    part = StringField(_("Which part, in their words?"), filters=[tidy], validators=[at_most(LONG), printable])
    how = one_of(_("How did they say it?"), _("Choose how they said it"))

    def validate_part(self, field: Field) -> None:
        """Ask which part when only part may be shared."""
        if self.answer.data == ConsentStatus.PART and not field.data:
            raise ValidationError(_("Write which part may be shared"))


class AskForm(PortalForm):
    """Questions on sharing, put to the one who decides."""

    whom = one_of(_("Who decides, and about whom?"), _("Choose who decides, and about whom"))
    agency = one_of(_("Which service would we share with?"), _("Choose a service"))
    kinds = many_of(_("What would we share?"), _("Choose what we would share"))
    purpose = TextAreaField(
        _("What is it for, in plain words?"),
        filters=[tidy],
        validators=[Said(_("Write what it is for")), at_most(PURPOSE), printable],
    )

    def validate_kinds(self, field: Field) -> None:
        """Refuse a question about nothing."""
        if not field.data:
            raise ValidationError(_("Choose what we would share"))


@place.get("")
def index(ref: str) -> ResponseReturnValue:
    """Show everyone who decides, with their questions."""
    family = opened(ref)
    deciders = [(decider, _by_service(asks)) for decider, asks in everyone(family)]
    return case_page("worker/sharing/index.html", family, deciders=deciders)


def _by_service(asks: Sequence[Question]) -> list[tuple[str, list[list[Question]]]]:
    """Return one decider's questions by agency, and in each by whom they are about: themself first."""
    return [
        (agency, [list(about) for _about, about in groupby(theirs, key=lambda asked: asked.about_id)])
        for agency, theirs in groupby(asks, key=lambda asked: asked.agency)
    ]


@place.route("/<uuid:question_id>", methods=["GET", "POST"])
def show(ref: str, question_id: uuid.UUID) -> ResponseReturnValue:
    """Show one question with its history, and write an answer down."""
    family, form = opened(ref), DecisionForm()
    question = _find(family, question_id)
    form.answer.choices = words_of(_answers(question))
    form.how.choices = words_of(ALOUD)
    if form.validate_on_submit():
        with writing(form) as db:
            _write_down(db, family, question, form)
        say(gettext("Written down. It counts from now on, and the family sees that you wrote it."))
        return see(".show", ref=ref, question_id=question_id)
    return case_page("worker/sharing/show.html", family, form.status, form=form, question=question)


def _answers(question: Question) -> Sequence[ConsentStatus]:
    """Return the answers that make sense now: only what was given can be taken back."""
    return (*ANSWERS, ConsentStatus.WITHDRAWN) if question.stands else ANSWERS


def _write_down(db: Session, family: FamilyView, question: Question, form: DecisionForm) -> None:
    matter = Matter(
        about=person.get(db, actor(), family.id, question.about_id),
        decider=person.get(db, actor(), family.id, question.decider_id),
        agency_id=question.agency_id,
        kind=question.kind,
        purpose=question.purpose,
        for_what=question.for_what,
        is_named=question.is_named,
    )
    status, how = ConsentStatus(form.answer.data), ConsentHow(form.how.data)
    commands.write_down(db, actor(), matter, Answer(status=status, how=how, part=form.part.data or ""))


@place.route("/ask", methods=["GET", "POST"])
def ask(ref: str) -> ResponseReturnValue:
    """Put questions to the one who decides."""
    family = opened(ref)
    form = AskForm(**_from_address())
    form.whom.choices = _pairs(family)
    form.agency.choices = [
        option(str(id_), as_typed(name)) for id_, name in worker.partner_agencies(session(), actor())
    ]
    form.kinds.choices = words_of(InfoKind)
    if form.validate_on_submit() and _may_know_of(form, family):
        with writing(form) as db:
            _ask(db, family, form)
        say(gettext("Asked. They see the question now, and can answer in their own time."))
        return see(".index", ref=ref)
    return case_page("worker/sharing/ask.html", family, form.status, form=form)


def _may_know_of(form: AskForm, family: FamilyView) -> bool:
    """Refuse a question that tells someone of a service they do not see: a school says where a home is."""
    decider_id, agency_id = uuid.UUID(form.whom.data.split("/")[0]), uuid.UUID(form.agency.data)
    circles = circle.seen_by(session(), actor(), family.id)
    team = member.of_family(session(), actor(), family.id, circles)
    known = [one for one in team if one.agency_id == agency_id and not one.is_hidden]
    if any(decider_id in one.circle.person_ids for one in known):
        return True
    form.agency.errors = [gettext("This person does not see this service on the team. Asking would tell them of it.")]
    return False


def _from_address() -> dict[str, Any]:
    """Return the answers that a link to this form brings with it."""
    brought = {name: request.args[name] for name in ("whom", "agency", "purpose") if name in request.args}
    return {**brought, "kinds": request.args.getlist("kinds")}


def _pairs(family: FamilyView) -> list[Any]:
    """Return everyone who decides with everyone they decide about."""
    people = person.of_family(session(), actor(), family.id)
    age = actor().own_decision_age
    return [
        option(f"{decider.id}/{about.id}", _pair(decider, about))
        for decider in people
        for about in sorted(people, key=lambda one: one.id != decider.id)
        if not about.is_unborn and asking.decides_about(decider, about, age)
    ]


def _pair(decider: PersonView, about: PersonView) -> Markup:
    who = as_typed(decider.face.first_name)
    if decider.id == about.id:
        return Markup("{}: {}").format(who, gettext("about themself"))
    about_whom = Markup(gettext("about %(name)s"))  # noqa: S704 (our own words)
    return Markup("{}: {}").format(who, about_whom % {"name": as_typed(about.face.first_name)})


def _ask(db: Session, family: FamilyView, form: AskForm) -> None:
    decider_id, about_id = (uuid.UUID(id_) for id_ in form.whom.data.split("/"))
    for kind in form.kinds.data or ():
        matter = Matter(
            about=person.get(db, actor(), family.id, about_id),
            decider=person.get(db, actor(), family.id, decider_id),
            agency_id=uuid.UUID(form.agency.data),
            kind=InfoKind(kind),
            purpose=form.purpose.data or "",
        )
        commands.ask(db, actor(), matter)


def everyone(family: FamilyView) -> Asked:
    """Return everyone who decides anything, with every question that is theirs."""
    circles = circle.seen_by(session(), actor(), family.id)
    team = member.of_family(session(), actor(), family.id, circles)
    return by_decider(family, person.of_family(session(), actor(), family.id), team)


def by_decider(
    family: FamilyView, people: Sequence[PersonView], team: Sequence[TeamMember], *, only_waiting: bool = False
) -> Asked:
    """Return everyone who decides anything, for people and a team that are loaded already."""
    said = consent.rows(session(), actor(), family.id)
    return list(asking.by_decider(people, team, said, actor().own_decision_age, only_waiting=only_waiting))


def _find(family: FamilyView, question_id: uuid.UUID) -> Question:
    return asking.find((asked for _who, asks in everyone(family) for asked in asks), question_id)
