"""The matrix: every address × method × actor × family × what was said on sharing, each answer as the oracle has it.

What one may not know of is answered with the bytes and headers of what never was.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from zlib import crc32

import pytest
import time_machine

from portal import logs
from portal.database import Database
from tests.support.asking import Answer, Asker
from tests.support.cells import Cell, cells
from tests.support.county import OURS, County, settle
from tests.support.sight import ACTORS, LEADS_ON, NOBODY, STATES, audience

AT_LEAST = {"sqlite": 2_500, "postgresql": 250}
"""Answers for each of the four states: 10,000 in all on SQLite, a sample on PostgreSQL."""
EVERY = {"sqlite": 2, "postgresql": 18}
"""A combination has its turn in two of the four states on SQLite; what the states are about, in each."""
NOON = datetime(2026, 6, 15, 11, tzinfo=UTC)
ALIKE = ("sign_out_device", "remove_passkey", "passkeys.remove", "openings.tell")
"""Asked of what is one's own, or of nothing, the answer is the same: these lead to a list."""
ASKING_ODDLY = frozenset({"anonymous", "mother", "keyworker", "partner"})
FEW = NOBODY | {"gone", "late", "stranger"}
"""Who is shut out whatever stands there: tried with one thing of each family."""


@pytest.mark.slow
@pytest.mark.parametrize("state", STATES)
def test_every_answer_is_the_oracles_and_what_is_hidden_never_was(app, database, engine_name, figure, state):
    logs.set_up("ERROR")
    county = said(database, state)
    with time_machine.travel(NOON.replace(hour=13), tick=False):
        askers = {actor: Asker(app, county, actor) for actor in ACTORS}
        rules = sorted((rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"), key=str)
        addresses = list(cells(app.url_map.bind("nod.example"), rules, county))
        before, wrong, asked = county.rows(), [], 0
        for actor, method, cell in combined(addresses, state):
            if not has_turn(actor, cell, state, EVERY[engine_name]):
                continue
            asked += 1
            wrong += faults(askers[actor], actor, method, cell, state)
        after = county.rows()
    assert (wrong[:30], len(wrong)) == ([], 0)
    assert [name for name in before if before[name] != after[name]] == []
    figure(f"answers of the matrix, {engine_name}", asked, AT_LEAST[engine_name])


def said(database: Database, state: str) -> County:
    """Settle the county and let its people decide."""
    with time_machine.travel(NOON):
        county = settle(database)
        county.say(state)
    return county


def combined(addresses: list[Cell], state: str) -> Iterator[tuple[str, str, Cell]]:
    """Yield every combination of rule, method, actor and family, and among its things another share in each state.

    The partner, whom the state is about, is tried with every thing each time.
    """
    same: Counter[tuple[str, ...]] = Counter()
    for cell in addresses:
        family = cell.thing.family if cell.thing else ""
        alike = (cell.endpoint, *sorted(cell.methods), family)
        number, same[alike] = same[alike], same[alike] + 1
        shares = len(STATES) if family in {"", OURS} else 3 * len(STATES)
        is_turn = number % shares == STATES.index(state)
        for actor in ACTORS:
            is_about = actor == "partner" and family == OURS
            if number == 0 or (actor not in FEW and (is_turn or is_about)):
                yield from ((actor, method, cell) for method in ("GET", "POST") if method in cell.methods)
            if number == 0 and family in {"", OURS} and state == "given":
                yield from ((actor, method, cell) for method in others(actor, cell))


def has_turn(actor: str, cell: Cell, state: str, every: int) -> bool:
    """Say whether this is tried now: the answers are shared out over the states, for few of them hang on one."""
    family = cell.thing.family if cell.thing else ""
    if every == EVERY["sqlite"] and actor == "partner" and family == OURS:
        return True
    where = f"{actor} {cell.endpoint} {family}"
    return (crc32(where.encode()) + STATES.index(state)) % every == 0


def others(actor: str, cell: Cell) -> tuple[str, ...]:
    """Return the methods beside GET and POST; those that no page takes are tried by a few, for all hear the same."""
    not_taken = ("PUT", "PATCH", "DELETE", *({"POST"} - cell.methods)) if actor in ASKING_ODDLY else ()
    return ("HEAD", "OPTIONS", *not_taken)


def faults(asker: Asker, actor: str, method: str, cell: Cell, state: str) -> Iterator[str]:
    """Ask, and yield what is not as the oracle has it."""
    is_open = actor in audience(cell.endpoint) and (cell.thing is None or cell.thing.seen_by(actor, state))
    there = asker.ask(method, cell, is_open=is_open)
    never = asker.never(method, cell, is_open=is_open)
    case = f"{actor}: {method} {cell}: {there.status}, where nothing is {never.status}"
    if is_open and method in cell.methods - {"OPTIONS"}:
        is_told = cell.thing is None or there != never or cell.endpoint.endswith(ALIKE)
        is_led_on = there.status == 303 and cell.endpoint.startswith(LEADS_ON)
        if not (there.is_let_in or is_led_on) or not is_told:
            yield f"{case}; it should be open"
    elif there != never:
        yield f"{case}; it should be as if it never was"
    elif not there.is_shut and there != shut(asker, actor, method, cell):
        yield f"{case}; it should be shut"


def shut(asker: Asker, actor: str, method: str, cell: Cell) -> Answer | None:
    """Return the one answer to what is shut, if there is but one: of what is one's own there are others."""
    if cell.endpoint.endswith(ALIKE) and actor in audience(cell.endpoint):
        return asker.never(method, cell, is_open=False)
    return asker.nowhere(method)
