"""What the first moments cost: starting a process, and a family's first visit."""

import json
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from os import environ
from statistics import median

from bench.pages import HOME, answer_to
from bench.report import Figure, Report
from bench.servers import Server
from bench.visitors import Visitor
from portal.settings import ROOT

HEAVY = ("weasyprint", "phonenumbers", "fhir", "opentelemetry", "pywebpush")
IMPORT = f"""
import json, sys, time
began, used = time.perf_counter(), time.process_time()
import wsgi
took = [time.perf_counter() - began, time.process_time() - used]
print(json.dumps([*took, sorted(name for name in sys.modules if name.startswith({HEAVY!r}))]))
"""
BROWSER = {"Accept-Encoding": "gzip, br", "Accept": "text/html,*/*;q=0.8"}


def imported(report: Report, environment: Mapping[str, str], *, times: int) -> None:
    """Load the application in fresh processes, as a web server does; the first only warms the disk."""
    took = []
    for _ in range(times + 1):
        done = subprocess.run(
            [sys.executable, "-c", IMPORT],
            cwd=ROOT,
            env={**environ, **environment},
            check=True,
            capture_output=True,
            text=True,
        )
        took.append(json.loads(done.stdout.splitlines()[-1]))
    wall, processor = (median(one[n] for one in took[1:]) for n in (0, 1))
    heavy = took[-1][2]
    report.add(
        Figure(
            "import of the application, warm, nothing heavy with it",
            wall,
            most=1.5,
            unit="s",
            beside=f"{processor:.2f} s of processor; heavy libraries: {', '.join(heavy) or 'none'}",
            also=not heavy,
        )
    )


class Named(HTMLParser):
    """Gathers what a page names and a browser fetches for it."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: dict[str, None] = {}
        """In order, once each."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the address of a style sheet, script, picture, sprite, icon or manifest."""
        values = dict(attrs)
        wanted = {"script": "src", "img": "src", "use": "href"}.get(tag)
        if tag == "link" and values.get("rel") in ("stylesheet", "icon", "manifest"):
            wanted = "href"
        if path := (values.get(wanted or "") or "").partition("#")[0]:
            self.paths[path] = None


def first_visit(report: Report, server: Server, visitor: Visitor) -> None:
    """Fetch the home and all it names; then the service worker and what that keeps and the page did not fetch."""
    page = answer_to(server, visitor, HOME)
    named = Named()
    named.feed(answer_to_text(server, visitor, HOME))
    worker = "/service-worker.js"
    later = [worker, *(path for path in _kept(answer_to_text(server, visitor, worker)) if path not in named.paths)]
    sizes = {path: _size(server, visitor, path) for path in (HOME, *named.paths, *later)}
    own = sum(size for path, size in sizes.items() if path not in later)
    outside = [path for path in sizes if not path.startswith("/")]
    assert page.status == 200
    report.add(
        Figure(
            "first visit of the home: everything, compressed, with heads",
            sum(sizes.values()) / 1000,
            most=40,
            unit="KB",
            beside="\n".join(
                f"{size:6,} {path}{' (after the page)' * (path in later)}" for path, size in sizes.items()
            ),
        ),
        Figure(
            "its requests, the service worker's too",
            len(sizes),
            most=8,
            beside=f"the page's own: {len(sizes) - len(later)}, {own / 1000:.1f} KB; to third parties: {len(outside)}",
            also=not outside,
        ),
    )


def _kept(script: str) -> Sequence[str]:
    """Return the addresses that a service worker fetches to keep: a list in it, and pages it asks for by name."""
    files = re.search(r"const FILES = (\[.*?\]);", script)
    pages = dict(re.findall(r'const (\w+) = "(/[^"]*)";', script))
    assert files
    return [*json.loads(files[1]), *(path for name, path in pages.items() if f"new Request({name}" in script)]


def answer_to_text(server: Server, visitor: Visitor, path: str) -> str:
    """Return what is at an address, uncompressed."""
    return answer_to(server, visitor, path).body.decode()


def _size(server: Server, visitor: Visitor, path: str) -> int:
    answer = answer_to(server, visitor, path, **BROWSER)
    head = sum(len(f"{name}: {said}\r\n") for name, said in answer.headers.items()) + len("HTTP/1.1 200 OK\r\n\r\n")
    return head + len(answer.body)
