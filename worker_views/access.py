"""One person's access: frozen in one press when there is danger, opened again with a reason."""

import uuid

from flask import Blueprint
from flask.typing import ResponseReturnValue
from wtforms import TextAreaField

from portal.commands import access as commands
from portal.database import session
from portal.errors import NotFound
from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.permission import Permission
from portal.policy import require
from portal.queries import keyworker, person, reason
from portal.queries.family import FamilyView
from portal.queries.person import PersonView
from portal.web.forms import PortalForm, Said, at_least, at_most, printable, tidy, writing
from portal.web.pages import say, see
from portal.web.signed_in import actor
from worker_views.controls import WHY
from worker_views.family import PATH, case_page, opened

place = Blueprint("access", __name__, url_prefix=f"{PATH}/people")

ACTIONS = ("access_frozen", "access_unfrozen")


class FreezeForm(PortalForm):
    """One press."""


class UnfreezeForm(PortalForm):
    """Why someone may come in again."""

    reason = TextAreaField(
        _("Why may they come in again?"),
        filters=[tidy],
        validators=[Said(_("Write why, in 10 letters or more")), at_least(10), at_most(WHY), printable],
    )


@place.route("/<uuid:person_id>/freeze", methods=["GET", "POST"])
def freeze(ref: str, person_id: uuid.UUID) -> ResponseReturnValue:
    """Ask once more, then freeze one person's access."""
    family = opened(ref)
    who, form = _of_someone_who_signs_in(family, person_id), FreezeForm()
    if who.frozen_at is not None:
        return see(".unfreeze", ref=ref, person_id=person_id)
    if form.validate_on_submit():
        with writing(form) as db:
            commands.freeze(db, actor(), person.get(db, actor(), family.id, person_id))
        say(gettext("Frozen. They are signed out everywhere, and can no longer come in."))
        return see("worker.people.index", ref=ref)
    return case_page("worker/access/freeze.html", family, form.status, form=form, person=who)


@place.route("/<uuid:person_id>/unfreeze", methods=["GET", "POST"])
def unfreeze(ref: str, person_id: uuid.UUID) -> ResponseReturnValue:
    """Ask why, then let one person come in again."""
    family = opened(ref)
    who, form = _of_someone_who_signs_in(family, person_id), UnfreezeForm()
    if form.validate_on_submit():
        with writing(form) as db:
            one = person.get(db, actor(), family.id, person_id)
            commands.unfreeze(db, actor(), one, reason=form.reason.data or "")
        say(gettext("Open again. They can sign in as before."))
        return see("worker.people.index", ref=ref)
    history = reason.of_thing(session(), actor(), family.id, ACTIONS, person_id)
    return case_page("worker/access/unfreeze.html", family, form.status, form=form, person=who, history=history)


def _of_someone_who_signs_in(family: FamilyView, person_id: uuid.UUID) -> PersonView:
    """Return whose access this is; raises `NotFound`, and `NotAllowed` for who may not freeze."""
    require(actor(), Permission.FREEZE, keyworker.of_today(session(), actor(), family.id))
    who = person.find(person.of_family(session(), actor(), family.id), person_id)
    if who.account_id is None:
        raise NotFound("account", person_id)
    return who
