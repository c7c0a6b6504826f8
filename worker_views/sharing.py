"""Sharing: everyone's decisions, questions put to them, and what they said on paper or aloud."""

import uuid
from collections.abc import Container, Mapping, Sequence
from itertools import groupby
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.orm import Session

from portal.commands import consent as commands
from portal.commands.consent import Answer, Matter
from portal.database import session
from portal.errors import EditedMeanwhile
from portal.i18n import gettext
from portal.models.sharing_words import ConsentLasts, Purpose
from portal.models.words import ConsentHow, ConsentStatus, InfoKind
from portal.queries import asking, child_view, circle, consent, member, outlook, person, worker
from portal.queries.asking import Question
from portal.queries.family import FamilyView
from portal.queries.member import TeamMember
from portal.queries.outlook import Outlook
from portal.queries.person import PersonView
from portal.web.forms import writing
from portal.web.pages import say, see
from portal.web.signed_in import actor
from portal.web.words import as_typed
from worker_views.controls import option, words_of
from worker_views.family import PATH, case_page, opened
from worker_views.forms_sharing import AskForm, DecisionForm

place = Blueprint("sharing", __name__, url_prefix=f"{PATH}/sharing")

ALOUD = (ConsentHow.BESIDE_WORKER, ConsentHow.PAPER, ConsentHow.PHONE)
ANSWERS = (ConsentStatus.GIVEN, ConsentStatus.PART, ConsentStatus.REFUSED, ConsentStatus.TALK, ConsentStatus.NOT_NOW)
Asked = Sequence[tuple[PersonView, Sequence[Question]]]


@place.get("")
def index(ref: str) -> ResponseReturnValue:
    """Show what has to be looked at, and everyone who decides with their questions."""
    family = opened(ref)
    asked = everyone(family)
    deciders = [(decider, _by_service(asks)) for decider, asks in asked]
    together = _together(family, asked)
    return case_page(
        "worker/sharing/index.html",
        family,
        deciders=deciders,
        notable=outlook.notable(together),
        ending=outlook.ending(question for _who, asks in asked for question in asks),
    )


def _by_service(asks: Sequence[Question]) -> list[tuple[str, list[list[Question]]]]:
    """Return one decider's questions by agency, and in each by whom they are about: themself first."""
    return [
        (agency, [list(about) for _about, about in groupby(theirs, key=lambda asked: asked.about_id)])
        for agency, theirs in groupby(asks, key=lambda asked: asked.agency)
    ]


@place.route("/<uuid:question_id>", methods=["GET", "POST"])
def show(ref: str, question_id: uuid.UUID) -> ResponseReturnValue:
    """Show one question with its history and what others say to it, and write an answer down."""
    family = opened(ref)
    question, around = found(family, question_id)
    form = _form(question)
    if form.is_behind(len(question.history)) or form.validate_on_submit():
        if _written_down(family, question, form):
            say(gettext("Written down. It counts from now on, and the family sees that you wrote it."))
            return see(".show", ref=ref, question_id=question_id)
        question, around = found(family, question_id)
        form.clash(len(question.history))
    return case_page("worker/sharing/show.html", family, form.status, form=form, question=question, around=around)


def _form(question: Question) -> DecisionForm:
    form = DecisionForm(version=len(question.history))
    form.answer.choices = words_of(_answers(question))
    form.lasts.choices = words_of(ConsentLasts)
    form.how.choices = words_of(ALOUD)
    return form


def _answers(question: Question) -> Sequence[ConsentStatus]:
    """Return the answers that make sense now: only what was given can be taken back."""
    return (*ANSWERS, ConsentStatus.WITHDRAWN) if question.stands else ANSWERS


def _written_down(family: FamilyView, question: Question, form: DecisionForm) -> bool:
    """Write it down, unless something else was said on the question since the page was drawn."""
    try:
        with writing(form) as db:
            if form.is_behind(len(question.history)):
                raise EditedMeanwhile(question.id)
            _write_down(db, family, question, form)
    except EditedMeanwhile:
        return False
    return True


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
    said = Answer(
        status=ConsentStatus(form.answer.data),
        how=ConsentHow(form.how.data),
        part=form.part.data or "",
        lasts=form.for_how_long,
        witness=form.witness.data or "",
    )
    commands.write_down(db, actor(), matter, said, read=form.version.data)


@place.route("/ask", methods=["GET", "POST"])
def ask(ref: str) -> ResponseReturnValue:
    """Put questions to the one who decides."""
    family = opened(ref)
    form = AskForm(**_asked_before(family))
    form.whom.choices = _pairs(family)
    services = worker.partner_agencies(session(), actor())
    form.agency.choices = [option(str(id_), as_typed(name)) for id_, name in services]
    form.kinds.choices, form.for_what.choices = words_of(InfoKind), words_of(Purpose)
    if form.validate_on_submit() and form.is_discreet(_team(family), dict(services)) and not _gives_away(form, family):
        with writing(form) as db:
            _ask(db, family, form)
        say(gettext("Asked. They see the question now, and can answer in their own time."))
        return see(".index", ref=ref)
    return case_page("worker/sharing/ask.html", family, form.status, form=form)


def _gives_away(form: AskForm, family: FamilyView) -> bool:
    """Say whether to ask first: the words of a question are read by the one who decides."""
    decider = next(one for one in person.of_family(session(), actor(), family.id) if one.id == form.decider_id)
    return form.is_held_back_from(family.id, [decider.id], [decider.face.first_name], ["purpose"])


def _asked_before(family: FamilyView) -> dict[str, Any]:
    """Return what the question says that is asked again. Its address stands in logs, so it names the question alone."""
    if "again" not in request.args:
        return {}
    every = (one for _who, asks in everyone(family) for one in asks)
    again = next((one for one in every if str(one.id) == request.args["again"]), None)
    if again is None:
        return {}
    return {
        "whom": f"{again.decider_id}/{again.about_id}",
        "agency": str(again.agency_id),
        "kinds": [again.kind],
        "for_what": again.for_what,
        "purpose": again.purpose,
    }


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
    for kind in dict.fromkeys(form.kinds.data or ()):
        matter = Matter(
            about=person.get(db, actor(), family.id, about_id),
            decider=person.get(db, actor(), family.id, decider_id),
            agency_id=uuid.UUID(form.agency.data),
            kind=InfoKind(kind),
            purpose=form.purpose.data or "",
            for_what=Purpose(form.for_what.data),
            is_named=form.named.data == "yes",
        )
        commands.ask(db, actor(), matter)


def everyone(family: FamilyView) -> Asked:
    """Return everyone who decides anything, with every question that is theirs."""
    return by_decider(family, person.of_family(session(), actor(), family.id), _team(family))


def _team(family: FamilyView) -> Sequence[TeamMember]:
    return member.of_family(session(), actor(), family.id, circle.seen_by(session(), actor(), family.id))


def by_decider(
    family: FamilyView, people: Sequence[PersonView], team: Sequence[TeamMember], *, only_waiting: bool = False
) -> Asked:
    """Return everyone who decides anything, for people and a team that are loaded already."""
    said = consent.rows(session(), actor(), family.id)
    return list(asking.by_decider(people, team, said, actor().own_decision_age, only_waiting=only_waiting))


def _together(family: FamilyView, asked: Asked) -> Mapping[child_view.Matter, Outlook]:
    views = child_view.of_family(session(), actor(), family.id)
    return outlook.outlooks((question for _who, asks in asked for question in asks), views)


def unheard(family: FamilyView, agency_id: uuid.UUID, matters: Container[tuple[uuid.UUID, InfoKind]]) -> list[Outlook]:
    """Return what a child sees differently, of what is about to go to an agency, and no worker has looked at."""
    together = _together(family, everyone(family))
    return [
        one
        for (about_id, service_id, kind), one in together.items()
        if one.to_weigh and service_id == agency_id and (about_id, kind) in matters
    ]


def found(family: FamilyView, question_id: uuid.UUID) -> tuple[Question, Outlook]:
    """Return a question by its address, and what everyone says to the same thing; raises `NotFound`."""
    asked = everyone(family)
    question = asking.find((one for _who, asks in asked for one in asks), question_id)
    return question, _together(family, asked)[outlook.matter_of(question)]
