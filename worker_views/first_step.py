"""First steps towards a goal, written down beside the person: what would one point more look like?"""

import uuid

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.commands import first_step as commands
from portal.database import session
from portal.errors import GoalEnded, GoalPaused
from portal.i18n import gettext
from portal.queries import first_step, goal
from portal.web.forms import writing
from portal.web.goal_forms import TickForm
from portal.web.pages import say, see
from portal.web.signed_in import actor
from worker_views.family import PATH, case_page, opened
from worker_views.forms_goals import FirstStepForm
from worker_views.goals import goal_of, kept
from worker_views.refusals import told_on

place = Blueprint("first_step", __name__, url_prefix=f"{PATH}/goals/<uuid:goal_id>/first-steps")


@place.route("/new", methods=["GET", "POST"])
def add(ref: str, goal_id: uuid.UUID) -> ResponseReturnValue:
    """Write down a first step."""
    family, form = opened(ref), FirstStepForm()
    view = goal_of(family, goal_id)
    if view.circle.is_closed:
        return kept(form, family, view)
    if form.validate_on_submit() and not form.is_held_back(family.id, view.circle):
        with told_on(form), writing(form) as db:
            found = goal.get(db, actor(), family.id, goal_id)
            commands.add(db, actor(), found, words=form.words.data or "", language=form.language.data)
        if not form.errors:
            say(gettext("The first step is saved."))
            return see("worker.goals.show", ref=ref, goal_id=goal_id)
    return case_page("worker/first_step/add.html", family, form.status, form=form, goal=view, place="goals")


@place.post("/<uuid:step_id>/tick")
def tick(ref: str, goal_id: uuid.UUID, step_id: uuid.UUID) -> ResponseReturnValue:
    """Tick a first step off, or take the tick away."""
    family, form = opened(ref), TickForm()
    first_step.get(session(), actor(), goal.get(session(), actor(), family.id, goal_id), step_id)
    if form.validate_on_submit():
        try:
            with writing(form) as db:
                aim = goal.get(db, actor(), family.id, goal_id)
                step = first_step.get(db, actor(), aim, step_id)
                commands.tick(db, actor(), aim, step, is_done=form.done.data == "yes")
        except (GoalEnded, GoalPaused):
            say(gettext("This goal is not worked on now, so its first steps stay as they are."))
    return see("worker.goals.show", ref=ref, goal_id=goal_id, _anchor="first-steps")
