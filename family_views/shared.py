"""What was shared: with whom, why, when it was opened, and what came back."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.database import session
from portal.queries import own_shares
from portal.web.pages import page
from portal.web.signed_in import actor

place = Blueprint("shared", __name__, url_prefix="/sharing/shared")


@place.get("")
def index() -> ResponseReturnValue:
    """Show everything that was shared about this person, and about those they decide for."""
    return page("family/shared/index.html", shares=own_shares.of_actor(session(), actor()))
