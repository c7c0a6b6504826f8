"""No word on any page is left in one language: read in a catalogue that answers in capitals, none is quiet."""

import re
from functools import cache

import polib
import pytest
from babel import Locale
from sqlalchemy import select

from portal import i18n
from portal.app import create_app
from portal.database import session_of
from portal.models import Agency, Household, Person, Worker
from portal.security.keys import learn_key
from tests.architecture.places import places
from tests.support.visitors import Visit

PLACEHOLDER = re.compile(r"(%\(\w+\)[sd]|</?\w+>)")
WORD = re.compile(r"[^\W\d_]{2,}")
NAMES = {"nod", "english", "cymraeg", "nhs", "meic", "childline", "samaritans", "px", "en", "cy", "abcd", "efgh",
         "cyngor", "mabinogion", "chrome", "android"}  # fmt: skip
"""What is called the same in every language, the council as its settings name it, the browser of the tests."""
READERS = ("sian@demo.example", "elin", "grace@demo.example", "beth@demo.example", "asha@demo.example",
           "admin@demo.example")  # fmt: skip
SKIPPED = {"public.exit", "public.gallery", "public.demo", "public.service_worker", "public.offline", "public.manifest",
           "public.health", "public.ready", "worker.scores_csv.download",
           "worker.share.paper"}  # fmt: skip
"""The offline page is in both languages at once; the gallery shows sample words; a table for a spreadsheet marks
nobody’s words (tests/worker/test_scores_csv.py reads its own), nor does a paper, which says what its page says;
the rest is for machines."""


@pytest.fixture(scope="module")
def shouting(tmp_path_factory):
    """A folder of catalogues whose Welsh is the English in capitals."""
    folder = tmp_path_factory.mktemp("shouting")
    catalogue = polib.pofile(str(i18n.CATALOGUES / "messages.pot"))
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Language": "cy",
        "Plural-Forms": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5);",
    }
    for entry in catalogue:
        if entry.msgid_plural:
            entry.msgstr_plural = {form: loud(entry.msgid if form == 1 else entry.msgid_plural) for form in range(6)}
        else:
            entry.msgstr = loud(entry.msgid)
    home = folder / "cy" / "LC_MESSAGES"
    home.mkdir(parents=True)
    catalogue.save(str(home / "messages.po"))
    polib.POFile().save(str(home / "young.po"))
    return folder


def loud(text: str) -> str:
    return "".join(part if PLACEHOLDER.fullmatch(part) else part.upper() for part in PLACEHOLDER.split(text))


@pytest.fixture(scope="module")
def shouting_app(shouting, demo_app):
    """The demo's application, answering in capitals."""
    quiet = i18n.CATALOGUES
    i18n.CATALOGUES = shouting
    i18n.catalogue.cache_clear()
    app = create_app(demo_app.extensions["nod.settings"])
    yield app
    app.extensions["nod.database"].close()
    i18n.CATALOGUES = quiet
    i18n.catalogue.cache_clear()


@pytest.mark.parametrize("name", READERS)
def test_no_word_is_left_in_one_language(shouting_app, names, name):
    visit = Visit(shouting_app)
    reader, quiet = visit(name, language="cy"), []
    reader.get("/?lang=cy")
    for place in places(shouting_app):
        if place.method != "GET" or place.endpoint in SKIPPED:
            continue
        page = reader.get(place.path)
        for typed_by_people in page.html.select("[translate=no], textarea"):
            typed_by_people.decompose()
        quiet += [(place.path, word) for word in WORD.findall(" ".join(page.words)) if is_quiet(word, names)]
    assert " ".join(sorted({word for _, word in quiet})) == "", quiet[:20]


def is_quiet(word: str, names: set[str]) -> bool:
    """Say whether a word was never translated; what the calendar says comes from Babel, not from the catalogue."""
    return word != word.upper() and word.casefold() not in NAMES | names | calendar()


@pytest.fixture(scope="module")
def names(demo_app):
    """The names of people, homes and services of the demo: they stand inside sentences and choices."""
    texts: list[str] = []
    with session_of(demo_app.extensions["nod.database"]) as db:
        for person in db.scalars(select(Person)):
            learn_key(db, person.family_id)
            texts += [person.first_name, person.last_name, person.known_as]
        texts += [home.name for home in db.scalars(select(Household))]
        texts += [f"{worker.first_name} {worker.last_name}" for worker in db.scalars(select(Worker))]
        texts += db.scalars(select(Agency.name)).all()
    return {word.casefold() for text in texts for word in WORD.findall(text)}


@cache
def calendar() -> set[str]:
    welsh = Locale("cy")
    words = [word for width in ("wide", "abbreviated") for word in welsh.months["format"][width].values()]
    words += [word for width in ("wide", "narrow") for word in welsh.days["format"][width].values()]
    words += [*welsh.languages.values(), "ymhen diwrnod deuddydd wythnos pythefnos mis misoedd blwyddyn yn ôl a ac"]
    return {part.casefold() for word in words for part in WORD.findall(word)}
