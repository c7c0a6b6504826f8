"""A score that a worker wrote down wrongly: what was meant stands in its place, and both are kept."""

import uuid

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.commands import slip as commands
from portal.errors import NotFound
from portal.i18n import gettext
from portal.models.answer import read
from portal.queries import goal, score
from portal.queries.family import FamilyView
from portal.web.forms import writing
from portal.web.pages import say, see
from portal.web.signed_in import actor
from worker_views.family import PATH, case_page, opened
from worker_views.forms_goals import SlipForm, answers
from worker_views.goals import goal_of, kept
from worker_views.refusals import told_on

place = Blueprint("slip", __name__, url_prefix=f"{PATH}/goals/<uuid:goal_id>/scores/<uuid:score_id>")


@place.route("/put-right", methods=["GET", "POST"])
def put_right(ref: str, goal_id: uuid.UUID, score_id: uuid.UUID) -> ResponseReturnValue:
    """Put a score in the place of one that was written down wrongly."""
    family = opened(ref)
    view = goal_of(family, goal_id)
    slip = next((one for one in view.scores if one.id == score_id and one.written_by), None)
    if slip is None:
        raise NotFound("score", score_id)
    form = SlipForm()
    if view.circle.is_closed:
        return kept(form, family, view)
    form.answer.choices = answers(view.scale)
    if form.validate_on_submit() and not form.is_held_back(family.id, view.circle):
        with told_on(form), writing(form) as db:
            _save(db, family, goal_id, score_id, form)
        if not form.errors:
            say(gettext("Saved. Both scores are kept, and only the new one counts."))
            return see("worker.goals.show", ref=ref, goal_id=goal_id)
    return case_page("worker/slip/put_right.html", family, form.status, form=form, goal=view, slip=slip, place="goals")


def _save(db: Session, family: FamilyView, goal_id: uuid.UUID, score_id: uuid.UUID, form: SlipForm) -> None:
    aim = goal.get(db, actor(), family.id, goal_id)
    commands.put_right(
        db,
        actor(),
        aim,
        score.get(db, actor(), aim, score_id),
        answer=read(form.answer.data, aim.scale),
        why=form.why.data or "",
        language=form.language.data,
    )
