"""What makes Nod installable: manifest, service worker, the page for when there is no line."""

import hashlib

from flask import Response, current_app, make_response, request
from flask.typing import ResponseReturnValue

from portal import i18n
from portal.web.assets import PREFIX
from portal.web.headers import HEADERS
from portal.web.pages import render
from portal.web.public.blueprint import public

CACHED = ("css/nod.css", "js/nod.js", "vendor/htmx.min.js", "images/icons.svg", "images/icon.svg")


@public.get("/manifest.webmanifest")
def manifest() -> ResponseReturnValue:
    """Describe the app to the phone, in the language asked for."""
    if request.args.get("lang") in i18n.LANGUAGES:
        i18n.write_in(request.args["lang"])
    response = Response(render("public/manifest.json"), mimetype="application/manifest+json")
    response.headers["Cache-Control"] = "no-cache"
    return response


@public.get("/service-worker.js")
def service_worker() -> ResponseReturnValue:
    """Hand out the worker that keeps static files and the offline page, and nothing private."""
    names: dict[str, str] = current_app.extensions["nod.static"]
    urls = [PREFIX + names[name] for name in CACHED]
    version = hashlib.sha256("".join(urls).encode()).hexdigest()[:12]
    shown = {"Content-Type": "text/html; charset=utf-8", **HEADERS}
    script = render(
        "public/service-worker.js", static_urls=urls, version=version, offline=offline_page(), headers=shown
    )
    response = Response(script, mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


@public.get("/offline")
def offline() -> ResponseReturnValue:
    """Say in both languages that there is no line, and who can be rung."""
    return make_response(offline_page())


def offline_page() -> str:
    """Return the page for when there is no line; it is in both languages and about nobody."""
    return render("public/offline.html", viewer=None, idle_seconds=None, said=())
