"""How things are over the nineteen domains, filled in with the person beside the worker, and what is due."""

import uuid
from typing import Any

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal import i18n
from portal.commands import occasion as commands
from portal.database import session
from portal.errors import EditedMeanwhile
from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.models import Occasion
from portal.models.domains import Gauge, Moment, Tool
from portal.models.words import CircleKind
from portal.queries import circle, looks, occasion, person
from portal.queries.circle import Circles
from portal.queries.family import FamilyView
from portal.queries.occasion import OccasionView
from portal.queries.person import PersonView
from portal.web import look_forms
from portal.web.forms import PortalForm, words_typed, writing
from portal.web.look_forms import FinishForm, LookForm, Part
from portal.web.pages import say, see, settings
from portal.web.signed_in import actor
from portal.web.words import as_typed
from worker_views.controls import circle_field, language_field, one_of, option
from worker_views.family import PATH, case_page, opened
from worker_views.look_choices import US, begun, circles_of, due_of, offer
from worker_views.refusals import told_on

place = Blueprint("distance", __name__, url_prefix=f"{PATH}/distance")


@place.before_request
def is_used() -> None:
    """Answer as if it never was where the council does not look in this way."""
    if not settings().looks:
        abort(404)


class NewForm(PortalForm):
    """With what somebody looks, when in the help, about whom, and who can see it."""

    tool = one_of(_("Which one do you fill in together?"), _("Choose which one"))
    moment = one_of(_("When in the help is this?"), _("Choose when in the help this is"))
    about = one_of(_("Who is it about?"), _("Choose who it is about"))
    circle = circle_field(_("Who in the family can see this?"))


@place.get("")
def index(ref: str) -> ResponseReturnValue:
    """Show what is due, what was filled in, and with whom to begin."""
    family = opened(ref)
    seen = occasion.of_family(session(), actor(), family.id, circle.seen_by(session(), actor(), family.id))
    people = person.of_family(session(), actor(), family.id)
    return case_page(
        "worker/distance/index.html",
        family,
        due=due_of(family, people),
        begun=[view for view in reversed(seen) if view.is_open],
        past=[view for view in reversed(seen) if not view.is_open],
        people=[one for one in people if not one.is_unborn],
    )


@place.route("/new/<uuid:person_id>", methods=["GET", "POST"])
def new(ref: str, person_id: uuid.UUID) -> ResponseReturnValue:
    """Begin a look with someone beside the worker."""
    family = opened(ref)
    people = person.of_family(session(), actor(), family.id)
    whose = person.find(people, person_id)
    circles = circle.seen_by(session(), actor(), family.id)
    form = NewForm(data=begun(family, whose, circles))
    offer(form, whose, circles)
    children = [one for one in people if not one.is_adult and one.id != whose.id]
    form.about.choices = _abouts(whose, children)
    if form.validate_on_submit() and _knows_whom(form, whose, circles):
        with told_on(form), writing(form) as db:
            made = _begin(db, family, whose, form)
        if not form.errors:
            return see(".fill", ref=ref, occasion_id=made.id, part=look_forms.first_unanswered(_view(family, made.id)))
    return case_page("worker/distance/new.html", family, form.status, form=form, whose=whose)


def _abouts(whose: PersonView, children: list[PersonView]) -> list[Any]:
    if not whose.is_adult:
        return [option(str(whose.id), as_typed(whose.face.first_name))]
    named = [option(str(one.id), as_typed(one.face.first_name)) for one in children]
    return [option(US, gettext("The whole family")), *named]


def _knows_whom(form: NewForm, whose: PersonView, circles: Circles) -> bool:
    """Refuse a circle whose people do not all know the child that it is about."""
    chosen = circles[uuid.UUID(form.circle.data)]
    if form.about.data == US:
        return True
    about = uuid.UUID(form.about.data)
    known = {id_ for one in circles_of(whose, circles) for id_ in one.person_ids}
    if about in (known if chosen.kind is CircleKind.PRIVATE else chosen.person_ids):
        return True
    form.circle.errors = [gettext("Not everyone there knows this child. Choose who can see it again.")]
    return False


def _begin(db: Session, family: FamilyView, whose: PersonView, form: NewForm) -> Occasion:
    about = None
    if form.about.data != US:
        about = person.get(db, actor(), family.id, uuid.UUID(form.about.data))
    return commands.begin(
        db,
        actor(),
        circle.get(db, actor(), family.id, uuid.UUID(form.circle.data)),
        person=person.get(db, actor(), family.id, whose.id),
        about=about,
        tool=Tool(form.tool.data),
        moment=Moment(form.moment.data),
    )


@place.get("/<uuid:occasion_id>")
def show(ref: str, occasion_id: uuid.UUID) -> ResponseReturnValue:
    """Show what was said, and how far they have come."""
    family = opened(ref)
    seen = occasion.of_family(session(), actor(), family.id, circle.seen_by(session(), actor(), family.id))
    view = occasion.find(seen, occasion_id)
    if view.takes_answers:
        return see(".fill", ref=ref, occasion_id=occasion_id, part=look_forms.first_unanswered(view))
    if view.is_open:
        return case_page("worker/distance/kept.html", family, look=view, typed=[])
    return case_page("worker/distance/show.html", family, **looks.result(seen, view))


@place.route("/<uuid:occasion_id>/<int:part>", methods=["GET", "POST"])
def fill(ref: str, occasion_id: uuid.UUID, part: int) -> ResponseReturnValue:
    """Fill in one page with the person; what is chosen is kept as one goes on."""
    family = opened(ref)
    view = _view(family, occasion_id)
    if not view.is_open:
        return see(".show", ref=ref, occasion_id=occasion_id)
    asked = look_forms.part_of(view, part)
    more = {} if view.gauge is Gauge.COLOUR else {"language": language_field()}
    form = look_forms.form_of(view, asked, look_forms.own_words(view, asked), **more)
    if view.circle.is_closed:
        typed = words_typed(form)
        return case_page("worker/distance/kept.html", family, form.kept_status, look=view, typed=typed)
    if form.validate_on_submit() and look_forms.is_whole(form, asked) and _kept(family, form, view, asked):
        return _onward(ref, view, asked)
    if form.is_clash:
        view = _view(family, occasion_id)
    shown = look_forms.drawn(view, asked, form, look_forms.own_words(view, asked))
    if view.gauge is not Gauge.COLOUR:
        return case_page("worker/distance/fill.html", family, form.status, **shown)
    with i18n.written_in(i18n.language(), young=True):  # the child reads it
        return case_page("worker/distance/card.html", family, form.status, **shown)


def _kept(family: FamilyView, form: LookForm, view: OccasionView, asked: Part) -> bool:
    if form.is_held_back(family.id, view.circle):
        return False
    language = form["language"].data if "language" in form else i18n.language()
    try:
        with told_on(form):
            look_forms.keep(form, actor(), view, asked, family.id, language)
    except EditedMeanwhile:
        form.clash(_view(family, view.id).version)
    return not form.is_clash and not form.errors


def _onward(ref: str, view: OccasionView, asked: Part) -> ResponseReturnValue:
    if look_forms.wants_to_stop():
        say(gettext("Saved. You can go on another day."))
        return see(".index", ref=ref)
    if asked.number == len(look_forms.parts_of(view)):
        return see(".finish", ref=ref, occasion_id=view.id)
    return see(".fill", ref=ref, occasion_id=view.id, part=asked.number + 1)


@place.route("/<uuid:occasion_id>/finish", methods=["GET", "POST"])
def finish(ref: str, occasion_id: uuid.UUID) -> ResponseReturnValue:
    """Say that the answers stand."""
    family = opened(ref)
    view = _view(family, occasion_id)
    if not view.takes_answers:
        return see(".show", ref=ref, occasion_id=occasion_id)
    form = FinishForm(version=view.version)
    if form.validate_on_submit() and _finished(family, view, form):
        say(gettext("Saved. The family sees that you wrote it down."))
        return see(".show", ref=ref, occasion_id=occasion_id)
    parts = look_forms.parts_of(view)
    left = [part for part in parts if any(domain not in view.ratings for domain in part.domains)]
    shown = {"look": view, "left": left, "last": parts[-1].number}
    return case_page("worker/distance/finish.html", family, form.status, form=form, **shown)


def _finished(family: FamilyView, view: OccasionView, form: FinishForm) -> bool:
    try:
        with told_on(form), writing(form) as db:
            row = occasion.get(db, actor(), family.id, view.id)
            commands.finish(db, actor(), row, version=form.version.data or 0)
    except EditedMeanwhile:
        form.clash(_view(family, view.id).version)
    return not form.is_clash and not form.errors


def _view(family: FamilyView, occasion_id: uuid.UUID) -> OccasionView:
    """Return a look that may be filled in beside a worker; one's own unfinished one is nobody else's to read."""
    circles = circle.seen_by(session(), actor(), family.id)
    return occasion.one(session(), actor(), family.id, circles, occasion_id)
