"""Goals and scores, written down with the person beside the worker."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import TextAreaField

from portal.commands import goal as commands
from portal.database import session
from portal.errors import EditedMeanwhile
from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.models import Goal
from portal.models.words import CircleKind, Colour, Scale, ScoreKind
from portal.queries import circle, goal, person
from portal.queries.circle import Circles
from portal.queries.family import FamilyView
from portal.queries.goal import GoalView
from portal.queries.person import PersonView
from portal.web.forms import LONG, EditForm, Said, at_most, printable, tidy, words_typed, writing
from portal.web.pages import say, see
from portal.web.signed_in import actor
from portal.web.telling import TellingForm
from portal.web.words import word
from worker_views.controls import circle_field, language_field, offer_circles, one_of, option, people_as_choices
from worker_views.family import PATH, case_page, opened
from worker_views.refusals import told_on

place = Blueprint("goals", __name__, url_prefix=f"{PATH}/goals")

OURS = "family"
WORDS = 300


class GoalForm(TellingForm):
    """A goal in the words of the person beside the worker."""

    TOLD = ("words",)

    whose = one_of(_("Whose goal is it?"), _("Choose whose goal it is"))
    words = TextAreaField(
        _("What do they want to be different, in their own words?"),
        filters=[tidy],
        validators=[Said(_("Write what they want to be different")), at_most(WORDS), printable],
    )
    language = language_field()
    scale = one_of(
        _("How will it be scored?"),
        _("Choose how it will be scored"),
        option(Scale.TEN.value, _("A number from 0 to 10")),
        option(Scale.RAG.value, _("Red, amber or green, for a child")),
    )
    circle = circle_field(_("Who in the family can see this?"))


class ScoreForm(TellingForm):
    """What the person beside the worker answers."""

    TOLD = ("why",)

    by = one_of(_("Who scores?"), _("Choose who scores"))
    answer = one_of(_("Where are they today?"), _("Choose an answer. “I don’t know” is one too."))
    why = TextAreaField(_("Why, in their own words?"), filters=[tidy], validators=[at_most(LONG), printable])
    language = language_field()


class EndForm(EditForm):
    """How a goal ends."""

    how = one_of(
        _("What happened with this goal?"),
        _("Choose what happened"),
        option("reached", _("They got there")),
        option("closed", _("It is put away: it does not matter to them now")),
    )


@place.get("")
def index(ref: str) -> ResponseReturnValue:
    """Show the goals that this worker may see."""
    family = opened(ref)
    seen = goal.of_family(session(), actor(), family.id, circle.seen_by(session(), actor(), family.id))
    return case_page(
        "worker/goals/index.html",
        family,
        open=[view for view in seen if view.is_open],
        ended=[view for view in seen if not view.is_open],
    )


@place.route("/new", methods=["GET", "POST"])
def new(ref: str) -> ResponseReturnValue:
    """Begin a goal with the person beside the worker."""
    family, form = opened(ref), GoalForm()
    circles = circle.seen_by(session(), actor(), family.id)
    people = person.of_family(session(), actor(), family.id)
    offer_circles(form.circle, circles)
    form.whose.choices = [*_people(people), option(OURS, gettext("The whole family’s"))]
    if form.validate_on_submit() and _fits(form, circles) and not _held_back(form, family, circles):
        with told_on(form), writing(form) as db:
            made = _begin(db, family, form)
        if not form.errors:
            say(gettext("The goal is saved. You can score it together now."))
            return see(".show", ref=ref, goal_id=made.id)
    return case_page("worker/goals/new.html", family, form.status, form=form)


def _held_back(form: GoalForm, family: FamilyView, circles: Circles) -> bool:
    return form.is_held_back(family.id, circles[uuid.UUID(form.circle.data)])


def _people(people: Sequence[PersonView]) -> list[Any]:
    return people_as_choices(one.face for one in people if not one.is_unborn)


def _fits(form: GoalForm, circles: Circles) -> bool:
    """Refuse a goal that its owner could not see, and one of the family that only one person could."""
    chosen = circles[uuid.UUID(form.circle.data)]
    if form.whose.data == OURS:
        fits = chosen.kind is not CircleKind.PRIVATE
    else:
        fits = uuid.UUID(form.whose.data) in chosen.person_ids
    if not fits:
        form.circle.errors = [gettext("The people whose goal it is must be able to see it. Choose again.")]
    return fits


def _begin(db: Session, family: FamilyView, form: GoalForm) -> Goal:
    owner = None
    if form.whose.data != OURS:
        owner = person.get(db, actor(), family.id, uuid.UUID(form.whose.data))
    return commands.begin(
        db,
        actor(),
        circle.get(db, actor(), family.id, uuid.UUID(form.circle.data)),
        owner=owner,
        words=form.words.data or "",
        language=form.language.data,
        scale=Scale(form.scale.data),
    )


@place.get("/<uuid:goal_id>")
def show(ref: str, goal_id: uuid.UUID) -> ResponseReturnValue:
    """Show one goal and how it moved."""
    family = opened(ref)
    return case_page("worker/goals/show.html", family, goal=_view(family, goal_id))


@place.route("/<uuid:goal_id>/score", methods=["GET", "POST"])
def score(ref: str, goal_id: uuid.UUID) -> ResponseReturnValue:
    """Score a goal with the person beside the worker."""
    family = opened(ref)
    view = _view(family, goal_id)
    form = ScoreForm(by=str(view.owner.id) if view.owner else None)
    if view.circle.is_closed:
        return case_page("worker/goals/kept.html", family, form.kept_status, goal=view, typed=words_typed(form))
    form.by.choices = _scorers(family, view)
    form.answer.choices = answers(view.scale)
    if form.validate_on_submit() and not form.is_held_back(family.id, view.circle):
        with told_on(form), writing(form) as db:
            _score(db, family, goal_id, form)
        if not form.errors:
            say(gettext("The score is saved. The family sees that you wrote it down."))
            return see(".show", ref=ref, goal_id=goal_id)
    return case_page("worker/goals/score.html", family, form.status, form=form, goal=view)


def _scorers(family: FamilyView, view: GoalView) -> list[Any]:
    people = person.of_family(session(), actor(), family.id)
    return _people([one for one in people if one.id in view.circle.person_ids])


def answers(scale: Scale) -> list[Any]:
    """Return the answers that fit a scale, with the two that are not a score."""
    others = [option(kind.value, word(kind)) for kind in (ScoreKind.UNSURE, ScoreKind.SKIPPED)]
    if scale is Scale.RAG:
        colours = (Colour.GREEN, Colour.AMBER, Colour.RED)
        return [option(colour.value, word(colour)) for colour in colours] + others
    return [option(str(number), str(number)) for number in range(11)] + others


def _score(db: Session, family: FamilyView, goal_id: uuid.UUID, form: ScoreForm) -> None:
    answer = form.answer.data
    commands.score(
        db,
        actor(),
        goal.get(db, actor(), family.id, goal_id),
        by=person.get(db, actor(), family.id, uuid.UUID(form.by.data)),
        value=int(answer) if answer.isdecimal() else None,
        colour=Colour(answer) if answer in set(Colour) else None,
        kind=ScoreKind(answer) if answer in set(ScoreKind) else ScoreKind.SCORED,
        why=form.why.data or "",
        language=form.language.data,
    )


@place.route("/<uuid:goal_id>/end", methods=["GET", "POST"])
def end(ref: str, goal_id: uuid.UUID) -> ResponseReturnValue:
    """Say that a goal was reached, or put it away."""
    family = opened(ref)
    form = EndForm(version=_view(family, goal_id).version)
    if form.validate_on_submit() and _ended(family, goal_id, form):
        say(gettext("Saved. Its words and scores stay."))
        return see(".show", ref=ref, goal_id=goal_id)
    view = _view(family, goal_id)
    return case_page("worker/goals/end.html", family, form.status, form=form, goal=view)


def _ended(family: FamilyView, goal_id: uuid.UUID, form: EndForm) -> bool:
    try:
        with told_on(form), writing(form) as db:
            found = goal.get(db, actor(), family.id, goal_id)
            reached = form.how.data == "reached"
            commands.end(db, actor(), found, reached=reached, version=form.version.data or 0)
    except EditedMeanwhile:
        form.clash(_view(family, goal_id).version)
    return not form.is_clash and not form.errors


def _view(family: FamilyView, goal_id: uuid.UUID) -> GoalView:
    circles = circle.seen_by(session(), actor(), family.id)
    return goal.one(session(), actor(), family.id, circles, goal_id)
