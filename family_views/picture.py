"""The picture of sharing: who may know what about each of those whom the reader decides for."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.database import session
from portal.queries import picture
from portal.web.pages import page
from portal.web.signed_in import actor

place = Blueprint("picture", __name__, url_prefix="/sharing/picture")


@place.get("")
def show() -> ResponseReturnValue:
    """Show who may know what."""
    return page("family/picture/show.html", place="sharing", **picture.own(session(), actor()))
