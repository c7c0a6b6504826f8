"""What a browser's history says of a family's page: the place, and no name of a person, a home or a service."""

import pytest
from sqlalchemy import select

from portal.database import session_of
from portal.models import Agency, Household, Person, Worker
from portal.security.keys import learn_key
from tests.browser import places

NAMING = ("keyworker", "gweithiwr", "social", "cymdeithasol", "council", "cyngor", "child", "plentyn", "plant",
          "school", "ysgol", "abuse", "camdrin")  # fmt: skip

OUR_WORDS = {"beth", "home"}
"""Names in the demo that are words of ours as well: Welsh for *what*, and the first page."""


@pytest.fixture(scope="module")
def names(demo_app):
    """Every name that the demo has."""
    found = set()
    with session_of(demo_app.extensions["nod.database"]) as db:
        for person in db.scalars(select(Person)):
            learn_key(db, person.family_id)
            found |= {person.first_name, person.last_name, person.known_as}
        found |= {home.name for home in db.scalars(select(Household))}
        found |= {name for worker in db.scalars(select(Worker)) for name in (worker.first_name, worker.last_name)}
        found |= set(db.scalars(select(Agency.name)))
    return {name.casefold() for name in found if name} - OUR_WORDS


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("who", ["sian@demo.example", "elin", "grace@demo.example"])
def test_no_title_names_anyone_or_any_service(demo_app, demo_visit, names, who, language):
    browser = demo_visit(who)
    browser.get("/", lang=language)
    titles = {path: browser.get(path).title for path in (*places.of_someone(demo_app, who), "/leaving", "/help-now")}

    assert {title.rpartition(" – ")[2] for title in titles.values()} == {"Nod"}
    for title in titles.values():
        words = title.casefold().removesuffix(" – nod").split()
        assert [word for word in words if word in names] == []
        assert [word for word in NAMING if word in title.casefold()] == []


def test_the_app_on_a_home_screen_is_called_nod_and_says_nothing_more(demo_visit):
    for language in ("en", "cy"):
        manifest = demo_visit().fetch("GET", f"/manifest.webmanifest?lang={language}").get_data(as_text=True).casefold()
        assert '"name": "nod"' in manifest
        assert [word for word in (*NAMING, "family", "teulu") if word in manifest] == []
