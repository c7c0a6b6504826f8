"""What getting help, sharing and the law are: one explanation a page, and the same for a child."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.errors import NotFound
from portal.models.explained import Explained
from portal.web.pages import page

place = Blueprint("explained", __name__, url_prefix="/sharing/about")


@place.get("/<which>")
def show(which: str) -> ResponseReturnValue:
    """Explain one of the three things."""
    return page("family/explained/show.html", which=_known(which))


@place.get("/<which>/for-a-child")
def to_a_child(which: str) -> ResponseReturnValue:
    """Explain it to a child."""
    return page("family/explained/to_a_child.html", which=_known(which))


def _known(which: str) -> Explained:
    if which not in set(Explained):
        raise NotFound("explained", which)
    return Explained(which)
