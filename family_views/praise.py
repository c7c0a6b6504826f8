"""Well done: what was said to us, what we say to each other, and what we are proud of."""

import uuid
from collections.abc import Sequence

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from wtforms import RadioField, TextAreaField

from family_views.goals import circle_words
from portal import i18n
from portal.commands import praise as commands
from portal.database import session, unit_of_work
from portal.errors import NotFound
from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.models.words import CircleKind
from portal.queries import circle, goal, pages, person, praise
from portal.queries.circle import CircleName, Circles
from portal.queries.goal import GoalView
from portal.queries.person import PersonView
from portal.web.forms import PortalForm, Said, at_most, printable, tidy, writing
from portal.web.pages import page, say, see
from portal.web.signed_in import actor
from portal.web.telling import TellingForm
from portal.web.words import as_typed

place = Blueprint("praise", __name__, url_prefix="/praise")

US, ME = "us", "me"
MOST = 300


class PraiseForm(TellingForm):
    """Something good, in one's own words."""

    TOLD = ("words",)

    to = RadioField(_("Who is it for?"), validators=[Said(_("Choose who it is for"))])
    words = TextAreaField(
        _("What went well?"),
        filters=[tidy],
        validators=[Said(_("Write what went well")), at_most(MOST), printable],
    )
    circle = RadioField(_("Who can see this?"), validators=[Said(_("Choose who can see it"))])


@place.get("")
def index() -> ResponseReturnValue:
    """Show everything good that was said."""
    return page("family/praise/index.html", form=PortalForm(), **pages.praises(session(), actor()))


@place.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Say well done to someone, to us all, or to oneself; about a goal when one came from there."""
    who, form = actor(), PraiseForm()
    circles = circle.seen_by(session(), who, who.own_family)
    about = _about(circles)
    open_to_new = [about.circle] if about else [one for one in circles.values() if one.is_read and not one.is_closed]
    people = person.of_family(session(), who, who.own_family)
    form.to.choices = _whom(people, open_to_new, circles)
    form.circle.choices = [(str(named.id), circle_words(named)) for named in open_to_new]
    if about:
        form.circle.data = str(about.circle.id)
    if form.validate_on_submit() and _fits(form, circles) and not _held_back(form, circles):
        _save(form, about)
        say(gettext("Saved. Your words stand here now."))
        return see("family.praise.index")
    return page("family/praise/new.html", form.status, form=form, goal=about)


def _about(circles: Circles) -> GoalView | None:
    """Return the goal that this is about, if any; raises `NotFound`, also where nothing new is written."""
    asked = request.args.get("goal", type=uuid.UUID)
    if asked is None:
        return None
    view = goal.one(session(), actor(), actor().own_family, circles, asked)
    if view.circle.is_closed or not view.circle.is_read:
        raise NotFound("goal", asked)
    return view


def _whom(people: Sequence[PersonView], readers: Sequence[CircleName], circles: Circles) -> list[tuple[str, str]]:
    """Return whom one may praise: whoever reads one of these and does not live apart, all of us, and oneself."""
    beside = {id_ for named in readers for id_ in named.person_ids} - {actor().own_person}
    others = [one for one in people if one.id in beside and not one.is_unborn and not _is_apart(one, circles)]
    named = [(str(one.id), as_typed(one.face.first_name)) for one in others]
    all_of_us = [(US, gettext("All of us"))] if beside else []
    return [*named, *all_of_us, (ME, gettext("Me: I am proud of this"))]


def _is_apart(one: PersonView, circles: Circles) -> bool:
    """Say whether two grown-ups live apart: what comes from a home that somebody left is not always kind."""
    homes = [named.person_ids for named in circles.values() if named.kind is CircleKind.HOME]
    return one.is_adult and not actor().is_young and bool(homes) and not any(one.id in home for home in homes)


def _fits(form: PraiseForm, circles: Circles) -> bool:
    """Refuse words that those they are for could not read."""
    chosen = circles[uuid.UUID(form.circle.data)]
    if form.to.data == ME:
        return True
    fits = chosen.kind is not CircleKind.PRIVATE
    if form.to.data != US:
        fits = uuid.UUID(form.to.data) in chosen.person_ids
    if not fits:
        form.circle.errors = [gettext("Who it is for must be able to see it. Choose again.")]
    return fits


def _held_back(form: PraiseForm, circles: Circles) -> bool:
    return form.is_held_back(actor().own_family, circles[uuid.UUID(form.circle.data)])


def _save(form: PraiseForm, about: GoalView | None) -> None:
    who = actor()
    whom = {US: None, ME: who.own_person}.get(form.to.data, form.to.data)
    with writing(form) as db:
        commands.say(
            db,
            who,
            circle.get(db, who, who.own_family, uuid.UUID(form.circle.data)),
            to=person.get(db, who, who.own_family, uuid.UUID(str(whom))) if whom else None,
            words=form.words.data or "",
            language=i18n.language(),
            goal=goal.get(db, who, who.own_family, about.id) if about else None,
        )


@place.post("/<uuid:praise_id>/put-away")
def put_away(praise_id: uuid.UUID) -> ResponseReturnValue:
    """Take words off every page that I said, or that were said to me."""
    found = praise.get(session(), actor(), actor().own_family, praise_id)
    if PortalForm().validate_on_submit():
        with unit_of_work() as db:
            commands.put_away(db, actor(), found)
        say(gettext("Put away. Nobody reads it here now."))
    return see(".index")
