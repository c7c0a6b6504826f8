"""Getting help: yes, no, or no longer, for oneself or a child one is responsible for. Apart from sharing."""

import uuid

from flask import Blueprint
from flask.typing import ResponseReturnValue
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types

from portal.commands import agreement as commands
from portal.database import session
from portal.errors import EditedMeanwhile
from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.models.sharing_words import AgreementStatus
from portal.queries import agreement, pages, person
from portal.queries.agreement import Help
from portal.web.forms import EditForm, Said, writing
from portal.web.pages import page, say, see
from portal.web.signed_in import actor
from portal.web.words import word

place = Blueprint("agreement", __name__, url_prefix="/sharing/help")


class HelpForm(EditForm):
    """One answer, each a button; its version is how much had been said when the page was drawn."""

    answer = RadioField(_("Do you want this help?"), validators=[Said(_("Press one of the answers"))])


@place.get("")
def index() -> ResponseReturnValue:
    """Show for whom this person says yes or no, and what they said."""
    return page("family/agreement/index.html", **pages.help_said(session(), actor()))


@place.route("/<uuid:person_id>", methods=["GET", "POST"])
def show(person_id: uuid.UUID) -> ResponseReturnValue:
    """Show what was said about one person, and take an answer."""
    said = agreement.find(agreement.own(session(), actor()), person_id)
    form = HelpForm(version=len(said.history))
    form.answer.choices = [SelectChoice(one.value, word(one)) for one in said.answers]
    if form.is_behind(len(said.history)) or form.validate_on_submit():
        try:
            _say(form, said)
        except EditedMeanwhile:
            form.clash(len(said.history))
        else:
            say(gettext("Saved. Nothing else has changed."))
            return see("family.agreement.show", person_id=person_id)
    return page("family/agreement/show.html", form.status, form=form, help=said)


def _say(form: HelpForm, said: Help) -> None:
    who = actor()
    with writing(form) as db:
        if form.is_behind(len(said.history)):
            raise EditedMeanwhile(said.about_id)
        about = person.get(db, who, who.own_family, said.about_id)
        decider = person.get(db, who, who.own_family, said.decider_id)
        commands.say(db, who, about, decider, AgreementStatus(form.answer.data), read=form.version.data or 0)
