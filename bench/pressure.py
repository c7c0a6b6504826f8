"""What sign-ins do to everyone else, and what thousands of requests do to a process."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from itertools import cycle, islice
from statistics import median
from threading import Thread
from time import perf_counter

from bench.load import Outcome, arriving, ask, asked
from bench.report import Figure, Report
from bench.rounds import CONNECTIONS
from bench.servers import CORES, Server
from bench.visitors import Browsers, Visitor
from portal.demo import DEMO_PEOPLE, PASSWORD
from portal.models.words import Side
from portal.security import passwords

TIMES = 4
"""So many times what the hashes sustain."""
MIB_A_HASH = 64
AT_ONCE = 200
"""The most sign-ins that wait for an answer."""
STEADY = 0.03
"""What the allocator may still take in the second half: a kilobyte left by each of 5,000 requests would be 0.05."""
EVERY = 0.05
"""Seconds between two looks at the memory."""


def sustained(seconds: float) -> float:
    """Return how many passwords a second every core together can hash, with nobody made to wait for a turn."""
    counts = [0] * CORES
    until = perf_counter() + seconds

    def hash_on(core: int) -> None:
        while perf_counter() < until:
            passwords.HASHER.hash(PASSWORD)
            counts[core] += 1

    threads = [Thread(target=hash_on, args=(core,)) for core in range(CORES)]
    began = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (perf_counter() - began)


def sign_ins(report: Report, server: Server, browsers: Browsers, *, rounds: int, seconds: float) -> None:
    """Read homes alone, and then while sign-ins arrive, several times in turn."""
    home = browsers.named("sian@demo.example").get("/family/")
    names = [person.name for person in DEMO_PEOPLE if person.side is Side.FAMILY]
    stranger = browsers.stranger()
    tries = [stranger.post("/sign-in", name=name, password=PASSWORD) for name in names]
    ask(server.port, tries, seconds=seconds, connections=1, most=4 * CORES)  # what a first sign-in loads stays
    a_second = TIMES * sustained(min(seconds, 3))
    alone, among, came, most, before = [], [], Outcome(), 0.0, 0.0
    for _ in range(rounds):
        alone.append(ask(server.port, [home], seconds=seconds, connections=CONNECTIONS).percentile(0.95))
        before = sum(server.memory().values())
        pages, came, peak = asyncio.run(_both(server, home, tries, a_second, seconds))
        among.append(pages.percentile(0.95))
        most = max(most, peak - before)
    let_in = came.statuses[303]
    told = ", ".join(f"{count} answered {status}" for status, count in sorted(came.statuses.items()))
    report.add(
        Figure(
            f"page p95 while sign-ins arrive at {a_second:.0f}/s ÷ alone",
            median(among) / median(alone),
            most=3,
            beside=f"{median(alone):.0f} → {median(among):.0f} ms, home over {CONNECTIONS} connections\n"
            f"sign-ins: {told or 'none answered'}, {came.lost} turned away with {AT_ONCE} waiting; {let_in} let in",
            also=let_in > 0,
        ),
        Figure("memory that these sign-ins add", most, most=CORES * MIB_A_HASH, unit="MiB"),
    )


async def _both(
    server: Server, home: bytes, tries: Sequence[bytes], a_second: float, seconds: float
) -> tuple[Outcome, Outcome, float]:
    watching = asyncio.create_task(_peak(server))
    pages, came = await asyncio.gather(
        asked(server.port, cycle([home]), seconds=seconds, connections=CONNECTIONS),
        arriving(server.port, cycle(tries), a_second=a_second, seconds=seconds, at_once=AT_ONCE),
    )
    watching.cancel()
    return pages, came, await watching


async def _peak(server: Server) -> float:
    most = 0.0
    with suppress(asyncio.CancelledError):
        while True:
            most = max(most, sum(server.memory().values()))
            await asyncio.sleep(EVERY)
    return most


PLACES = {
    "sian@demo.example": ("", "next", "team", "goals", "", "sharing", "more"),
    "elin": ("", "goals"),
    "beth@demo.example": (
        "",
        "families/M1001/",
        "families/M1001/next",
        "families/M1001/sharing",
        "families/M1001/people",
    ),
}


def memory(report: Report, server: Server, browsers: Browsers, *, most: int) -> None:
    """Ask one process for so many pages of every kind."""
    requests = []
    for name, places in PLACES.items():
        side = "worker" if name.startswith("beth") else "family"
        visitor: Visitor = browsers.named(name)
        requests += [visitor.get(f"/{side}/{place}") for place in places]
    held = [_held(server)]
    for _ in range(2):
        outcome = ask(server.port, list(islice(cycle(requests), most // 2)), most=most // 2, seconds=300)
        outcome.must_be(200)
        held.append(_held(server))
    report.add(
        Figure(f"memory of a web process after {most:,} requests (PSS)", held[2], most=150, unit="MiB"),
        Figure(
            "its growth in the second half ÷ all of it",
            (held[2] - held[1]) / held[2],
            most=STEADY,
            beside=" → ".join(f"{mib:.1f}" for mib in held) + " MiB at the start, half way, at the end",
        ),
    )


def _held(server: Server) -> float:
    return max(server.memory().values())
