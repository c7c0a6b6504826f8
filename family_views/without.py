"""What was shared without agreement, for whoever of the family was told of it."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.database import session
from portal.queries import pages
from portal.web.pages import page
from portal.web.signed_in import actor

place = Blueprint("without", __name__, url_prefix="/sharing/without")


@place.get("")
def show() -> ResponseReturnValue:
    """Show what this person was told of, and nothing else."""
    return page("family/without/show.html", place="sharing", **pages.without(session(), actor()))
