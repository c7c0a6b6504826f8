"""Parting a family's homes: say who lives where, look at what each person will see, then one press."""

from collections.abc import Sequence

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from portal.commands import parting as commands
from portal.database import rehearsal, session
from portal.errors import HomesUnclear
from portal.i18n import gettext
from portal.models import Person
from portal.permission import Permission
from portal.policy import require
from portal.queries import keyworker, parting, person
from portal.queries.family import FamilyView
from portal.queries.parting import Change
from portal.queries.person import PersonView
from portal.web.forms import PortalForm, writing
from portal.web.pages import say, see
from portal.web.signed_in import actor
from worker_views.family import PATH, case_page, opened
from worker_views.forms_parting import PartingForm, form_for

place = Blueprint("parting", __name__, url_prefix=f"{PATH}/part-homes")


@place.route("", methods=["GET", "POST"])
def ask(ref: str) -> ResponseReturnValue:
    """Ask who lives where and what follows whom; show what comes of it; then part the homes."""
    family = opened(ref)
    require(actor(), Permission.PART_HOMES, keyworker.of_today(session(), actor(), family.id))
    form = _form(family)
    is_sent = form.validate_on_submit() and form.all_right()
    is_previewed = "previewed" in request.form and "back" not in request.form
    if is_sent and is_previewed and _parted(family, form):
        say(gettext("The homes are parted. From now on, what belongs to one is never shown in the other."))
        return see("worker.people.index", ref=ref)
    if (is_sent or (is_previewed and g.get("only_redrawn"))) and "back" not in request.form and not form.form_errors:
        return _preview(family, form)
    return case_page("worker/parting/ask.html", family, form.status, form=form)


def _form(family: FamilyView) -> PartingForm:
    people = person.of_family(session(), actor(), family.id)
    homes = person.households(session(), actor(), family.id)
    return form_for(people, homes, parting.open_things(session(), actor(), family.id, people))


def _parted(family: FamilyView, form: PartingForm) -> bool:
    try:
        with writing(form) as db:
            commands.part(db, actor(), family.id, form.parting())
    except HomesUnclear:
        form.form_errors.append(gettext("Something changed meanwhile. Look at every answer once more."))
    return not form.form_errors


def _preview(family: FamilyView, form: PartingForm) -> Response:
    """Show what each person with an account will see, from a parting that is taken back."""
    seen = _rehearsed(family, form)
    carried = PortalForm(formdata=None)
    return case_page("worker/parting/preview.html", family, form=carried, answers=form.answers(), seen=seen)


def _rehearsed(family: FamilyView, form: PartingForm) -> Sequence[tuple[PersonView, Sequence[Change]]]:
    readers = [one for one in form.people if one.account_id]
    with rehearsal() as db:
        stored = {one.id: db.get_one(Person, one.id) for one in readers}
        before = {id_: parting.sight(db, actor(), who) for id_, who in stored.items()}
        commands.part(db, actor(), family.id, form.parting())
        after = {id_: parting.sight(db, actor(), who) for id_, who in stored.items()}
    return [(one, parting.changes(before[one.id], after[one.id])) for one in readers]
