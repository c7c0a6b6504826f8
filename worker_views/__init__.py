"""The workers' side: one module a place that a worker goes."""

from flask import Blueprint

from worker_views import (
    access,
    account,
    case,
    caseload,
    distance,
    goals,
    invite,
    left_out,
    notes,
    openings,
    own_steps,
    parting,
    people,
    risk,
    second_step,
    seen_as,
    sharing,
    team,
)
from worker_views import next as next_steps

side = Blueprint("worker", __name__, url_prefix="/worker")
PLACES = (
    caseload,
    case,
    next_steps,
    team,
    goals,
    distance,
    left_out,
    sharing,
    people,
    access,
    parting,
    risk,
    invite,
    notes,
    seen_as,
    openings,
    account,
    own_steps,
    second_step,
)
for module in PLACES:
    side.register_blueprint(module.place)
