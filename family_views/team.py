"""Our team: who helps, and what for."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.database import session
from portal.queries import pages
from portal.web.pages import page
from portal.web.signed_in import actor

place = Blueprint("team", __name__, url_prefix="/team")


@place.get("")
def show() -> ResponseReturnValue:
    """Show everyone on the team."""
    return page("family/team/show.html", **pages.team(session(), actor()))
