"""The family's side: one module a place that a family goes."""

from flask import Blueprint

from family_views import (
    account,
    agreement,
    answer,
    distance,
    explained,
    first_step,
    goal_change,
    goals,
    home,
    more,
    next,  # noqa: A004 (the address says next)
    passkeys,
    picture,
    praise,
    receipt,
    shared,
    sharing,
    slip,
    team,
    think,
    without,
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
    explained,
    agreement,
    think,
    sharing,
    picture,
    without,
    answer,
    receipt,
    shared,
    more,
    account,
    passkeys,
)
for module in PLACES:
    side.register_blueprint(module.place)
