"""Opening a family whose team one is not on: asked for with a reason, and on the manager's list at once."""

import uuid
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, Field, StringField, TextAreaField, ValidationError

from portal.commands import opening as commands
from portal.commands.opening import HOURS, SHORTEST_REASON
from portal.database import session
from portal.i18n import gettext, ngettext
from portal.i18n import lazy_gettext as _
from portal.models.audit_words import OpeningPurpose
from portal.policy import Permission, allows
from portal.queries import opening
from portal.web.forms import LONG, SHORT, PortalForm, Said, at_most, printable, tidy, writing
from portal.web.naming import written_about
from portal.web.pages import page, say, see
from portal.web.signed_in import actor
from portal.web.words import word
from worker_views.controls import one_of, option
from worker_views.refusals import told_on

place = Blueprint("openings", __name__, url_prefix="/openings")


class OpeningForm(PortalForm):
    """Which family, what for, why, and for how long."""

    WHO_THEY_ARE = ("ref",)

    ref = StringField(
        _("The family’s case reference"),
        filters=[tidy],
        validators=[Said(_("Write the case reference")), at_most(SHORT), printable],
    )
    purpose = one_of(_("What is it for?"), _("Choose what it is for"))
    reason = TextAreaField(
        _("Why do you need to see this family now?"),
        filters=[tidy],
        validators=[Said(_("Write why you need to see this family")), at_most(LONG), printable],
    )
    hours = one_of(_("For how long?"), _("Choose for how long"))
    lock = BooleanField(_("Telling the family now would put someone in danger"))

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.purpose.choices = [option(one.value, word(one).removesuffix(".")) for one in OpeningPurpose]
        self.hours.choices = [option(str(hours), ngettext("%(num)s hour", "%(num)s hours", hours)) for hours in HOURS]

    def validate_reason(self, field: Field) -> None:
        """Ask for more than a word."""
        if len(field.data or "") < SHORTEST_REASON:
            raise ValidationError(
                _("Write at least %(least)s letters, so that a manager can judge", least=SHORTEST_REASON)
            )


class TellForm(PortalForm):
    """Lifting a lock needs no more than a press."""


@place.get("")
def index() -> ResponseReturnValue:
    """List what was opened among the families that this worker sees."""
    openings = opening.newest(session(), actor())
    may_tell = allows(actor(), Permission.LIFT_LOCK)
    return page("worker/openings/index.html", openings=openings, form=TellForm(), may_tell=may_tell)


@place.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Ask for a family by its reference; the answer is the same whether or not there is one."""
    written_about(None)  # of the family that is asked for nothing is known yet
    form = OpeningForm()
    if form.validate_on_submit():
        with told_on(form):
            _begin(form)
            return see("worker.openings.asked")
    return page("worker/openings/new.html", form.status, form=form)


def _begin(form: OpeningForm) -> None:
    with writing(form) as db:
        commands.begin(
            db,
            actor(),
            ref=form.ref.data or "",
            purpose=OpeningPurpose(form.purpose.data),
            reason=form.reason.data or "",
            hours=int(form.hours.data),
            is_locked=form.lock.data,
        )


@place.get("/asked")
def asked() -> ResponseReturnValue:
    """Say what happens now, which is the same for a reference that nobody has."""
    return page("worker/openings/asked.html")


@place.post("/<uuid:opening_id>/tell")
def tell(opening_id: uuid.UUID) -> ResponseReturnValue:
    """Let the family be told of an opening that was kept from them."""
    form = TellForm()
    if form.validate_on_submit():
        with writing(form) as db:
            commands.tell_family(db, actor(), opening_id)
        say(gettext("The family is told from now on."))
    return see("worker.openings.index")
