"""The family's side: one module a place that a family goes."""

from flask import Blueprint

from family_views import account, goals, home, more, next, passkeys, praise, sharing, team  # noqa: A004 (the address says next)

side = Blueprint("family", __name__, url_prefix="/family")
for module in (home, next, team, goals, praise, sharing, more, account, passkeys):
    side.register_blueprint(module.place)
