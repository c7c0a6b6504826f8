"""A family sits together and each person scores all their goals on one page, written down by the worker beside them."""

import uuid
from collections.abc import Collection, Sequence

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal import clock
from portal.commands import goal as commands
from portal.database import session
from portal.i18n import ngettext
from portal.models import Person
from portal.models.answer import ScorePoint, read
from portal.queries import circle, gate, goal, person, sitting
from portal.queries.family import FamilyView
from portal.queries.goal import GoalView
from portal.queries.sitting import Turn
from portal.web.forms import writing
from portal.web.pages import say, see
from portal.web.signed_in import actor
from worker_views.family import PATH, case_page, opened
from worker_views.forms_together import (
    TogetherForm,
    answer_name,
    form_of,
    given,
    is_held_back,
    is_whole,
    lost,
    why_name,
)
from worker_views.look_choices import due_of
from worker_views.refusals import told_on

place = Blueprint("score_together", __name__, url_prefix=f"{PATH}/score-together")


@place.get("")
def index(ref: str) -> ResponseReturnValue:
    """Ask who scores first, and show what is due."""
    family = opened(ref)
    people = person.of_family(session(), actor(), family.id)
    period = gate.period_of(family, clock.today())
    return case_page(
        "worker/score_together/index.html",
        family,
        turns=sitting.turns(people, _goals(family), period),
        period=period,
        due=due_of(family, people),
    )


@place.route("/<uuid:person_id>", methods=["GET", "POST"])
def score(ref: str, person_id: uuid.UUID) -> ResponseReturnValue:
    """Score all goals of one person in one go."""
    family = opened(ref)
    people = person.of_family(session(), actor(), family.id)
    period = gate.period_of(family, clock.today())
    turn = sitting.turn_of(person.find(people, person_id), _goals(family), period)
    form = form_of(turn, period)
    if form.validate_on_submit() and is_whole(form, turn) and _saved(family, turn, form):
        _tell(family, {view.id for view in given(form, turn)})
        return see("worker.goals.index", ref=ref)
    due = [one for one in due_of(family, people) if one.person.id == person_id]
    shown = {"turn": turn, "period": period, "due": due, "first": request.args.get("first") == "show"}
    return case_page("worker/score_together/score.html", family, form.status, form=form, typed=lost(form), **shown)


def _goals(family: FamilyView) -> Sequence[GoalView]:
    return goal.of_family(session(), actor(), family.id, circle.seen_by(session(), actor(), family.id))


def _saved(family: FamilyView, turn: Turn, form: TogetherForm) -> bool:
    """Write every answer, or none."""
    if is_held_back(form, family, turn):
        return False
    with told_on(form), writing(form) as db:
        by = person.get(db, actor(), family.id, turn.person.id)
        for view in given(form, turn):
            _score(db, family, view, by, form)
    return not form.errors


def _score(db: Session, family: FamilyView, view: GoalView, by: Person, form: TogetherForm) -> None:
    commands.score(
        db,
        actor(),
        goal.get(db, actor(), family.id, view.id),
        by=by,
        answer=read(form[answer_name(view)].data, view.scale),
        why=form[why_name(view)].data or "",
        language=form["language"].data,
        point=ScorePoint(form["point"].data),
    )


def _tell(family: FamilyView, scored: Collection[uuid.UUID]) -> None:
    """Say what was saved, and kindly where people see it differently."""
    saved = ngettext(
        "%(num)s score is saved. The family sees that you wrote it down.",
        "%(num)s scores are saved. The family sees that you wrote them down.",
        len(scored),
    )
    say(saved)
    differ = sum(view.is_seen_differently for view in _goals(family) if view.id in scored)
    if differ:
        apart = ngettext(
            "They see %(num)s goal differently. All of it is true: each of them sees another part.",
            "They see %(num)s goals differently. All of it is true: each of them sees another part.",
            differ,
        )
        say(apart)
