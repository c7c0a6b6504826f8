"""A goal that changes while it lives: reworded, ranked, paused, taken up again, stopped to keep people safe."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.commands import goal_change as commands
from portal.database import session
from portal.errors import EditedMeanwhile, GoalEnded, GoalNotPaused, GoalPaused, GoalsFull
from portal.i18n import gettext
from portal.models import Goal
from portal.queries import goal
from portal.queries.family import FamilyView
from portal.queries.goal import GoalView
from portal.web.forms import EditForm, writing
from portal.web.goal_forms import MoveForm
from portal.web.pages import say, see
from portal.web.signed_in import actor
from worker_views.family import PATH, case_page, opened
from worker_views.forms_goals import DeclineForm, PauseForm, RewordForm
from worker_views.goals import goal_of, kept
from worker_views.refusals import told_on

place = Blueprint("goal_change", __name__, url_prefix=f"{PATH}/goals/<uuid:goal_id>")


@place.post("/move")
def move(ref: str, goal_id: uuid.UUID) -> ResponseReturnValue:
    """Say that a goal matters more to its owner, or less, than the one beside it."""
    family, form = opened(ref), MoveForm()
    goal.get(session(), actor(), family.id, goal_id)
    if form.validate_on_submit():
        try:
            with writing(form) as db:
                commands.move(db, actor(), goal.get(db, actor(), family.id, goal_id), up=form.way.data == "up")
        except (GoalEnded, GoalPaused):
            say(gettext("Someone changed this goal while you were here."))
    return see("worker.goals.index", ref=ref, _anchor=f"goal-{goal_id}")


@place.route("/reword", methods=["GET", "POST"])
def reword(ref: str, goal_id: uuid.UUID) -> ResponseReturnValue:
    """Put other words in the place of a goal's; the old ones stay."""
    family = opened(ref)
    view = goal_of(family, goal_id)
    form = RewordForm(version=view.version, words=view.words)
    saved = gettext("Saved. The old words and all scores stay.")
    return _change(family, view, form, commands.reword, "words", saved)


@place.route("/pause", methods=["GET", "POST"])
def pause(ref: str, goal_id: uuid.UUID) -> ResponseReturnValue:
    """Lay a goal aside for now."""
    family = opened(ref)
    view = goal_of(family, goal_id)
    saved = gettext("The goal is paused. It can be taken up again at any time.")
    return _change(family, view, PauseForm(version=view.version), commands.pause, "reason", saved)


@place.route("/decline", methods=["GET", "POST"])
def decline(ref: str, goal_id: uuid.UUID) -> ResponseReturnValue:
    """Stop a goal because somebody would not be safe, with a reason that its people read."""
    family = opened(ref)
    view = goal_of(family, goal_id)
    saved = gettext("The goal is stopped. The people who see it read why.")
    return _change(family, view, DeclineForm(version=view.version), commands.decline, "reason", saved)


def _change(
    family: FamilyView,
    view: GoalView,
    form: RewordForm | PauseForm | DeclineForm,
    change: Callable[..., Goal],
    said: str,
    saved: str,
) -> ResponseReturnValue:
    """Change a goal by what its form's field `said` holds, or show the form, named as the change is."""
    if view.circle.is_closed:
        return kept(form, family, view)
    if form.validate_on_submit() and not form.is_held_back(family.id, view.circle):
        words = {said: form[said].data or "", "language": form.language.data}
        if _changed(family, view.id, form, change, words):
            say(saved)
            return see("worker.goals.show", ref=family.ref, goal_id=view.id)
    now = goal_of(family, view.id)
    name = f"worker/goal_change/{change.__name__}.html"
    return case_page(name, family, form.status, form=form, goal=now, place="goals")


def _changed(
    family: FamilyView, goal_id: uuid.UUID, form: EditForm, change: Callable[..., Goal], said: dict[str, Any]
) -> bool:
    """Say whether the change was saved; where it was not, the form says why."""
    try:
        with told_on(form), writing(form) as db:
            found = goal.get(db, actor(), family.id, goal_id)
            change(db, actor(), found, version=form.version.data or 0, **said)
    except EditedMeanwhile:
        session().expire_all()
        form.clash(goal_of(family, goal_id).version)
    return not form.is_clash and not form.errors


@place.post("/take-up")
def take_up(ref: str, goal_id: uuid.UUID) -> ResponseReturnValue:
    """Work again on a goal that was paused, or stopped by mistake."""
    family, form = opened(ref), EditForm()
    goal.get(session(), actor(), family.id, goal_id)
    if form.validate_on_submit():
        try:
            with writing(form) as db:
                found = goal.get(db, actor(), family.id, goal_id)
                commands.take_up(db, actor(), found, version=form.version.data or 0)
        except GoalsFull:
            say(gettext("Three of these goals are open already. End or pause one first."))
        except (EditedMeanwhile, GoalNotPaused):
            say(gettext("Someone changed this goal while you were here."))
        else:
            say(gettext("This goal is worked on again."))
    return see("worker.goals.show", ref=ref, goal_id=goal_id)
