"""Home: who the keyworker is, what happens next, what waits for me."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.database import session
from portal.queries import pages
from portal.web.pages import page
from portal.web.signed_in import actor

place = Blueprint("home", __name__)


@place.get("/")
def show() -> ResponseReturnValue:
    """Show the first page."""
    return page("family/home/show.html", **pages.home(session(), actor()))
