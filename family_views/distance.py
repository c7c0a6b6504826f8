"""How things are, over the nineteen domains: one's own look, page by page, and how far one has come."""

import uuid
from typing import Any

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue
from wtforms import RadioField

from family_views.goals import circle_words
from portal import i18n
from portal.commands import occasion as commands
from portal.database import session
from portal.errors import EditedMeanwhile, LookFinished
from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.models.domains import Gauge, Moment, Tool
from portal.models.words import CircleKind
from portal.queries import circle, looks, occasion, person
from portal.queries.circle import Circles
from portal.queries.occasion import OccasionView
from portal.web import look_forms
from portal.web.forms import PortalForm, Said, words_typed, writing
from portal.web.look_forms import FinishForm, LookForm, Part
from portal.web.pages import page, say, see, settings
from portal.web.signed_in import actor
from portal.web.words import as_typed, word

place = Blueprint("distance", __name__, url_prefix="/distance")

US = "us"


@place.before_request
def is_used() -> None:
    """Answer as if it never was where the council does not look in this way."""
    if not settings().looks:
        abort(404)


class NewForm(PortalForm):
    """With what somebody looks, about whom, and who can see it."""

    tool = RadioField(_("Which one do you want to fill in?"), validators=[Said(_("Choose which one"))])
    about = RadioField(_("Who is it about?"), validators=[Said(_("Choose who it is about"))])
    circle = RadioField(_("Who can see this?"), validators=[Said(_("Choose who can see it"))])


@place.get("")
def index() -> ResponseReturnValue:
    """Show the looks that one sees: what is half done, what is finished."""
    return page("family/distance/index.html", **looks.index(session(), actor()))


@place.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Begin a look, or go on with the one that is half done."""
    who = actor()
    circles = circle.seen_by(session(), who, who.own_family)
    form = _new_form(circles)
    if form.validate_on_submit() and _knows_whom(form, circles):
        with writing(form) as db:
            chosen = circle.get(db, who, who.own_family, uuid.UUID(form.circle.data))
            about = None
            if form.about.data != US:
                about = person.get(db, who, who.own_family, uuid.UUID(form.about.data))
            made = commands.begin(
                db,
                who,
                chosen,
                person=person.get(db, who, who.own_family, who.own_person),
                about=about,
                tool=Tool(form.tool.data),
                moment=looks.next_moment(db, who, who.own_person, Tool(form.tool.data)),
            )
        return see("family.distance.fill", occasion_id=made.id, part=look_forms.first_unanswered(_own(made.id)))
    return page("family/distance/new.html", form.status, form=form, circles=circles)


def _new_form(circles: Circles) -> NewForm:
    """Return the form, with the most private choice made: nothing goes to the whole family unsaid."""
    who = actor()
    people = person.of_family(session(), who, who.own_family)
    own = [one for one in circles.values() if one.is_read and not one.is_closed and who.own_person in one.person_ids]
    private_first = sorted(own, key=lambda one: list(reversed(CircleKind)).index(one.kind))
    form = NewForm(
        data={
            "tool": settings().looks[-1 if who.is_young else 0].value,
            "about": str(who.own_person) if who.is_young else US,
            "circle": str(private_first[0].id) if private_first and _is_close(private_first[0].kind) else None,
        }
    )
    form.tool.choices = [(tool.value, word(tool)) for tool in settings().looks]
    form.circle.choices = [(str(named.id), circle_words(named)) for named in private_first]
    if who.is_young:
        form.about.choices = [(str(who.own_person), gettext("Me"))]
    else:
        children = [one for one in people if not one.is_adult]
        form.about.choices = [
            (US, gettext("Our whole family")),
            *((str(one.id), as_typed(one.face.first_name)) for one in children),
        ]
    return form


def _is_close(kind: CircleKind) -> bool:
    return kind is not CircleKind.WHOLE_FAMILY


def _knows_whom(form: NewForm, circles: Circles) -> bool:
    """Refuse a circle whose people do not all know the child that it is about."""
    chosen = circles[uuid.UUID(form.circle.data)]
    if form.about.data == US or chosen.kind is CircleKind.PRIVATE:
        return True
    if uuid.UUID(form.about.data) in chosen.person_ids:
        return True
    form.circle.errors = [gettext("Not everyone there lives with this child. Choose who can see it again.")]
    return False


@place.get("/<uuid:occasion_id>")
def show(occasion_id: uuid.UUID) -> ResponseReturnValue:
    """Show what was said, and how far one has come."""
    shown = looks.one(session(), actor(), occasion_id)
    if shown["look"].takes_answers:
        return see("family.distance.fill", occasion_id=occasion_id, part=look_forms.first_unanswered(shown["look"]))
    if shown["look"].is_open:
        return page("family/distance/kept.html", typed=[], **shown)
    return page("family/distance/show.html", **shown)


@place.route("/<uuid:occasion_id>/<int:part>", methods=["GET", "POST"])
def fill(occasion_id: uuid.UUID, part: int) -> ResponseReturnValue:
    """Fill in one page; what is chosen is kept as one goes on."""
    view = _own(occasion_id)
    if not view.is_open:
        return see("family.distance.show", occasion_id=occasion_id)
    asked = look_forms.part_of(view, part)
    form = look_forms.form_of(view, asked)
    if view.circle.is_closed:
        return page("family/distance/kept.html", form.kept_status, look=view, typed=words_typed(form))
    if form.validate_on_submit() and look_forms.is_whole(form, asked) and _kept(form, view, asked):
        return _onward(view, asked)
    if form.is_clash:
        view = _own(occasion_id)
    template = "card" if view.gauge is Gauge.COLOUR else "fill"
    return page(f"family/distance/{template}.html", form.status, **look_forms.drawn(view, asked, form))


def _kept(form: LookForm, view: OccasionView, asked: Part) -> bool:
    if form.is_held_back(actor().own_family, view.circle):
        return False
    try:
        look_forms.keep(form, actor(), view, asked, actor().own_family, i18n.language())
    except EditedMeanwhile:
        form.clash(_own(view.id).version)
    except LookFinished:
        form.form_errors.append(gettext("This was finished meanwhile, so it takes no more answers."))
    return not form.is_clash and not form.errors


def _onward(view: OccasionView, asked: Part) -> ResponseReturnValue:
    if look_forms.wants_to_stop():
        say(gettext("Saved. You can go on another day."))
        return see("family.distance.index")
    if asked.number == len(look_forms.parts_of(view)):
        return see("family.distance.finish", occasion_id=view.id)
    return see("family.distance.fill", occasion_id=view.id, part=asked.number + 1)


@place.route("/<uuid:occasion_id>/finish", methods=["GET", "POST"])
def finish(occasion_id: uuid.UUID) -> ResponseReturnValue:
    """Say that the answers stand; until then nobody else reads them."""
    view = _own(occasion_id)
    if not view.takes_answers:
        return see("family.distance.show", occasion_id=occasion_id)
    form = FinishForm(version=view.version)
    if form.validate_on_submit():
        try:
            with writing(form) as db:
                row = occasion.get(db, actor(), actor().own_family, occasion_id)
                commands.finish(db, actor(), row, version=form.version.data or 0)
        except EditedMeanwhile:
            view = _own(occasion_id)
            form.clash(view.version)
        else:
            say(gettext("Saved. Thank you."))
            return see("family.distance.show", occasion_id=occasion_id)
    return page("family/distance/finish.html", form.status, **_finishing(view, form))


def _finishing(view: OccasionView, form: FinishForm) -> dict[str, Any]:
    parts = look_forms.parts_of(view)
    left = [part for part in parts if any(domain not in view.ratings for domain in part.domains)]
    return {"look": view, "form": form, "left": left, "last": parts[-1].number, "is_first": view.moment is Moment.START}


def _own(occasion_id: uuid.UUID) -> OccasionView:
    """Return one's own look; another's, which one only reads, is none to fill in."""
    return looks.own(session(), actor(), occasion_id)
