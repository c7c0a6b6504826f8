"""What happens next: add a step, move it and say why, say that it happened, or that it will not."""

import uuid

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import BooleanField, Field, StringField, ValidationError

from portal.commands import step as commands
from portal.database import session
from portal.errors import EditedMeanwhile, StepEnded
from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.models import Step
from portal.models.words import StepState
from portal.queries import circle, step
from portal.queries.family import FamilyView
from portal.queries.step import StepView
from portal.web.fields import ClockTime, DateBoxes
from portal.web.forms import SHORT, EditForm, Said, at_most, printable, tidy, writing
from portal.web.pages import say, see
from portal.web.signed_in import actor
from portal.web.telling import TellingForm
from worker_views.controls import (
    circle_field,
    day_needed,
    language_field,
    offer_circles,
    still_to_come,
    why_field,
)
from worker_views.family import PATH, case_page, case_page_or_part, opened
from worker_views.refusals import told_on

place = Blueprint("next", __name__, url_prefix=f"{PATH}/next")


class WhenForm(TellingForm):
    """When something will happen: a day, perhaps a time, perhaps only about then."""

    on = DateBoxes(_("Which day?"), validators=[day_needed(_("Write the day")), still_to_come])
    at = ClockTime(_("What time?"), filters=[tidy])
    about = BooleanField(_("The day is not sure yet: about then"))

    def validate_at(self, field: Field) -> None:
        """Refuse an exact time on a day that is a guess."""
        if field.data and self.about.data and not field.process_errors:
            raise ValidationError(_("Leave the time out when the day is not sure"))


class StepForm(WhenForm):
    """A step that the family will see."""

    TOLD = ("what", "who", "where")

    what = StringField(
        _("What will happen?"),
        filters=[tidy],
        validators=[Said(_("Write what will happen")), at_most(SHORT), printable],
    )
    who = StringField(
        _("Who will be there?"),
        filters=[tidy],
        validators=[Said(_("Write who will be there")), at_most(SHORT), printable],
    )
    where = StringField(_("Where?"), filters=[tidy], validators=[at_most(SHORT), printable])
    language = language_field()
    circle = circle_field(_("Who in the family can see this?"))


class MoveForm(WhenForm, EditForm):
    """A new day for a step, and why."""

    TOLD = ("why",)

    why = why_field(_("Why does it move?"), _("Write why it moves, so that the family knows"))


class DropForm(TellingForm, EditForm):
    """Why a step will not happen."""

    TOLD = ("why",)

    why = why_field(_("Why will it not happen?"), _("Write why, so that the family knows"))


class FinishForm(EditForm):
    """One press: it happened."""


@place.get("")
def show(ref: str) -> ResponseReturnValue:
    """Show the path."""
    family = opened(ref)
    circles = circle.seen_by(session(), actor(), family.id)
    steps = step.of_family(session(), actor(), family.id, circles)
    coming = [stone for stone in steps if stone.state is StepState.COMING]
    return case_page_or_part(
        "worker/next/show.html",
        "worker/next/_steps.html",
        family,
        coming=coming,
        past=[stone for stone in steps if stone.state is not StepState.COMING],
        forms={stone.id: FinishForm(version=stone.version) for stone in coming},
    )


@place.route("/add", methods=["GET", "POST"])
def add(ref: str) -> ResponseReturnValue:
    """Say what will happen."""
    family, form = opened(ref), StepForm()
    circles = circle.seen_by(session(), actor(), family.id)
    offer_circles(form.circle, circles)
    if form.validate_on_submit() and not form.is_held_back(family.id, circles[uuid.UUID(form.circle.data)]):
        with writing(form) as db:
            _add(db, family, form)
        say(gettext("Saved. The family sees it now."))
        return see(".show", ref=ref)
    return case_page("worker/next/add.html", family, form.status, form=form)


def _add(db: Session, family: FamilyView, form: StepForm) -> None:
    commands.add(
        db,
        actor(),
        circle.get(db, actor(), family.id, uuid.UUID(form.circle.data)),
        what=form.what.data or "",
        who=form.who.data or "",
        where=form.where.data or "",
        happens_on=form.on.data,
        happens_at=form.at.time,
        is_about=form.about.data,
        language=form.language.data,
    )


@place.route("/<uuid:step_id>/move", methods=["GET", "POST"])
def move(ref: str, step_id: uuid.UUID) -> ResponseReturnValue:
    """Put a step on another day and say why."""
    family = opened(ref)
    stone = _view(family, step_id)
    form = MoveForm(version=stone.version, at=stone.at, about=stone.is_about)
    if form.validate_on_submit() and not form.is_held_back(family.id, stone.circle) and _moved(family, step_id, form):
        say(gettext("Moved. The family sees the new day and why."))
        return see(".show", ref=ref)
    return case_page("worker/next/move.html", family, form.status, form=form, step=_view(family, step_id))


def _moved(family: FamilyView, step_id: uuid.UUID, form: MoveForm) -> bool:
    try:
        with told_on(form), writing(form) as db:
            commands.move(
                db,
                actor(),
                step.get(db, actor(), family.id, step_id),
                to_on=form.on.data,
                to_at=form.at.time,
                is_about=form.about.data,
                why=form.why.data or "",
                version=form.version.data or 0,
            )
    except EditedMeanwhile:
        form.clash(_now(family, step_id).version)
    return not form.is_clash and not form.errors


@place.post("/<uuid:step_id>/finish")
def finish(ref: str, step_id: uuid.UUID) -> ResponseReturnValue:
    """Say that a step happened: one press."""
    family, form = opened(ref), FinishForm()
    stone = step.get(session(), actor(), family.id, step_id)
    if form.validate_on_submit():
        try:
            with writing(form) as db:
                stone = step.get(db, actor(), family.id, step_id)
                commands.finish(db, actor(), stone, version=form.version.data or 0)
            say(gettext("Saved: it happened."))
        except (EditedMeanwhile, StepEnded):
            say(gettext("Someone changed this step meanwhile. Here it is as it is now."))
    return see(".show", ref=ref)


@place.route("/<uuid:step_id>/drop", methods=["GET", "POST"])
def drop(ref: str, step_id: uuid.UUID) -> ResponseReturnValue:
    """Say that a step will not happen, and why."""
    family = opened(ref)
    stone = _view(family, step_id)
    form = DropForm(version=stone.version)
    if form.validate_on_submit() and not form.is_held_back(family.id, stone.circle) and _dropped(family, step_id, form):
        say(gettext("Saved. The family sees that it will not happen, and why."))
        return see(".show", ref=ref)
    return case_page("worker/next/drop.html", family, form.status, form=form, step=_view(family, step_id))


def _dropped(family: FamilyView, step_id: uuid.UUID, form: DropForm) -> bool:
    try:
        with told_on(form), writing(form) as db:
            stone = step.get(db, actor(), family.id, step_id)
            commands.drop(db, actor(), stone, why=form.why.data or "", version=form.version.data or 0)
    except EditedMeanwhile:
        form.clash(_now(family, step_id).version)
    return not form.is_clash and not form.errors


def _now(family: FamilyView, step_id: uuid.UUID) -> Step:
    return step.get(session(), actor(), family.id, step_id)


def _view(family: FamilyView, step_id: uuid.UUID) -> StepView:
    """Return a step as it stands now; raises `NotFound`."""
    _now(family, step_id)
    circles = circle.seen_by(session(), actor(), family.id)
    steps = step.of_family(session(), actor(), family.id, circles)
    return next(stone for stone in steps if stone.id == step_id)
