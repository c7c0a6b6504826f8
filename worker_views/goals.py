"""Goals and scores, written down with the person beside the worker."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.commands import goal as commands
from portal.database import session
from portal.errors import EditedMeanwhile
from portal.i18n import gettext
from portal.models import Goal
from portal.models.answer import ScorePoint, read
from portal.models.domains import Domain
from portal.models.words import CircleKind, GoalState, Scale
from portal.queries import circle, goal, person, praise
from portal.queries import journey as journeys
from portal.queries.circle import Circles
from portal.queries.family import FamilyView
from portal.queries.goal import GoalView
from portal.queries.person import PersonView
from portal.web.forms import EditForm, words_typed, writing
from portal.web.goal_forms import MoveForm, beginning, begun_words, says_more
from portal.web.pages import say, see
from portal.web.signed_in import actor
from portal.web.telling import TellingForm
from worker_views.controls import offer_circles, option, people_as_choices
from worker_views.family import PATH, case_page, opened
from worker_views.forms_goals import NONE, EndForm, GoalForm, ScoreForm, answers
from worker_views.refusals import told_on

place = Blueprint("goals", __name__, url_prefix=f"{PATH}/goals")

OURS = "family"


@place.get("")
def index(ref: str) -> ResponseReturnValue:
    """Show the goals that this worker may see."""
    family = opened(ref)
    seen = goal.of_family(session(), actor(), family.id, circle.seen_by(session(), actor(), family.id))
    return case_page(
        "worker/goals/index.html",
        family,
        form=MoveForm(),
        open=_by_owner([view for view in seen if view.is_open]),
        paused=[view for view in seen if view.is_paused],
        ended=[view for view in seen if not (view.is_open or view.is_paused)],
    )


def _by_owner(views: Sequence[GoalView]) -> list[list[GoalView]]:
    """Return each owner's goals, what matters most first; the family's own before those of one person."""
    owned: dict[uuid.UUID | None, list[GoalView]] = {None: []}
    for view in views:
        owned.setdefault(view.owner.id if view.owner else None, []).append(view)
    return [theirs for theirs in owned.values() if theirs]


@place.get("/journey")
def journey(ref: str) -> ResponseReturnValue:
    """Show how far the family has come, over all the goals that this worker sees."""
    family = opened(ref)
    return case_page("worker/goals/journey.html", family, journey=journeys.of_family(session(), actor(), family.id))


@place.route("/new", methods=["GET", "POST"])
def new(ref: str) -> ResponseReturnValue:
    """Begin a goal with the person beside the worker."""
    family, domain = opened(ref), beginning()
    form = GoalForm(words=begun_words(domain), whose=request.args.get("whose"))
    circles = circle.seen_by(session(), actor(), family.id)
    people = person.of_family(session(), actor(), family.id)
    offer_circles(form.circle, circles)
    form.whose.choices = [*_people(people), option(OURS, gettext("The whole family’s"))]
    if form.validate_on_submit() and _fits(form, circles, domain) and not _held_back(form, family, circles):
        with told_on(form), writing(form) as db:
            made = _begin(db, family, form)
        if not form.errors:
            say(gettext("The goal is saved. You can score it together now."))
            return see(".show", ref=ref, goal_id=made.id)
    return case_page("worker/goals/new.html", family, form.status, form=form, beginning=domain)


def _held_back(form: GoalForm, family: FamilyView, circles: Circles) -> bool:
    return form.is_held_back(family.id, circles[uuid.UUID(form.circle.data)])


def _people(people: Sequence[PersonView]) -> list[Any]:
    return people_as_choices(one.face for one in people if not one.is_unborn)


def _fits(form: GoalForm, circles: Circles, domain: Domain | None) -> bool:
    """Refuse a goal that says no more than where it began, and one that those whose it is could not see."""
    if not says_more(form.words, domain):
        return False
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
    view = goal_of(family, goal_id)
    slips = [score for score in view.scores if score.written_by and not score.is_slip]
    circles = circle.seen_by(session(), actor(), family.id)
    said = praise.of_goal(session(), actor(), family.id, circles, goal_id)[::-1]
    form = EditForm(version=view.version)
    return case_page("worker/goals/show.html", family, goal=view, form=form, slips=slips, praise=said)


@place.route("/<uuid:goal_id>/score", methods=["GET", "POST"])
def score(ref: str, goal_id: uuid.UUID) -> ResponseReturnValue:
    """Score a goal with the person beside the worker."""
    family = opened(ref)
    view = goal_of(family, goal_id)
    form = ScoreForm(by=str(view.owner.id) if view.owner else None)
    if view.circle.is_closed:
        return kept(form, family, view)
    form.by.choices = _scorers(family, view)
    form.answer.choices = answers(view.scale)
    if form.validate_on_submit() and not form.is_held_back(family.id, view.circle):
        with told_on(form), writing(form) as db:
            _score(db, family, goal_id, form)
        if not form.errors:
            say(gettext("The score is saved. The family sees that you wrote it down."))
            return see(".show", ref=ref, goal_id=goal_id)
    first = request.args.get("first") == "show"
    return case_page("worker/goals/score.html", family, form.status, form=form, goal=view, first=first)


def kept(form: TellingForm, family: FamilyView, view: GoalView) -> ResponseReturnValue:
    """Say that a goal that both homes read takes nothing new, and give back what was typed."""
    typed = words_typed(form)
    return case_page("worker/goals/kept.html", family, form.kept_status, goal=view, typed=typed, place="goals")


def _scorers(family: FamilyView, view: GoalView) -> list[Any]:
    people = person.of_family(session(), actor(), family.id)
    return _people([one for one in people if one.id in view.circle.person_ids])


def _score(db: Session, family: FamilyView, goal_id: uuid.UUID, form: ScoreForm) -> None:
    aim = goal.get(db, actor(), family.id, goal_id)
    commands.score(
        db,
        actor(),
        aim,
        by=person.get(db, actor(), family.id, uuid.UUID(form.by.data)),
        answer=read(form.answer.data, aim.scale),
        why=form.why.data or "",
        language=form.language.data,
        point=ScorePoint(form.point.data),
    )


@place.route("/<uuid:goal_id>/end", methods=["GET", "POST"])
def end(ref: str, goal_id: uuid.UUID) -> ResponseReturnValue:
    """Say that a goal was reached, or put it away."""
    family = opened(ref)
    view = goal_of(family, goal_id)
    form = EndForm(version=view.version)
    form.by.choices = [*_scorers(family, view), option(NONE, gettext("Nobody gives one now"))]
    taken = [] if view.circle.is_closed else answers(view.scale)
    form.answer.choices = [*taken, option(NONE, gettext("No score now"))]
    if form.validate_on_submit() and _ended(family, goal_id, form):
        say(gettext("Saved. Its words and scores stay."))
        return see(".show", ref=ref, goal_id=goal_id)
    return case_page("worker/goals/end.html", family, form.status, form=form, goal=goal_of(family, goal_id))


def _ended(family: FamilyView, goal_id: uuid.UUID, form: EndForm) -> bool:
    try:
        with told_on(form), writing(form) as db:
            found = goal.get(db, actor(), family.id, goal_id)
            if form.last_score and found.state is GoalState.OPEN:
                by = person.get(db, actor(), family.id, uuid.UUID(form.by.data))
                answer = read(form.last_score, found.scale)
                commands.score(db, actor(), found, by=by, answer=answer, point=ScorePoint.END)
            reached = form.how.data == "reached"
            commands.end(db, actor(), found, reached=reached, version=form.version.data or 0)
    except EditedMeanwhile:
        form.clash(goal_of(family, goal_id).version)
    return not form.is_clash and not form.errors


def goal_of(family: FamilyView, goal_id: uuid.UUID) -> GoalView:
    """Return a goal of a family with all that stands beside it; raises `NotFound`."""
    circles = circle.seen_by(session(), actor(), family.id)
    return goal.one(session(), actor(), family.id, circles, goal_id)
