"""The family's side: one module a place that a family goes."""

from flask import Blueprint

from family_views import (
    account,
    distance,
    first_step,
    goal_change,
    goals,
    home,
    more,
    next,  # noqa: A004 (the address says next)
    passkeys,
    praise,
    shared,
    sharing,
    slip,
    team,
    words,
)

side = Blueprint("family", __name__, url_prefix="/family")
PLACES = (
    home,
    next,
    team,
    goals,
    goal_change,
    slip,
    first_step,
    praise,
    distance,
    words,
    sharing,
    shared,
    more,
    account,
    passkeys,
)
for module in PLACES:
    side.register_blueprint(module.place)
