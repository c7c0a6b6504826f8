"""A second engine beside Chromium: Debian's WebKit, driven by the W3C's WebDriver, on a screen that nobody sees.

Playwright's own WebKit is no package of Debian or Python; the library selenium brings a downloader of browsers along.
"""

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from tests.support.browser import Address, WsgiApp

PATIENCE = 10
BROWSER = "usr/lib/*/webkit*gtk-*/MiniBrowser"
SETTINGS = {
    "GDK_BACKEND": "x11",
    "GIO_USE_VFS": "local",
    "LIBGL_ALWAYS_SOFTWARE": "1",
    "NO_AT_BRIDGE": "1",
    "WEBKIT_SKIA_ENABLE_CPU_RENDERING": "1",
}
"""What keeps it from looking for a graphics card, a desktop and a screen reader that are not there."""
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""What the W3C calls an element in an answer."""

AT_REST = """
const [it] = arguments, moving = document.getAnimations().some((one) => one.playState === 'running')
it.scrollIntoView({block: 'center', behavior: 'instant'})
const {x, y, width, height} = it.getBoundingClientRect(), top = document.elementFromPoint(x + width / 2, y + height / 2)
return document.readyState === 'complete' && !moving && it.contains(top)
"""
"""Whether a press would reach an element: between two pages it is lost on the picture of the one before."""

Serve = Callable[[WsgiApp], str]


class NotNow(AssertionError):
    """What the driver refused; between two pages it refuses much."""


class WebKitPage:
    """One clean profile and the window of it that is looked at."""

    def __init__(self, driver: HTTPConnection, home: str) -> None:
        self._driver, self._home, self._session = driver, home, ""
        options = {"binary": str(browser_path()), "args": ["--automation"]}
        wishes = {"acceptInsecureCerts": True, "pageLoadStrategy": "none", "webkitgtk:browserOptions": options}
        begun = self._asks("POST", "", {"capabilities": {"alwaysMatch": wishes}})
        self._session = f"/{begun['sessionId']}"

    def _asks(self, method: str, what: str, said: dict[str, Any] | None = None) -> Any:
        body = None if method == "GET" else json.dumps(said or {})
        self._driver.request(method, f"/session{self._session}{what}", body, {"Content-Type": "application/json"})
        answer = json.loads(self._driver.getresponse().read())["value"]
        if isinstance(answer, dict) and "error" in answer:
            raise NotNow(f"WebKit, asked for {what or 'a window'}: {answer['error']}: {answer['message']}")
        return answer

    # --- Going

    def opens(self, path: str) -> None:
        """Go to an address, as one who types it."""
        self._goes("/url", {"url": path if ":" in path else self._home + path})

    def is_given(self, cookie: str, value: str) -> None:
        """Be signed in already, by the cookie that another browser got."""
        self.opens("/health")
        self._asks("POST", "/cookie", {"cookie": {"name": cookie, "value": value, "secure": True, "httpOnly": True}})

    def goes_back(self) -> None:
        """Press Back."""
        self._goes("/back")

    def goes_forward(self) -> None:
        """Press Forward."""
        self._goes("/forward")

    def refreshes(self) -> None:
        """Ask for the page again."""
        self._goes("/refresh")

    def goes_in_history(self, steps: int) -> None:
        """Take an entry out of the list of pages that the tab was at."""
        self._goes("/execute/sync", {"script": f"history.go({steps})", "args": []})

    def _goes(self, what: str, said: dict[str, Any] | None = None) -> None:
        """Ask for another page, and wait for it: the driver itself loses count where a page leads on to another."""
        mark = self.runs("return document.documentElement.dataset.mark = String(Math.random())")
        self._asks("POST", what, said)
        here = "return document.documentElement.dataset.mark != arguments[0] && document.readyState == 'complete'"
        self._waits(lambda: bool(self.runs(here, mark)), "no other page came")

    def opens_a_tab(self) -> str:
        """Open another tab and look at it; return the one that was looked at."""
        before = str(self._asks("GET", "/window"))
        self.looks_at(self._asks("POST", "/window/new", {"type": "tab"})["handle"])
        return before

    def looks_at(self, tab: str) -> None:
        """Look at a tab."""
        self._asks("POST", "/window", {"handle": tab})

    def leaves(self) -> None:
        """Close the browser; nothing of its profile stays."""
        self._asks("DELETE", "")

    # --- Acting and looking

    def presses(self, selector: str) -> None:
        """Press a link or a button, once it can be pressed."""

        def is_pressed() -> bool:
            there = self._finds(selector)
            if not self.runs(AT_REST, {ELEMENT: there}):
                return False
            self._asks("POST", f"/element/{there}/click")
            return True

        self._waits(is_pressed, f"not to be pressed: {selector}")

    def writes(self, selector: str, text: str) -> None:
        """Write into a box."""
        self._asks("POST", f"/element/{self._finds(selector)}/value", {"text": text})

    def runs(self, script: str, *given: str | dict[str, str]) -> Any:
        """Return what a script returns."""
        return self._asks("POST", "/execute/sync", {"script": script, "args": given})

    def waits_to_show(self, selector: str) -> None:
        """Wait until something is to be seen, and the page is whole."""
        seen = "return document.readyState == 'complete' && !!document.querySelector(arguments[0])?.checkVisibility()"
        self._waits(lambda: bool(self.runs(seen, selector)), f"not to be seen: {selector}")

    @property
    def path(self) -> str:
        """Where it is, whatever part of the page is asked for; an address elsewhere in full."""
        return str(self.runs("return location.href")).removeprefix(self._home).partition("#")[0]

    @property
    def source(self) -> str:
        """The page as it stands."""
        return str(self._asks("GET", "/source"))

    def waits_for(self, path: str) -> None:
        """Wait until it is somewhere, and the page is whole."""
        self._waits(
            lambda: self.path == path and self.runs("return document.readyState") == "complete",
            f"it should be at {path}",
        )

    def _finds(self, selector: str) -> str:
        found: list[Any] = []

        def is_there() -> bool:
            found[:] = self._asks("POST", "/elements", {"using": "css selector", "value": selector})
            return bool(found)

        self._waits(is_there, f"not there: {selector}")
        return str(found[0][ELEMENT])

    def _waits(self, happens: Callable[[], bool], what: str) -> None:
        until = time.monotonic() + PATIENCE
        while not self._does(happens):
            assert time.monotonic() < until, f"{what}; it is at {self.path}"
            time.sleep(0.05)

    def _does(self, happens: Callable[[], bool]) -> bool:
        try:
            return happens()
        except NotNow:
            return False


# --- The browser and its screen


def browser_path() -> Path:
    """Where this machine's WebKit is."""
    found = sorted(Path("/").glob(BROWSER))
    return found[-1] if found else pytest.fail(missing())


def missing() -> str:
    """Say what to do about it."""
    return "WebKit is missing: apt-get install webkit2gtk-driver xvfb (`make test` does it as root)"


@contextmanager
def running(*command: str, **settings: Any) -> Iterator[subprocess.Popen[str]]:
    """Run a program for as long as the block goes on."""
    program = shutil.which(command[0]) or pytest.fail(missing())
    with subprocess.Popen([program, *command[1:]], text=True, stderr=subprocess.DEVNULL, **settings) as process:
        try:
            yield process
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def webkit_driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HTTPConnection]:
    """The driver, beside a screen of its own; it starts a browser for each profile."""
    with ExitStack() as stack:
        screen = ("Xvfb", "-displayfd", "1", "-screen", "0", "1024x1400x24", "-nolisten", "tcp")
        shown = stack.enter_context(running(*screen, stdout=subprocess.PIPE))
        assert shown.stdout is not None
        home = str(tmp_path_factory.mktemp("webkit"))
        around = os.environ | SETTINGS | {"DISPLAY": f":{shown.stdout.readline().strip()}", "HOME": home}
        port = free_port()
        stack.enter_context(running("WebKitWebDriver", f"--port={port}", env=around, stdout=subprocess.DEVNULL))
        driver = stack.enter_context(closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE * 2)))
        yield answering(driver)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def answering(driver: HTTPConnection) -> HTTPConnection:
    """Wait until the driver takes a call."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            driver.connect()
        except ConnectionRefusedError:
            assert time.monotonic() < until, "WebKitWebDriver does not answer"
            time.sleep(0.05)
        else:
            return driver


@pytest.fixture
def webkit(webkit_driver: HTTPConnection, https_address: Address) -> Iterator[Callable[[WsgiApp], WebKitPage]]:
    """Open an application in a clean profile of WebKit: `page = webkit(app)`."""
    opened: list[WebKitPage] = []

    def put(app: WsgiApp) -> WebKitPage:
        https_address.app = app
        opened.append(WebKitPage(webkit_driver, https_address.url))
        return opened[-1]

    yield put
    for page in opened:
        page.leaves()
    https_address.clear()
