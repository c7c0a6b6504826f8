"""What a young person thinks of sharing about them that a grown-up decides."""

import uuid

from flask import Blueprint
from flask.typing import ResponseReturnValue
from wtforms import RadioField, TextAreaField

from portal import i18n
from portal.commands import child_view as commands
from portal.database import session
from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.models.sharing_words import ChildSays
from portal.queries import person, think
from portal.queries.think import Thought
from portal.web.forms import LONG, PortalForm, Said, at_most, printable, tidy, writing
from portal.web.pages import page, say, see
from portal.web.signed_in import actor
from portal.web.words import word

place = Blueprint("think", __name__, url_prefix="/sharing/think")


class ThinkForm(PortalForm):
    """One of three pictures, and words if they like."""

    says = RadioField(_("What do you think about this?"), validators=[Said(_("Choose one of the three pictures"))])
    words = TextAreaField(_("Do you want to say more?"), filters=[tidy], validators=[at_most(LONG), printable])


@place.route("/<uuid:thought_id>", methods=["GET", "POST"])
def show(thought_id: uuid.UUID) -> ResponseReturnValue:
    """Show what a grown-up was asked, and take what the young person thinks."""
    thought, form = think.find(think.of_young(session(), actor()), thought_id), ThinkForm()
    form.says.choices = [(one.value, word(one)) for one in ChildSays]
    if form.validate_on_submit():
        _keep(thought, form)
        say(gettext("Thank you. Your keyworker reads what you think. No one at home sees it here."))
        return see("family.sharing.index")
    return page("family/think/show.html", form.status, form=form, thought=thought)


def _keep(thought: Thought, form: ThinkForm) -> None:
    who = actor()
    with writing(form) as db:
        commands.say(
            db,
            who,
            person.get(db, who, who.own_family, who.own_person),
            agency_id=thought.agency_id,
            kind=thought.kind,
            says=ChildSays(form.says.data),
            words=form.words.data or "",
            language=i18n.language(),
        )
