"""Lighthouse gives full marks for accessibility and best practices on the five pages that matter most."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.browser.places import kind_of
from tests.support.browser import chromium_path

pytestmark = pytest.mark.slow

PROGRAM = Path(__file__).with_name("lighthouse.mjs")
PAGES = {
    "sian@demo.example": ("family.home.show", "family.goals.index", "family.goals.score", "family.sharing.index"),
    "beth@demo.example": ("worker.caseload.index",),
}


@pytest.mark.parametrize("name", list(PAGES))
def test_the_pages_that_matter_most_get_full_marks(as_someone, phone, shown_app, shown_places, address, figure, name):
    page = as_someone(phone(), name)
    kinds = {kind_of(shown_app, path): path for path in reversed(shown_places[name])}
    urls = [f"{address.url}{kinds[kind]}" for kind in PAGES[name]]

    found = marks("; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies()), urls)

    for url, said in found.items():
        figure(f"Lighthouse, {url.removeprefix(address.url)}: {said['accessibility']}, {said['best-practices']}")
    assert {url: said["shown"] for url, said in found.items()} == {url: url for url in urls}
    assert {url: said["faults"] for url, said in found.items() if said["accessibility"] < 1} == {}
    assert {url: said["faults"] for url, said in found.items() if said["best-practices"] < 1} == {}


def marks(cookie: str, urls: list[str]) -> dict[str, dict]:
    """What Lighthouse says of each page, read by whoever holds the cookies."""
    command = ["node", str(PROGRAM), chromium_path(), cookie, *urls]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=180, cwd=PROGRAM.parents[2])
    return json.loads(done.stdout)
