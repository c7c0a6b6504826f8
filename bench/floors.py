"""What a page is measured against, on the same server: the least that any page costs, and the least that this one does.

`/bare`: a Flask route that returns 10 KB. `/family/`: the family home as a floor: every statement of one real request
run again by the bare driver, the same context drawn by the same template, gzip 4; no session, no sight, no sealed
value opened, no object made of a row. `/family/?opened=1`: the same, and every sealed value of the page opened.
"""

import gzip
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from flask import Flask, Response, request
from jinja2 import Template
from sqlalchemy import event

from bench.visitors import COOKIE
from portal import i18n
from portal.app import create_app
from portal.security.encryption import Keyring
from portal.settings import Settings

PAGE, TEMPLATE = "/family/", "family/home/show.html"
BARE_BYTES = 10_000


@dataclass
class Recording:
    """What one real request did."""

    statements: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)
    context: dict[str, Any] = field(default_factory=dict)
    keys: list[tuple[Any, ...]] = field(default_factory=list)
    opened: list[tuple[Any, ...]] = field(default_factory=list)
    rendering: str = ""
    body: bytes = b""


def recorded(app: Flask, cookie: str) -> Recording:
    """Ask for the page once, and write down what it reads, opens and draws."""
    noted = Recording()
    engine = app.extensions["nod.database"].engine

    def statement(_connection: object, _cursor: object, text: str, values: Any, *_rest: object) -> None:
        if text.startswith("SELECT"):
            noted.statements.append((text, tuple(values)))

    def draw(template: Template, *args: Any, **context: Any) -> str:
        if template.name == TEMPLATE:
            noted.context, noted.rendering = dict(*args, **context), i18n.rendering()
        return real_render(template, *args, **context)

    real_render = Template.render
    with ExitStack() as patches:
        patches.enter_context(patch.object(Template, "render", draw))
        for name, into in (("add", noted.keys), ("open", noted.opened)):
            patches.enter_context(patch.object(Keyring, name, watched(getattr(Keyring, name), into)))
        event.listen(engine, "before_cursor_execute", statement)
        answer = app.test_client(use_cookies=False).get(PAGE, headers={"Cookie": cookie, "Host": "127.0.0.1"})
        event.remove(engine, "before_cursor_execute", statement)
    noted.body = answer.get_data()
    if answer.status_code != 200 or not (noted.statements and noted.context and noted.opened):
        raise RuntimeError(f"the page answered {answer.status_code}; nothing to measure against")
    return noted


def watched(method: Callable[..., Any], into: list[tuple[Any, ...]]) -> Callable[..., Any]:
    """Return a method that writes its arguments down."""

    def note(ring: Keyring, *args: Any) -> Any:
        into.append(args)
        return method(ring, *args)

    return note


class Floor:
    """The recorded page, done again by the least means."""

    def __init__(self, app: Flask, settings: Settings, noted: Recording) -> None:
        self.noted = noted
        self.path = settings.database_url.removeprefix("sqlite:///")
        self.master = app.extensions["nod.database"].master
        self.template = app.extensions["nod.renderings"][noted.rendering].get_template(TEMPLATE)
        self.context = noted.context | {"csrf_token": lambda: "x" * 91}
        self.threads = threading.local()

    def rows(self) -> None:
        """Read every row of the page, in one transaction."""
        if not hasattr(self.threads, "connection"):
            self.threads.connection = sqlite3.connect(self.path, isolation_level=None)
        run = self.threads.connection.execute
        run("BEGIN")
        for text, values in self.noted.statements:
            run(text, values).fetchall()
        run("ROLLBACK")

    def opened(self) -> None:
        """Open every sealed value of the page."""
        ring = Keyring(self.master)
        for arguments in self.noted.keys:
            ring.add(*arguments)
        for arguments in self.noted.opened:
            ring.open(*arguments)

    def __call__(self) -> Response:
        """Answer with the page."""
        self.rows()
        if "opened" in request.args:
            self.opened()
        language, _, young = self.noted.rendering.partition("-")
        i18n.write_in(language, young=bool(young))
        body = gzip.compress(self.template.render(self.context).encode(), compresslevel=4, mtime=0)
        return Response(body, mimetype="text/html", headers={"Content-Encoding": "gzip", "Cache-Control": "no-store"})


def page_floor() -> Flask:
    """Return the application with nothing left around its home, and the floor in place of it."""
    settings = Settings()
    noted = recorded(create_app(settings), os.environ[COOKIE])
    app = create_app(settings)
    for hooks in (app.before_request_funcs, app.after_request_funcs, app.teardown_request_funcs):
        hooks.clear()
    floor = Floor(app, settings, noted)
    app.view_functions["family.home.show"] = floor
    return app


def bare_floor() -> Flask:
    """Return the least application that Flask can be."""
    app = Flask("bare")
    body = "x" * BARE_BYTES

    @app.get("/bare")
    def bare() -> str:
        return body

    return app


floor_app, bare_app = page_floor(), bare_floor()


def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Hand a request to one of the two; what a web server loads."""
    return Flask.wsgi_app(bare_app if environ["PATH_INFO"] == "/bare" else floor_app, environ, start_response)
