"""Canaries: a mark in every sensitive column; what someone can fetch bears only marks that are theirs to read."""

from collections.abc import Iterator

import pytest

from portal import logs
from portal.database import session_of
from portal.jobs.notices import deliver
from portal.jobs.senders import FileSender
from portal.models.words import ConsentStatus, InfoKind
from tests.support.asking import Answer, Asker
from tests.support.canaries import AUDIENCE, CODED, MARK, OPEN_TEXT, Mark, plant, sealed_columns
from tests.support.cells import Cell, cells
from tests.support.county import OURS, WHOLE, County, settle
from tests.support.sight import ACTORS, AT_HOME, NOBODY, audience
from tests.support.visitors import HTMX

AT_LEAST = {"given": 2_000, "lapsed": 100, "none": 100}
EVERY = {"sqlite": 1, "postgresql": 6}
"""All on SQLite, a sample on PostgreSQL."""
ALSO = {"lapsed": ("partner", "father"), "none": ("partner", "administrator", "anonymous")}
"""Who is tried in the states where little differs."""
SHUT_OUT = NOBODY | {"administrator", "gone", "late"}
LEFT_OUT = {"public.exit", "public.sign_out", "public.join"}
"""Two sign out; the third greets by name whoever holds the paper with the code, and nobody here does."""


def test_every_sensitive_column_has_an_audience_and_no_other_is_named():
    sealed = {f"{model.__tablename__}.{name}" for model, names in sealed_columns().items() for name in names}

    assert sealed | OPEN_TEXT == set(AUDIENCE)


@pytest.mark.slow
@pytest.mark.parametrize("state", AT_LEAST)
def test_nobody_can_fetch_a_mark_that_is_not_theirs_to_read(app, database, engine_name, figure, capfd, state):
    logs.set_up("INFO")
    county, marks = marked(database, state)
    askers = {actor: Asker(app, county, actor) for actor in ALSO.get(state, ACTORS)}
    crawled, bodies, found = everything(app, county)[:: EVERY[engine_name]], 0, set()
    wrong: set[tuple[str, str, Mark]] = set()
    for actor, asker in askers.items():
        for where, answer in fetched(asker, actor, crawled):
            bodies += 1
            here = {marks[one] for one in MARK.findall((answer.body + repr(answer.headers).encode()).lower())}
            found |= here
            wrong |= {(actor, where, mark) for mark in here if not AUDIENCE[mark.column](mark, actor, state)}
    said = capfd.readouterr()
    assert sorted(wrong, key=str)[:30] == []
    assert MARK.findall((said.out + said.err).encode()) == []
    figure(f"bodies searched for canaries, {engine_name}", bodies, AT_LEAST[state] // EVERY[engine_name])
    if state == "given" and engine_name == "sqlite":
        assert sorted(set(AUDIENCE) - CODED - {mark.column for mark in found}) == []  # the search finds what there is


def marked(database, state: str) -> tuple[County, dict[bytes, Mark]]:
    """Settle the county, let its people decide, one of them on a part only, and put the marks in."""
    county = settle(database)
    county.say(state)
    make, mother = county.makers[OURS], county.ours.people["mother"]
    asked = make.question(mother, county.ours.agencies[WHOLE], kind=InfoKind.HEALTH)
    make.decision(asked, ConsentStatus.PART, part="Some")
    return county, plant(county)


def everything(app, county: County) -> list[Cell]:
    """Return every address that can be opened, all of `ours` and some of the other families'."""
    rules = sorted((rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"), key=str)
    found = [cell for cell in cells(app.url_map.bind("nod.example"), rules, county) if "GET" in cell.methods]
    away = [cell for cell in found if cell.endpoint not in LEFT_OUT]
    return [cell for number, cell in enumerate(away) if not cell.thing or cell.thing.family == OURS or number % 9 == 0]


def fetched(asker: Asker, actor: str, crawled: list[Cell]) -> Iterator[tuple[str, Answer]]:
    """Open each address; where one may come also what htmx gets, and the form drawn again."""
    for number, cell in enumerate(crawled):
        if actor in SHUT_OUT and number % 5:
            continue
        yield f"GET {cell}", asker.fetch("GET", cell.path)
        if actor in audience(cell.endpoint) and number % 3 == 0:
            yield f"htmx {cell}", asker.fetch("GET", cell.path, more=HTMX)
        if actor in audience(cell.endpoint) and "POST" in cell.methods and number % 2 == 0:
            yield f"POST {cell}", asker.fetch("POST", cell.path, is_open=True)


def test_a_notice_bears_no_mark_but_the_address_it_goes_to(database, tmp_path, figure, engine_name):
    county, marks = marked(database, "given")

    with session_of(database) as db:
        deliver(db, FileSender(tmp_path / "out"), "https://nod.example")
    keyworkers = {house.family.keyworker.name for house in county.houses.values()}
    letters = [letter.read_bytes() for letter in (tmp_path / "out").iterdir()]
    for letter in letters:
        address, _, rest = letter.partition(b"\n")
        assert MARK.findall(rest) == []
        for to in MARK.findall(address):
            assert (marks[to].column, marks[to].whose in AT_HOME) == ("person.email", True)
        assert MARK.search(address) or any(name.encode() in address for name in keyworkers)
    figure(f"notices searched for canaries, {engine_name}", len(letters), 10)
    assert county.ours.family.ref.encode() in marks
