"""A manager's page: what was shared without agreement, how soon families were told, and to what people say no."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.database import session
from portal.queries import manager, override
from portal.web.pages import page
from portal.web.signed_in import actor

place = Blueprint("manager", __name__, url_prefix="/manager")


@place.get("")
def index() -> ResponseReturnValue:
    """Show what waits for a manager first, then the rest, and the figures."""
    overrides = override.of_manager(session(), actor())
    return page(
        "worker/manager/index.html",
        overrides=overrides,
        telling=manager.telling(overrides),
        refusals=manager.refusals(session(), actor()),
        fewest=manager.FEWEST,
        mine=actor().worker_id,
    )
