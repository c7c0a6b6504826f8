"""The family's side: one module a place that a family goes."""

from flask import Blueprint

from family_views import (
    account,
    goals,
    home,
    more,
    next,  # noqa: A004 (the address says next)
    passkeys,
    sharing,
    team,
    words,
)

side = Blueprint("family", __name__, url_prefix="/family")
for module in (home, next, team, goals, words, sharing, more, account, passkeys):
    side.register_blueprint(module.place)
