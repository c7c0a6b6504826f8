"""Well done, on the workers' side: say it to someone of the family, and read what was said."""

import uuid
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import TextAreaField

from portal.commands import praise as commands
from portal.database import session, unit_of_work
from portal.errors import NotFound
from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.models.words import CircleKind
from portal.queries import circle, goal, person, praise
from portal.queries.circle import Circles
from portal.queries.family import FamilyView
from portal.queries.goal import GoalView
from portal.web.forms import PortalForm, Said, at_most, printable, tidy, writing
from portal.web.pages import say, see
from portal.web.signed_in import actor
from portal.web.telling import TellingForm
from worker_views.controls import circle_field, language_field, offer_circles, one_of, option, people_as_choices
from worker_views.family import PATH, case_page, opened

place = Blueprint("praise", __name__, url_prefix=f"{PATH}/praise")

OURS = "family"
MOST = 300


class PraiseForm(TellingForm):
    """Something good that a worker saw."""

    TOLD = ("words",)

    to = one_of(_("Who is it for?"), _("Choose who it is for"))
    words = TextAreaField(
        _("What went well?"),
        filters=[tidy],
        validators=[Said(_("Write what went well")), at_most(MOST), printable],
    )
    language = language_field()
    circle = circle_field(_("Who in the family can see this?"))


@place.get("")
def index(ref: str) -> ResponseReturnValue:
    """Show everything good that was said and that this worker sees."""
    family = opened(ref)
    circles = circle.seen_by(session(), actor(), family.id)
    said = praise.of_family(session(), actor(), family.id, circles)
    return case_page("worker/praise/index.html", family, praises=said, form=PortalForm())


@place.route("/new", methods=["GET", "POST"])
def new(ref: str) -> ResponseReturnValue:
    """Say well done to someone of the family, or to them all."""
    family, form = opened(ref), PraiseForm()
    circles = circle.seen_by(session(), actor(), family.id)
    about = _about(family, circles)
    offer_circles(form.circle, {about.circle.id: about.circle} if about else circles)
    if about:
        form.circle.data = str(about.circle.id)
    form.to.choices = _whom(family, about)
    if form.validate_on_submit() and _fits(form, circles) and not _held_back(form, family, circles):
        with writing(form) as db:
            _save(db, family, form, about)
        say(gettext("Saved. The family reads it now."))
        return see(".index", ref=ref)
    return case_page("worker/praise/new.html", family, form.status, form=form, goal=about)


def _about(family: FamilyView, circles: Circles) -> GoalView | None:
    """Return the goal that this is about, if any; raises `NotFound`, also where nothing new is written."""
    asked = request.args.get("goal", type=uuid.UUID)
    if asked is None:
        return None
    view = goal.one(session(), actor(), family.id, circles, asked)
    if view.circle.is_closed or not view.circle.is_read:
        raise NotFound("goal", asked)
    return view


def _whom(family: FamilyView, about: GoalView | None) -> list[Any]:
    people = [one for one in person.of_family(session(), actor(), family.id) if not one.is_unborn]
    if about:
        people = [one for one in people if one.id in about.circle.person_ids]
    them_all = [] if about and about.circle.kind is CircleKind.PRIVATE else [option(OURS, gettext("The whole family"))]
    return [*people_as_choices(one.face for one in people), *them_all]


def _fits(form: PraiseForm, circles: Circles) -> bool:
    """Refuse words that those they are for could not read."""
    chosen = circles[uuid.UUID(form.circle.data)]
    if form.to.data == OURS:
        fits = chosen.kind is not CircleKind.PRIVATE
    else:
        fits = uuid.UUID(form.to.data) in chosen.person_ids
    if not fits:
        form.circle.errors = [gettext("Who it is for must be able to see it. Choose again.")]
    return fits


def _held_back(form: PraiseForm, family: FamilyView, circles: Circles) -> bool:
    return form.is_held_back(family.id, circles[uuid.UUID(form.circle.data)])


def _save(db: Session, family: FamilyView, form: PraiseForm, about: GoalView | None) -> None:
    to = None if form.to.data == OURS else person.get(db, actor(), family.id, uuid.UUID(form.to.data))
    commands.say(
        db,
        actor(),
        circle.get(db, actor(), family.id, uuid.UUID(form.circle.data)),
        to=to,
        words=form.words.data or "",
        language=form.language.data,
        goal=goal.get(db, actor(), family.id, about.id) if about else None,
    )


@place.post("/<uuid:praise_id>/put-away")
def put_away(ref: str, praise_id: uuid.UUID) -> ResponseReturnValue:
    """Take words off every page."""
    family = opened(ref)
    found = praise.get(session(), actor(), family.id, praise_id)
    if PortalForm().validate_on_submit():
        with unit_of_work() as db:
            commands.put_away(db, actor(), found)
        say(gettext("Put away. Nobody reads it here now."))
    return see(".index", ref=ref)
