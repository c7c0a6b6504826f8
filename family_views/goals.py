"""Goals: mine and ours, in our own words, and the scores we give them."""

import uuid

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from family_views.forms_goals import NONE, EndForm, GoalForm, ScoreForm, answers, offer_answers
from portal import i18n
from portal.actor import Actor
from portal.commands import goal as commands
from portal.database import session
from portal.errors import EditedMeanwhile, GoalEnded, GoalPaused, GoalsFull, PortalError
from portal.i18n import gettext
from portal.models.answer import ScorePoint, read
from portal.models.domains import Domain
from portal.models.words import CircleKind, GoalState
from portal.queries import circle, goal, pages, person
from portal.queries.circle import Circles
from portal.web.forms import EditForm, words_typed, writing
from portal.web.goal_forms import MoveForm, beginning, begun_words, says_more
from portal.web.pages import page, say, see
from portal.web.signed_in import actor
from portal.web.telling import TellingForm
from portal.web.words import as_typed, word

place = Blueprint("goals", __name__, url_prefix="/goals")

MINE, OURS = "mine", "ours"


@place.get("")
def index() -> ResponseReturnValue:
    """Show my goals and ours."""
    return page("family/goals/index.html", form=MoveForm(), **pages.goals(session(), actor()))


@place.get("/journey")
def journey() -> ResponseReturnValue:
    """Show how far we have come, over all the goals that this person sees."""
    return page("family/goals/journey.html", **pages.journey(session(), actor()))


@place.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Set a goal."""
    who = actor()
    circles = circle.seen_by(session(), who, who.own_family)
    domain = beginning()
    form = GoalForm(words=begun_words(domain))
    form.whose.choices = [(MINE, gettext("It is mine")), (OURS, gettext("It is ours, the whole family’s"))]
    open_to_new = [named for named in circles.values() if named.is_read and not named.is_closed]
    form.circle.choices = [(str(named.id), circle_words(named)) for named in open_to_new]
    if form.validate_on_submit() and _fits(form, circles, domain) and not _held_back(form, circles):
        try:
            with writing(form) as db:
                owner = person.get(db, who, who.own_family, who.own_person) if form.whose.data == MINE else None
                chosen = circle.get(db, who, who.own_family, uuid.UUID(form.circle.data))
                made = commands.begin(
                    db, who, chosen, owner=owner, words=form.words.data or "", language=i18n.language()
                )
        except GoalsFull:
            form.form_errors.append(_full(form))
        else:
            say(gettext("Your goal is saved. You can score it now."))
            return see("family.goals.show", goal_id=made.id)
    return page("family/goals/new.html", form.status, form=form, circles=circles, beginning=domain)


def _fits(form: GoalForm, circles: Circles, domain: Domain | None) -> bool:
    """Refuse a goal that says no more than where it began, and one of ours that only one of us can see."""
    if not says_more(form.words, domain):
        return False
    if form.whose.data == OURS and circles[uuid.UUID(form.circle.data)].kind is CircleKind.PRIVATE:
        form.circle.errors = [gettext("A goal of ours is seen by more than you. Choose who can see it.")]
        return False
    return True


def _held_back(form: GoalForm, circles: Circles) -> bool:
    return form.is_held_back(actor().own_family, circles[uuid.UUID(form.circle.data)])


def _full(form: GoalForm) -> str:
    if form.whose.data == MINE:
        return gettext("You have three goals open. Finish one, or put one away, before you start another.")
    return gettext("We have three goals open. Finish one, or put one away, before you start another.")


def circle_words(named: circle.CircleName) -> str:
    """Return who is in a circle, in words."""
    if named.kind is CircleKind.PRIVATE:
        return gettext("Only me and my keyworker: %(name)s", name=named.worker)
    called = as_typed(named.name, named.name_language) if named.name else word(named.kind)
    return Markup("{}: {}").format(called, as_typed(i18n.joined(named.people)))


@place.get("/<uuid:goal_id>")
def show(goal_id: uuid.UUID) -> ResponseReturnValue:
    """Show one goal and how it moved."""
    shown = pages.one_goal(session(), actor(), goal_id)
    return page("family/goals/show.html", form=EditForm(version=shown["goal"].version), **shown)


@place.route("/<uuid:goal_id>/score", methods=["GET", "POST"])
def score(goal_id: uuid.UUID) -> ResponseReturnValue:
    """Score a goal, before the scores that are there are shown unless one asks for them first."""
    shown = pages.one_goal(session(), actor(), goal_id)
    form = ScoreForm()
    if shown["goal"].circle.is_closed:
        return kept(form, shown)
    offer_answers(form, shown["goal"])
    if form.validate_on_submit() and not form.is_held_back(actor().own_family, shown["goal"].circle):
        try:
            save_score(form, actor(), goal_id)
        except (GoalEnded, GoalPaused) as refusal:
            form.form_errors.append(not_worked_on(refusal))
        else:
            say(gettext("Saved. Thank you."))
            return see("family.goals.show", goal_id=goal_id)
    first = request.args.get("first") == "show"
    return page("family/goals/score.html", form.status, form=form, first=first, **shown)


def kept(form: TellingForm, shown: pages.Page) -> ResponseReturnValue:
    """Say that a goal that both homes read takes nothing new, and give back what was typed."""
    return page("family/goals/kept.html", form.kept_status, place="goals", typed=words_typed(form), **shown)


def not_worked_on(refusal: PortalError) -> str:
    """Return why a goal takes no scores and no first steps."""
    if isinstance(refusal, GoalPaused):
        return gettext("This goal is paused. Take it up again first.")
    return gettext("This goal has ended, so it takes no more scores.")


def save_score(form: ScoreForm, who: Actor, goal_id: uuid.UUID) -> None:
    """Save an answer of the person who gives it."""
    with writing(form) as db:
        aim = goal.get(db, who, who.own_family, goal_id)
        commands.score(
            db,
            who,
            aim,
            by=person.get(db, who, who.own_family, who.own_person),
            answer=read(form.answer.data, aim.scale),
            why=form.why.data or "",
            language=i18n.language(),
        )


@place.route("/<uuid:goal_id>/end", methods=["GET", "POST"])
def end(goal_id: uuid.UUID) -> ResponseReturnValue:
    """Say that a goal was reached, or put it away."""
    shown = pages.one_goal(session(), actor(), goal_id)
    form = EndForm(version=shown["goal"].version)
    taken = [] if shown["goal"].circle.is_closed else answers(shown["goal"])
    form.answer.choices = [*taken, (NONE, gettext("I give no score now"))]
    if form.validate_on_submit():
        try:
            _end(form, actor(), goal_id)
        except (EditedMeanwhile, GoalEnded):
            shown = pages.one_goal(session(), actor(), goal_id)
            form.clash(shown["goal"].version)
        else:
            say(gettext("Saved. Its words and scores stay here."))
            return see("family.goals.index")
    return page("family/goals/end.html", form.status, form=form, **shown)


def _end(form: EndForm, who: Actor, goal_id: uuid.UUID) -> None:
    """End a goal, with a last score where one is given."""
    with writing(form) as db:
        aim = goal.get(db, who, who.own_family, goal_id)
        if form.last_score and aim.state is GoalState.OPEN:
            commands.score(
                db,
                who,
                aim,
                by=person.get(db, who, who.own_family, who.own_person),
                answer=read(form.last_score, aim.scale),
                point=ScorePoint.END,
            )
        commands.end(db, who, aim, reached=form.how.data == "reached", version=form.version.data or 0)
