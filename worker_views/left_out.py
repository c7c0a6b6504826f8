"""Why a look at how things are is left out: an assessment, a review or a closing goes on without it, and says so."""

import uuid

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from portal import i18n
from portal.commands import occasion as commands
from portal.database import session
from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.models.domains import Moment, Tool
from portal.queries import circle, person
from portal.web.forms import writing
from portal.web.pages import say, see, settings
from portal.web.signed_in import actor
from portal.web.telling import TellingForm
from worker_views.controls import circle_field, language_field, one_of, why_field
from worker_views.family import PATH, case_page, opened
from worker_views.look_choices import begun, offer
from worker_views.refusals import told_on

place = Blueprint("left_out", __name__, url_prefix=f"{PATH}/distance/left-out")


@place.before_request
def is_used() -> None:
    """Answer as if it never was where the council does not look in this way."""
    if not settings().looks:
        abort(404)


class LeftOutForm(TellingForm):
    """Why a look is left out."""

    TOLD = ("why",)

    tool = one_of(_("Which one is left out?"), _("Choose which one"))
    moment = one_of(_("When in the help is this?"), _("Choose when in the help this is"))
    why = why_field(_("Why is it left out?"), _("Write why it is left out"))
    language = language_field()
    circle = circle_field(_("Who in the family can see this?"))


@place.route("/<uuid:person_id>", methods=["GET", "POST"])
def new(ref: str, person_id: uuid.UUID) -> ResponseReturnValue:
    """Write down why someone's look is left out this time."""
    family = opened(ref)
    whose = person.find(person.of_family(session(), actor(), family.id), person_id)
    circles = circle.seen_by(session(), actor(), family.id)
    form = LeftOutForm(data={**begun(family, whose, circles), "language": i18n.language()})
    offer(form, whose, circles)
    if form.validate_on_submit() and not form.is_held_back(family.id, circles[uuid.UUID(form.circle.data)]):
        with told_on(form), writing(form) as db:
            commands.leave_out(
                db,
                actor(),
                circle.get(db, actor(), family.id, uuid.UUID(form.circle.data)),
                person=person.get(db, actor(), family.id, person_id),
                tool=Tool(form.tool.data),
                moment=Moment(form.moment.data),
                why=form.why.data or "",
                language=form.language.data,
            )
        if not form.errors:
            say(gettext("The reason is saved. The people whom you chose can read it."))
            return see("worker.distance.index", ref=ref)
    return case_page("worker/left_out/new.html", family, form.status, form=form, whose=whose)
