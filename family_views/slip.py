"""A score that was a slip: what was meant stands in its place, and both are kept."""

import uuid

from flask import Blueprint
from flask.typing import ResponseReturnValue

from family_views.forms_goals import SlipForm, offer_answers
from family_views.goals import kept
from portal import i18n
from portal.actor import Actor
from portal.commands import slip as commands
from portal.database import session
from portal.errors import AlreadyPutRight
from portal.i18n import gettext
from portal.models.answer import read
from portal.queries import goal, pages, score
from portal.web.forms import writing
from portal.web.pages import page, say, see
from portal.web.signed_in import actor

place = Blueprint("slip", __name__, url_prefix="/goals/<uuid:goal_id>/scores/<uuid:score_id>")


@place.route("/put-right", methods=["GET", "POST"])
def put_right(goal_id: uuid.UUID, score_id: uuid.UUID) -> ResponseReturnValue:
    """Put a score in the place of one's own slip."""
    shown = pages.one_slip(session(), actor(), goal_id, score_id)
    form = SlipForm()
    if shown["goal"].circle.is_closed:
        return kept(form, shown)
    offer_answers(form, shown["goal"])
    if form.validate_on_submit() and not form.is_held_back(actor().own_family, shown["goal"].circle):
        try:
            _save(form, actor(), goal_id, score_id)
        except AlreadyPutRight:
            form.form_errors.append(gettext("This slip was put right already. Go back to see it."))
        else:
            say(gettext("Saved. Both scores are kept, and only the new one counts."))
            return see("family.goals.show", goal_id=goal_id)
    return page("family/slip/put_right.html", form.status, form=form, place="goals", **shown)


def _save(form: SlipForm, who: Actor, goal_id: uuid.UUID, score_id: uuid.UUID) -> None:
    with writing(form) as db:
        aim = goal.get(db, who, who.own_family, goal_id)
        commands.put_right(
            db,
            who,
            aim,
            score.get(db, who, aim, score_id),
            answer=read(form.answer.data, aim.scale),
            why=form.why.data or "",
            language=i18n.language(),
        )
