"""My account: language, password, how I may be contacted, the devices I am signed in on."""

from flask.typing import ResponseReturnValue

from portal.database import session
from portal.i18n import gettext
from portal.models.words import Side
from portal.queries import person, safe_contact
from portal.web import safe_contact as forms
from portal.web.own_account import OwnAccount
from portal.web.pages import page, say, see
from portal.web.signed_in import actor

place = OwnAccount(Side.FAMILY).place


@place.route("/contact", methods=["GET", "POST"])
def contact() -> ResponseReturnValue:
    """Say which ways, times and words are safe for me."""
    me = person.get(session(), actor(), actor().own_family, actor().own_person)
    form = forms.filled_in(safe_contact.of_person(session(), actor(), me))
    if form.validate_on_submit() and forms.save(form, me):
        say(gettext("Saved. It counts from now on."))
        return see("family.account.show")
    now = safe_contact.of_person(session(), actor(), me)
    if form.is_clash:
        forms.clashed(form, now)
    return page("family/account/contact.html", form.status, form=form, contact=now)
