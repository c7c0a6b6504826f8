"""Invitations: choose a person, make their way in, print it and hand it over."""

import uuid

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask.wrappers import Response
from markupsafe import Markup

from portal import i18n
from portal.commands import invitation as commands
from portal.database import session, unit_of_work
from portal.errors import InvitationSpent
from portal.i18n import gettext
from portal.models import Person
from portal.queries import person
from portal.queries.family import FamilyView
from portal.queries.person import PersonView
from portal.security.codes import spaced, tidy
from portal.web.forms import PortalForm
from portal.web.pages import render, say, see, settings
from portal.web.pictures import picture_of
from portal.web.signed_in import actor
from worker_views.family import PATH, case_page, opened
from worker_views.refusals import told_on

place = Blueprint("invite", __name__, url_prefix=f"{PATH}/invite")


class InviteForm(PortalForm):
    """One press makes the invitation."""


@place.get("")
def index(ref: str) -> ResponseReturnValue:
    """Choose whom to invite."""
    family = opened(ref)
    people = [one for one in person.of_family(session(), actor(), family.id) if not one.is_unborn]
    return case_page("worker/invite/index.html", family, people=people)


@place.route("/<uuid:person_id>", methods=["GET", "POST"])
def make(ref: str, person_id: uuid.UUID) -> ResponseReturnValue:
    """Make an invitation and show it once, or draw the one just made in the other language."""
    family, form = opened(ref), InviteForm()
    who = person.get(session(), actor(), family.id, person_id)
    if code := _made_before(who):
        return _sheet(family, who, code, request.form.get("written_in", ""))
    if form.validate_on_submit():
        replaced = bool(_view(family, person_id).invited_until)
        # a second press makes a second one: the page that is seen last holds the code that works
        with told_on(form), unit_of_work() as db:
            code = commands.make(db, actor(), person.get(db, actor(), family.id, person_id))
        if not form.errors:
            return _sheet(family, who, code, who.language, replaced=replaced)
    now = _view(family, person_id)
    return case_page("worker/invite/make.html", family, form.status, form=form, person=now)


@place.post("/<uuid:person_id>/end")
def end(ref: str, person_id: uuid.UUID) -> ResponseReturnValue:
    """End the code that is out for one person, in one press."""
    family = opened(ref)
    if InviteForm().validate_on_submit():
        with unit_of_work() as db:
            ended = commands.take_back(db, actor(), person.get(db, actor(), family.id, person_id))
        say(_said_of(_view(family, person_id), ended=ended))
    return see("worker.people.index", ref=ref)


def _said_of(who: PersonView, *, ended: bool) -> str:
    if ended:
        return gettext("Ended. The code opens nothing any more.")
    if who.account_id:
        return gettext("No code is out. This person signs in to Nod already.")
    return gettext("No code is out for this person.")


def _made_before(who: Person) -> str | None:
    """Return the code that this form was drawn with, as long as it still opens this person's way in."""
    code = tidy(request.form.get("code", ""))
    if not code:
        return None
    try:
        return code if commands.person_of(session(), code).id == who.id else None
    except InvitationSpent:
        return None


def _sheet(family: FamilyView, who: Person, code: str, language: str, *, replaced: bool = False) -> Response:
    """Return the page to print. The sheet is in the person's language; the page around it in the worker's."""
    written_in = language if language in i18n.LANGUAGES else "en"
    with i18n.written_in(written_in, young=not who.is_adult):
        sheet = _written(_view(family, who.id), spaced(code))
    return case_page(
        "worker/invite/sheet.html",
        family,
        sheet=sheet,
        person=_view(family, who.id),
        code=code,
        replaced=replaced,
        written_in=written_in,
        other="en" if written_in == "cy" else "cy",
        form=InviteForm(formdata=None),
    )


def _written(now: PersonView, code: str) -> Markup:
    """Return what is handed over, in the language that is being written in."""
    public = settings().public_url
    address = f"{public}{url_for('public.join', code=code)}"
    sheet = render(
        "worker/invite/_sheet.html",
        person=now,
        code=code,
        start=f"{public}{url_for('public.join_start')}",
        picture=picture_of(address),
        keyworker=actor().name,
    )
    return Markup(sheet)  # noqa: S704 (our own template's text)


def _view(family: FamilyView, person_id: uuid.UUID) -> PersonView:
    return person.find(person.of_family(session(), actor(), family.id), person_id)
