"""Puts Nod together: the only module that imports both sides."""

from flask import Flask
from flask_wtf import CSRFProtect

import family_views
import worker_views
from portal import i18n, logs
from portal.database import Database
from portal.security.encryption import MasterKey
from portal.settings import ROOT, Settings
from portal.web import assets, errors, guards, headers, known_browser, limits, signed_in, templating
from portal.web.pages import htmx
from portal.web.public import public, sso

MOST_BYTES = 1_000_000
MOST_PARTS = 200
"""The fields of the longest form there is are a tenth of this."""


def create_app(chosen: Settings | None = None) -> Flask:
    """Return the application for these settings, by default the environment's."""
    settings = (chosen or Settings()).with_secrets()
    logs.set_up(settings.log_level)
    app = Flask(__name__, root_path=str(ROOT), static_folder=None)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SECRET_KEY_FALLBACKS=[settings.secret_key_old] if settings.secret_key_old else [],
        SESSION_COOKIE_NAME="__Host-nod",
        SESSION_COOKIE_SECURE=True,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # no Referer is ever sent; the token and SameSite guard the forms
        TRUSTED_HOSTS=[settings.host] if settings.is_https else None,
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_BYTES,
        MAX_FORM_PARTS=MOST_PARTS,
    )
    app.extensions["nod.settings"] = settings
    data = Database(settings.database_url, MasterKey(settings.master_key, settings.master_key_old))
    app.extensions["nod.database"] = data
    assets.init_app(app, settings)
    templating.init_app(app)
    headers.init_app(app, settings)
    signed_in.init_app(app)
    known_browser.init_app(app)
    guards.init_app(app, data)
    limits.init_app(app, settings)
    CSRFProtect(app).exempt("portal.web.public.pages.exit")
    i18n.init_app(app)
    htmx.init_app(app)
    errors.init_app(app)
    sso.init_app(app, settings)
    app.register_blueprint(public)
    app.register_blueprint(family_views.side)
    app.register_blueprint(worker_views.side)
    return app
