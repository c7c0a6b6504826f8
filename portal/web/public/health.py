"""Says to machines whether Nod runs."""

from flask import current_app
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from portal import migrations
from portal.database import session
from portal.web.public.blueprint import public


@public.get("/health")
def health() -> ResponseReturnValue:
    """Say that the process answers."""
    return {"status": "ok"}


@public.get("/health/ready")
def ready() -> ResponseReturnValue:
    """Say whether the database answers and has every migration."""
    try:
        is_ready = migrations.is_at_head(session().connection())
    except SQLAlchemyError:
        current_app.logger.exception("the database does not answer")
        is_ready = False
    return ({"status": "ok"}, 200) if is_ready else ({"status": "not ready"}, 503)
