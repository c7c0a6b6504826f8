"""A real browser and server: one Chromium and one address for the whole run, a clean profile for each use."""

import os
import shutil
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from tests.support.visits import Visits

FLAGS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--no-first-run",
]
PHONE = {
    "viewport": {"width": 360, "height": 800},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}
DESK = {"viewport": {"width": 1280, "height": 900}}

WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
Open = Callable[..., Page]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the pictures of the README be drawn again."""
    parser.addoption("--screenshots", action="store_true", help="write docs/screenshots anew")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give what a real browser does two more tries; the run names each that needed them."""
    for item in items:
        if {"chromium", "webkit_driver"}.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.flaky(reruns=2))


class Quiet(WSGIRequestHandler):
    """Serves without a line in the log for each request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


class Address:
    """One port for the whole run; which application answers there changes from test to test."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.app: WsgiApp = nobody_home
        self._answering = 0
        self._changed = threading.Condition()
        self._server: BaseWSGIServer = make_server("127.0.0.1", 0, self._answer, threaded=True, request_handler=Quiet)
        if tls:  # each connection shakes hands in a thread of its own: browsers open some that they say nothing on
            self._server.ssl_context = tls
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self._server.server_port}"
        self._thread.start()

    def _answer(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Pass the answer on, and let go of its file even when the browser leaves half-way (werkzeug would not)."""
        with self._changed:
            self._answering += 1
            app = self.app
        try:
            body = app(environ, start_response)
            try:
                yield from body
            finally:
                if hasattr(body, "close"):
                    body.close()
        finally:
            with self._changed:
                self._answering -= 1
                self._changed.notify_all()

    def clear(self) -> None:
        """Serve nothing more, and wait for the answers under way: a browser that is gone does not end them."""
        with self._changed:
            self.app = nobody_home
            assert self._changed.wait_for(lambda: self._answering == 0, timeout=30), "an answer goes on and on"

    def close(self) -> None:
        """Stop answering."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def nobody_home(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer a request that comes when no test is being served."""
    start_response("503 Service Unavailable", [("Content-Type", "text/plain")])
    return [environ["PATH_INFO"].encode()]


@pytest.fixture(scope="session")
def address() -> Iterator[Address]:
    """Where pages are served; `address.url` stays the same for the whole run."""
    here = Address()
    yield here
    here.close()


@pytest.fixture
def serve(address: Address) -> Iterator[Callable[[WsgiApp], str]]:
    """Serve an application until the test ends: `url = serve(create_app(settings))`."""

    def put(app: WsgiApp) -> str:
        address.app = app
        return address.url

    yield put
    address.clear()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The driver."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """This machine's own Chromium."""
    browser = playwright.chromium.launch(executable_path=chromium_path(), args=flags())
    yield browser
    browser.close()


def chromium_path() -> str:
    """Where this machine's Chromium is."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.fail("Chromium is missing: apt-get install chromium (`make test` does it as root)")
    return path


def flags() -> list[str]:
    """What Chromium is started with."""
    return [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS


@pytest.fixture
def visits(chromium: Browser, address: Address) -> Iterator[Visits]:
    """Every browser this test opens; their consoles must be clean and their requests ours when it ends."""
    opened = Visits(chromium, address.url)
    yield opened
    opened.close()
    assert opened.faults == []


@pytest.fixture
def phone(visits: Visits) -> Open:
    """Open a phone: `page = phone("cy")`; each call is another phone.

    Keywords: dark, forced_colours, narrow (320 px), still (no motion), javascript, may_leave_for (the
    beginning of an address elsewhere that the test expects to be sent to), and what playwright takes.
    """
    return lambda language="en", **wishes: visits.open(language, **(PHONE | wishes))


@pytest.fixture
def desk(visits: Visits) -> Open:
    """Open a browser at a desk, with the keywords of `phone`."""
    return lambda language="en", **wishes: visits.open(language, **(DESK | wishes))
