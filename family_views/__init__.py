"""The family's side: one module a place that a family goes."""

from flask import Blueprint

from family_views import account, distance, goals, home, more, next, passkeys, sharing, team  # noqa: A004 (the address says next)

side = Blueprint("family", __name__, url_prefix="/family")
for module in (home, next, team, goals, distance, sharing, more, account, passkeys):
    side.register_blueprint(module.place)
