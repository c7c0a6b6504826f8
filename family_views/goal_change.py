"""A goal that changes while it lives: other words, another rank, paused and taken up again."""

import uuid

from flask import Blueprint
from flask.typing import ResponseReturnValue

from family_views.forms_goals import PauseForm, RewordForm
from family_views.goals import kept
from portal import i18n
from portal.actor import Actor
from portal.commands import goal_change as commands
from portal.database import session
from portal.errors import EditedMeanwhile, GoalEnded, GoalNotPaused, GoalPaused, GoalsFull
from portal.i18n import gettext
from portal.queries import goal, pages
from portal.web.forms import EditForm, writing
from portal.web.goal_forms import MoveForm
from portal.web.pages import page, say, see
from portal.web.signed_in import actor

place = Blueprint("goal_change", __name__, url_prefix="/goals/<uuid:goal_id>")


@place.post("/move")
def move(goal_id: uuid.UUID) -> ResponseReturnValue:
    """Say that a goal matters more, or less, than the one beside it."""
    form, who = MoveForm(), actor()
    goal.get(session(), who, who.own_family, goal_id)
    if form.validate_on_submit():
        try:
            with writing(form) as db:
                commands.move(db, who, goal.get(db, who, who.own_family, goal_id), up=form.way.data == "up")
        except (GoalEnded, GoalPaused):
            say(gettext("Someone changed this goal while you were here."))
    return see("family.goals.index", _anchor=f"goal-{goal_id}")


@place.route("/reword", methods=["GET", "POST"])
def reword(goal_id: uuid.UUID) -> ResponseReturnValue:
    """Put other words in the place of a goal's; the old ones stay."""
    shown, who = pages.one_goal(session(), actor(), goal_id), actor()
    form = RewordForm(version=shown["goal"].version, words=shown["goal"].words)
    if shown["goal"].circle.is_closed:
        return kept(form, shown)
    if form.validate_on_submit() and not form.is_held_back(who.own_family, shown["goal"].circle):
        try:
            _reword(form, who, goal_id)
        except (EditedMeanwhile, GoalEnded):
            shown = _now(form, goal_id)
        else:
            say(gettext("Saved. Your old words and your scores stay."))
            return see("family.goals.show", goal_id=goal_id)
    return page("family/goal_change/reword.html", form.status, form=form, place="goals", **shown)


@place.route("/pause", methods=["GET", "POST"])
def pause(goal_id: uuid.UUID) -> ResponseReturnValue:
    """Lay a goal aside for now."""
    shown, who = pages.one_goal(session(), actor(), goal_id), actor()
    form = PauseForm(version=shown["goal"].version)
    if shown["goal"].circle.is_closed:
        return kept(form, shown)
    if form.validate_on_submit() and not form.is_held_back(who.own_family, shown["goal"].circle):
        try:
            _pause(form, who, goal_id)
        except (EditedMeanwhile, GoalEnded, GoalPaused):
            shown = _now(form, goal_id)
        else:
            say(gettext("The goal is paused. You can take it up again at any time."))
            return see("family.goals.show", goal_id=goal_id)
    return page("family/goal_change/pause.html", form.status, form=form, place="goals", **shown)


def _reword(form: RewordForm, who: Actor, goal_id: uuid.UUID) -> None:
    with writing(form) as db:
        found, version = goal.get(db, who, who.own_family, goal_id), form.version.data or 0
        commands.reword(db, who, found, words=form.words.data or "", language=i18n.language(), version=version)


def _pause(form: PauseForm, who: Actor, goal_id: uuid.UUID) -> None:
    with writing(form) as db:
        found, version = goal.get(db, who, who.own_family, goal_id), form.version.data or 0
        commands.pause(db, who, found, reason=form.reason.data or "", language=i18n.language(), version=version)


def _now(form: EditForm, goal_id: uuid.UUID) -> pages.Page:
    """Return the goal as someone else left it meanwhile, and say on the form that they did."""
    shown = pages.one_goal(session(), actor(), goal_id)
    form.clash(shown["goal"].version)
    return shown


@place.post("/take-up")
def take_up(goal_id: uuid.UUID) -> ResponseReturnValue:
    """Work again on a goal that was paused."""
    form, who = EditForm(), actor()
    goal.get(session(), who, who.own_family, goal_id)
    if form.validate_on_submit():
        try:
            with writing(form) as db:
                found = goal.get(db, who, who.own_family, goal_id)
                commands.take_up(db, who, found, version=form.version.data or 0)
        except GoalsFull:
            say(gettext("Three goals are open. Finish or pause one before you take this up again."))
        except (EditedMeanwhile, GoalNotPaused):
            say(gettext("Someone changed this goal while you were here."))
        else:
            say(gettext("You are working on this goal again."))
    return see("family.goals.show", goal_id=goal_id)
