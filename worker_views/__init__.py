"""The workers' side: one module a place that a worker goes."""

from flask import Blueprint

from worker_views import (
    account,
    case,
    caseload,
    goals,
    invite,
    notes,
    openings,
    people,
    seen_as,
    sharing,
    team,
)
from worker_views import next as next_steps

side = Blueprint("worker", __name__, url_prefix="/worker")
for module in (caseload, case, next_steps, team, goals, sharing, people, invite, notes, seen_as, openings, account):
    side.register_blueprint(module.place)
