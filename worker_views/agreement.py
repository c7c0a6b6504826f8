"""Getting help: what everyone who decides said, and writing down what was said on paper or aloud."""

import uuid
from collections.abc import Sequence

from flask import Blueprint
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.orm import Session

from portal.commands import agreement as commands
from portal.database import session
from portal.errors import EditedMeanwhile
from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.models.sharing_words import AgreementStatus
from portal.models.words import ConsentHow
from portal.queries import agreement, person
from portal.queries.agreement import Heard, Help
from portal.queries.family import FamilyView
from portal.web.forms import EditForm, writing
from portal.web.pages import say, see
from portal.web.signed_in import actor
from portal.web.words import as_typed
from worker_views.controls import one_of, option, words_of
from worker_views.family import PATH, case_page, opened

place = Blueprint("agreement", __name__, url_prefix=f"{PATH}/sharing/help")

ALOUD = (ConsentHow.BESIDE_WORKER, ConsentHow.PHONE, ConsentHow.PAPER)


class HelpForm(EditForm):
    """What somebody said about getting help; its version is how much the family had said when the page was drawn."""

    whom = one_of(_("Who said it, and about whom?"), _("Choose who said it, and about whom"))
    answer = one_of(_("What did they say about getting help?"), _("Choose what they said"))
    how = one_of(_("How did they say it?"), _("Choose how they said it"))


@place.route("", methods=["GET", "POST"])
def write(ref: str) -> ResponseReturnValue:
    """Show what was said about getting help, and write an answer down."""
    family = opened(ref)
    heard = agreement.heard(session(), actor(), family.id)
    form = _form(heard)
    if form.is_behind(heard.length) or (form.validate_on_submit() and _has_a_yes_to_stop(form, heard.helps)):
        if _written_down(form, family, heard.length):
            say(gettext("Written down. They see what you wrote, and can put it right."))
            return see(".write", ref=ref)
        heard = agreement.heard(session(), actor(), family.id)
        form.clash(heard.length)
    return case_page("worker/agreement/write.html", family, form.status, form=form, heard=heard)


def _form(heard: Heard) -> HelpForm:
    form = HelpForm(version=heard.length)
    form.whom.choices = [option(f"{one.decider_id}/{one.about_id}", _pair(one)) for one in heard.helps]
    form.answer.choices, form.how.choices = words_of(AgreementStatus), words_of(ALOUD)
    return form


def _has_a_yes_to_stop(form: HelpForm, helps: Sequence[Help]) -> bool:
    """Refuse to write that someone stopped who never said yes."""
    chosen = next(one for one in helps if f"{one.decider_id}/{one.about_id}" == form.whom.data)
    if form.answer.data != AgreementStatus.WITHDRAWN or chosen.status is AgreementStatus.AGREED:
        return True
    form.answer.errors = [gettext("They had not said yes. Choose “No to getting help”.")]
    return False


def _written_down(form: HelpForm, family: FamilyView, length: int) -> bool:
    """Write it down, unless somebody of the family said something since the page was drawn."""
    try:
        with writing(form) as db:
            if form.is_behind(length):
                raise EditedMeanwhile(family.id)
            _write_down(db, form, family)
    except EditedMeanwhile:
        return False
    return True


def _write_down(db: Session, form: HelpForm, family: FamilyView) -> None:
    decider_id, about_id = (uuid.UUID(id_) for id_ in form.whom.data.split("/"))
    status, how = AgreementStatus(form.answer.data), ConsentHow(form.how.data)
    about = person.get(db, actor(), family.id, about_id)
    decider = person.get(db, actor(), family.id, decider_id)
    commands.write_down(db, actor(), about, decider, status, how=how, read=form.version.data)


def _pair(said: Help) -> Markup:
    who = as_typed(said.decider.first_name)
    if said.is_about_self:
        return Markup("{}: {}").format(who, gettext("about themself"))
    about_whom = Markup(gettext("about %(name)s"))  # noqa: S704 (our own words)
    return Markup("{}: {}").format(who, about_whom % {"name": as_typed(said.about.first_name)})
