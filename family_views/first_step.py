"""First steps towards a goal: what would one point more look like?"""

import uuid

from flask import Blueprint
from flask.typing import ResponseReturnValue

from family_views.forms_goals import FirstStepForm
from family_views.goals import kept, not_worked_on
from portal import i18n
from portal.commands import first_step as commands
from portal.database import session
from portal.errors import GoalEnded, GoalPaused
from portal.i18n import gettext
from portal.queries import first_step, goal, pages
from portal.web.forms import writing
from portal.web.goal_forms import TickForm
from portal.web.pages import page, say, see
from portal.web.signed_in import actor

place = Blueprint("first_step", __name__, url_prefix="/goals/<uuid:goal_id>/first-steps")


@place.route("/new", methods=["GET", "POST"])
def add(goal_id: uuid.UUID) -> ResponseReturnValue:
    """Write down a first step."""
    shown, form, who = pages.one_goal(session(), actor(), goal_id), FirstStepForm(), actor()
    if shown["goal"].circle.is_closed:
        return kept(form, shown)
    if form.validate_on_submit() and not form.is_held_back(who.own_family, shown["goal"].circle):
        try:
            with writing(form) as db:
                found = goal.get(db, who, who.own_family, goal_id)
                commands.add(db, who, found, words=form.words.data or "", language=i18n.language())
        except (GoalEnded, GoalPaused) as refusal:
            form.form_errors.append(not_worked_on(refusal))
        else:
            say(gettext("Your first step is saved."))
            return see("family.goals.show", goal_id=goal_id)
    return page("family/first_step/add.html", form.status, form=form, place="goals", **shown)


@place.post("/<uuid:step_id>/tick")
def tick(goal_id: uuid.UUID, step_id: uuid.UUID) -> ResponseReturnValue:
    """Tick a first step off, or take the tick away."""
    form, who = TickForm(), actor()
    first_step.get(session(), who, goal.get(session(), who, who.own_family, goal_id), step_id)
    if form.validate_on_submit():
        try:
            with writing(form) as db:
                aim = goal.get(db, who, who.own_family, goal_id)
                step = first_step.get(db, who, aim, step_id)
                commands.tick(db, who, aim, step, is_done=form.done.data == "yes")
        except (GoalEnded, GoalPaused) as refusal:
            say(not_worked_on(refusal))
    return see("family.goals.show", goal_id=goal_id, _anchor="first-steps")
