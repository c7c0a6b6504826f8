"""The pages that are read most, beside what the same server does at the least."""

import http.client
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message

from bench.load import HOST, get
from bench.report import Figure, Report
from bench.rounds import Rounds, Target, interleaved
from bench.servers import CORES, Server
from bench.visitors import Visitor

HOME, CASELOAD = "/family/", "/worker/"


@dataclass(frozen=True)
class Answer:
    """One answer, read."""

    status: int
    headers: Message
    body: bytes


def answer_to(server: Server, visitor: Visitor, path: str, **headers: str) -> Answer:
    """Return the answer to one request."""
    line = http.client.HTTPConnection(HOST, server.port, timeout=30)
    line.request("GET", path, headers={"Cookie": visitor.cookie, **headers})
    answer = line.getresponse()
    body = answer.read()
    line.close()
    return Answer(answer.status, answer.headers, body)


def unchanged(server: Server, visitor: Visitor) -> Target | None:
    """Return the request for a home that has not changed, if the application can answer that it has not."""
    tag = answer_to(server, visitor, HOME).headers["ETag"]
    if not tag or answer_to(server, visitor, HOME, **{"If-None-Match": tag}).status != 304:
        return None
    return Target(server, [visitor.get(HOME, If_None_Match=tag)], (304,))


def measure(
    report: Report, servers: Mapping[str, Server], parent: Visitor, keyworker: Visitor, *, rounds: int, seconds: float
) -> None:
    """Load pages and floors in turn and compare them."""
    sqlite, floors = servers["sqlite"], servers["floors"]
    targets = {
        "bare": Target(floors, [get("/bare")]),
        "driver": Target(floors, [parent.get(HOME)]),
        "opened": Target(floors, [parent.get(HOME + "?opened=1")]),
        "home": Target(sqlite, [parent.get(HOME)]),
        "caseload": Target(sqlite, [keyworker.get(CASELOAD)]),
        "postgresql": Target(servers["postgresql"], [parent.get(HOME)]),
    }
    if same := unchanged(sqlite, parent):
        targets["unchanged"] = same
    found = interleaved(targets, rounds, seconds)
    report.add(*_ratios(found), *_shape(found))


def _ratios(found: Mapping[str, Rounds]) -> list[Figure]:
    bare, driver, home = found["bare"], found["driver"], found["home"]
    opened, caseload, other = found["opened"], found["caseload"], found["postgresql"]
    return [
        Figure(
            "family home ÷ driver floor, requests/s",
            home.rate_beside(driver),
            least=0.7,
            beside=f"{home.processor_beside(driver)}\nhome: {home}\ndriver floor: {driver}\n"
            f"driver floor that opens every sealed value: {opened}; home ÷ that {home.rate_beside(opened):.2f}",
        ),
        _beside_bare("family home", home, bare, 0.12),
        _beside_bare("caseload of 20 families", caseload, bare, 0.06),
        _beside_bare("unchanged home (304)", found.get("unchanged"), bare, 0.5),
        Figure(
            "home on PostgreSQL ÷ on SQLite, requests/s",
            other.rate_beside(home),
            least=0.4,
            beside=f"on PostgreSQL: {other}, its own server among them",
        ),
    ]


def _beside_bare(name: str, page: Rounds | None, bare: Rounds, least: float) -> Figure:
    if page is None:
        return Figure(f"{name} ÷ bare, requests/s", None, least=least)
    beside = f"{page.processor_beside(bare)}\n{name}: {page}\nbare: {bare}"
    return Figure(f"{name} ÷ bare, requests/s", page.rate_beside(bare), least=least, beside=beside)


def _shape(found: Mapping[str, Rounds]) -> list[Figure]:
    home = found["home"]
    worst = min(one.cores for one in home.rounds)
    others = home.middle(lambda one: one.others)
    return [
        Figure(
            "cores used in the worst round ÷ workers, home",
            worst / CORES,
            least=0.85,
            beside=f"{worst:.2f} of {CORES}; other programs used {others:.2f} meanwhile (median)",
        ),
        Figure(
            "p99 ÷ p50 of home at 16 connections",
            home.middle(lambda one: one.outcome.percentile(0.99) / one.outcome.percentile(0.5)),
            most=3,
        ),
    ]
