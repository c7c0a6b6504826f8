"""What happens next, and what became of what was said before."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.database import session
from portal.queries import pages
from portal.web.pages import page
from portal.web.signed_in import actor

place = Blueprint("next", __name__, url_prefix="/next")


@place.get("")
def show() -> ResponseReturnValue:
    """Show the path."""
    return page("family/next/show.html", **pages.next_steps(session(), actor()))
