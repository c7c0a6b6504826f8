"""The council's own sign-in, run for the tests: a certified OpenID Connect provider in a process of its own."""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode, urljoin

import pytest
import requests
from bs4 import BeautifulSoup

PROGRAM = Path(__file__).with_name("provider.mjs")
BACK = "https://nod.example/worker/sign-in/sso/back"
CLIENT_SECRET = "a-secret-of-the-tests-alone-0123456789"


class CouncilSignIn:
    """Where workers type who they are; `go` does what their browser does there."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer

    def go(self, address: str, browser: requests.Session | None = None, **claims: str) -> str:
        """Follow Nod's redirect, sign in as someone with these claims, agree, and return where that leads back to.

        Without claims nobody signs in: only a `browser` that is known there from before is led back.
        """
        browser = browser or requests.Session()
        answer = browser.get(address, allow_redirects=False, timeout=10)
        for _ in range(12):
            if where := answer.headers.get("Location"):
                where = urljoin(answer.url, where)
                if where.startswith(BACK):
                    return where
                answer = browser.get(where, allow_redirects=False, timeout=10)
                continue
            form = BeautifulSoup(answer.text, "html.parser").select_one("form")
            assert form is not None, answer.text
            typed = {str(field["name"]): str(field.get("value", "")) for field in form.select("input[name]")}
            if "login" in typed:
                if not claims:
                    return ""
                typed |= {"login": urlencode(claims), "password": "anything"}
            answer = browser.post(str(form["action"]), data=typed, allow_redirects=False, timeout=10)
        raise AssertionError(f"the provider led nowhere: {answer.url}")


@pytest.fixture(scope="session")
def council_sign_in() -> Iterator[CouncilSignIn]:
    """A provider that knows Nod and lets in whoever says who they are."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    node = shutil.which("node") or pytest.fail("node is missing: `make test` installs it as root on Debian")
    program = [node, str(PROGRAM), str(port), BACK]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as provider:
        assert provider.stdout is not None
        assert provider.stdout.readline() == "ready\n"
        yield CouncilSignIn(f"http://127.0.0.1:{port}")
        provider.terminate()
