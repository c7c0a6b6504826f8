"""Who may import whom, and what a browser makes of every page."""

import subprocess
import sys
from pathlib import Path

import html5lib
import pytest

from tests.architecture.places import places
from tests.support.checks import header_faults

ROOT = Path(__file__).resolve().parents[2]
READERS = ("", "sian@demo.example", "elin", "grace@demo.example", "beth@demo.example", "admin@demo.example")
SIGNS_OUT = {"public.exit", "public.sign_out"}


def test_every_import_keeps_to_the_contracts():
    program = [sys.executable, "-c", "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout[-2000:]
    assert "0 broken" in done.stdout


@pytest.mark.parametrize("name", READERS, ids=lambda name: name or "nobody")
def test_a_browser_has_nothing_to_mend_in_any_page(demo_visit, demo_app, name):
    """Every tag is closed and stands where it may; what cannot be parsed without mending is read differently."""
    browser, wrong = demo_visit(name) if name else demo_visit(), []
    for place in places(demo_app):
        if place.method != "GET" or place.endpoint in SIGNS_OUT:
            continue
        answer = browser.fetch("GET", place.path)
        wrong += [
            (place.path, fault) for fault in header_faults(answer.headers, is_html=answer.mimetype == "text/html")
        ]
        if answer.mimetype == "text/html" and answer.data:
            parser = html5lib.HTMLParser()
            parser.parse(answer.get_data(as_text=True))
            wrong += [(place.path, position, code) for position, code, _more in parser.errors]
    assert wrong == []
