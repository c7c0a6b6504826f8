"""The picture of sharing, for a worker: what may go to whom about one family, and why not."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.database import session
from portal.queries import picture
from portal.web.signed_in import actor
from worker_views.family import PATH, case_page, opened

place = Blueprint("picture", __name__, url_prefix=f"{PATH}/sharing/picture")


@place.get("")
def show(ref: str) -> ResponseReturnValue:
    """Show everyone, service by service."""
    family = opened(ref)
    rows = picture.of_family(session(), actor(), family.id)
    return case_page("worker/picture/show.html", family, place="sharing", rows=rows)
