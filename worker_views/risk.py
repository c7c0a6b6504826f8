"""Says, for workers alone, that a family is at risk: special care is taken with what tells where somebody is."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from wtforms import TextAreaField

from portal.commands import family as commands
from portal.database import session
from portal.errors import EditedMeanwhile
from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.queries import family as families
from portal.queries import reason
from portal.queries.family import FamilyView
from portal.web.forms import EditForm, Said, at_least, at_most, printable, tidy, writing
from portal.web.pages import say, see
from portal.web.signed_in import actor
from worker_views.controls import WHY, one_of, option
from worker_views.family import PATH, case_page, opened

place = Blueprint("risk", __name__, url_prefix=f"{PATH}/at-risk")

ACTIONS = ("marked_at_risk", "no_longer_at_risk")


class RiskForm(EditForm):
    """Whether a family is at risk, and why."""

    at_risk = one_of(
        _("Does this family need special care?"),
        _("Choose whether this family is at risk"),
        option("yes", _("Yes, take special care")),
        option("no", _("No, not now")),
    )
    reason = TextAreaField(
        _("Why?"),
        filters=[tidy],
        validators=[Said(_("Write why, in 10 letters or more")), at_least(10), at_most(WHY), printable],
    )


@place.route("", methods=["GET", "POST"])
def mark(ref: str) -> ResponseReturnValue:
    """Mark a family as at risk, or take the mark away."""
    family = opened(ref)
    form = RiskForm(version=family.version, at_risk="yes" if family.at_risk else "no")
    if form.validate_on_submit() and _marked(family, form):
        say(gettext("Saved. Only workers see it."))
        return see("worker.people.index", ref=ref)
    now = families.by_ref(session(), actor(), ref)
    history = reason.of_thing(session(), actor(), family.id, ACTIONS, family.id)
    return case_page("worker/risk/mark.html", now, form.status, form=form, history=history)


def _marked(family: FamilyView, form: RiskForm) -> bool:
    try:
        with writing(form) as db:
            stored = families.get(db, actor(), family.id)
            is_so, why, version = form.at_risk.data == "yes", form.reason.data or "", form.version.data or 0
            commands.mark_at_risk(db, actor(), stored, at_risk=is_so, reason=why, version=version)
    except EditedMeanwhile:
        form.clash(families.get(session(), actor(), family.id).version)
    return not form.is_clash
