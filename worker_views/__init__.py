"""The workers' side: one module a place that a worker goes."""

from flask import Blueprint

from worker_views import (
    access,
    account,
    case,
    caseload,
    child,
    child_screen,
    distance,
    first_step,
    goal_change,
    goals,
    invite,
    left_out,
    notes,
    openings,
    own_steps,
    parting,
    people,
    praise,
    risk,
    score_together,
    scores_csv,
    second_step,
    seen_as,
    sharing,
    slip,
    team,
    voices,
)
from worker_views import next as next_steps

side = Blueprint("worker", __name__, url_prefix="/worker")
PLACES = (
    caseload,
    case,
    next_steps,
    team,
    goals,
    score_together,
    scores_csv,
    goal_change,
    slip,
    first_step,
    praise,
    child,
    child_screen,
    voices,
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
