"""A goal that changes while it lives: reworded, ranked, paused, taken up again, stopped to keep people safe."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.commands import goal_change as commands
from portal.database import session
from portal.errors import EditedMeanwhile, GoalNotPaused, GoalsFull
from portal.i18n import gettext
from portal.models import Goal
from portal.queries import goal
from portal.queries.family import FamilyView
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
        with writing(form) as db:
            commands.move(db, actor(), goal.get(db, actor(), family.id, goal_id), up=form.way.data == "up")
    return see("worker.goals.index", ref=ref, _anchor=f"goal-{goal_id}")


@place.route("/reword", methods=["GET", "POST"])
def reword(ref: str, goal_id: uuid.UUID) -> ResponseReturnValue:
    """Put other words in the place of a goal's; the old ones stay."""
    family = opened(ref)
    view = goal_of(family, goal_id)
    form = RewordForm(version=view.version, words=view.words)
    if view.circle.is_closed:
        return kept(form, family, view)
    if form.validate_on_submit() and not form.is_held_back(family.id, view.circle):
        said = {"words": form.words.data or "", "language": form.language.data}
        if _changed(family, goal_id, form, commands.reword, said):
            say(gettext("Saved. The old words and all scores stay."))
            return see("worker.goals.show", ref=ref, goal_id=goal_id)
    return _page("worker/goal_change/reword.html", family, form, goal_id)


@place.route("/pause", methods=["GET", "POST"])
def pause(ref: str, goal_id: uuid.UUID) -> ResponseReturnValue:
    """Lay a goal aside for now."""
    family = opened(ref)
    view = goal_of(family, goal_id)
    form = PauseForm(version=view.version)
    if view.circle.is_closed:
        return kept(form, family, view)
    if form.validate_on_submit() and not form.is_held_back(family.id, view.circle):
        said = {"reason": form.reason.data or "", "language": form.language.data}
        if _changed(family, goal_id, form, commands.pause, said):
            say(gettext("The goal is paused. It can be taken up again at any time."))
            return see("worker.goals.show", ref=ref, goal_id=goal_id)
    return _page("worker/goal_change/pause.html", family, form, goal_id)


@place.route("/decline", methods=["GET", "POST"])
def decline(ref: str, goal_id: uuid.UUID) -> ResponseReturnValue:
    """Stop a goal because somebody would not be safe, with a reason that its people read."""
    family = opened(ref)
    view = goal_of(family, goal_id)
    form = DeclineForm(version=view.version)
    if view.circle.is_closed:
        return kept(form, family, view)
    if form.validate_on_submit() and not form.is_held_back(family.id, view.circle):
        said = {"reason": form.reason.data or "", "language": form.language.data}
        if _changed(family, goal_id, form, commands.decline, said):
            say(gettext("The goal is stopped. The people who see it read why."))
            return see("worker.goals.show", ref=ref, goal_id=goal_id)
    return _page("worker/goal_change/decline.html", family, form, goal_id)


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


def _page(name: str, family: FamilyView, form: EditForm, goal_id: uuid.UUID) -> ResponseReturnValue:
    return case_page(name, family, form.status, form=form, goal=goal_of(family, goal_id), place="goals")


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
