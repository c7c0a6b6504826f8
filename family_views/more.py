"""More: the places that the bar has no room for."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.web.forms import PortalForm
from portal.web.pages import page

place = Blueprint("more", __name__, url_prefix="/more")


@place.get("")
def show() -> ResponseReturnValue:
    """Show the way to the team, the account, help now, and out."""
    return page("family/more/show.html", form=PortalForm())
