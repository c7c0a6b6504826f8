"""Whether pages stay as quick when the database grows: the same pages over few families and over many, in turn."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from bench.council_rows import A_CASELOAD, key, ref
from bench.load import Outcome, ask
from bench.report import Figure, Report
from bench.servers import Server
from bench.visitors import Browsers, Visitor

HOT, COLD = 100, 200
"""Families visited again and again, and families visited once."""
A_ROUND = 100
"""Requests."""


@dataclass(frozen=True)
class Visits:
    """One page, asked for by people all over the database."""

    hot: Sequence[bytes]
    cold: Sequence[bytes]


class Town:
    """A server over so many families, and the browsers of people all over it."""

    def __init__(self, server: Server, browsers: Browsers, families: int, *, within: float) -> None:
        """Sign them in.

        Args:
            within: seconds that one round of requests may take; a page that is slow is asked for less often.
        """
        self.server, self.within = server, within
        visited = min(HOT + COLD, families)
        spread = [families * n // visited for n in range(visited)]
        hot = spread[:: (HOT + COLD) // HOT]
        cold = [f for f in spread if f not in set(hot)]
        parents = dict(zip(spread, browsers.of(key("account", f) for f in spread), strict=True))
        caseloads = sorted({f // A_CASELOAD for f in spread})
        workers = dict(zip(caseloads, browsers.of(key("account/key", n) for n in caseloads), strict=True))
        self.parents = parents

        def visits(of: Callable[[int], bytes]) -> Visits:
            return Visits([of(f) for f in hot], [of(f) for f in cold])

        def worker(f: int) -> Visitor:
            return workers[f // A_CASELOAD]

        self.pages: Mapping[str, Visits] = {
            "home": visits(lambda f: parents[f].get("/family/")),
            "case view": visits(lambda f: worker(f).get(f"/worker/families/{ref(f)}/")),
            "caseload": visits(lambda f: worker(f).get("/worker/")),
        }

    def asked(self, requests: Sequence[bytes], most: int) -> Outcome:
        """Ask one after the other."""
        outcome = ask(self.server.port, requests, connections=1, most=most, seconds=self.within)
        outcome.must_be(200)
        return outcome


def measure(report: Report, engine: str, few: Town, many: Town, times: str, *, rounds: int) -> None:
    """Compare every page, cold first: what was visited once is not cold again."""
    for page in few.pages:
        cold = [town.asked(town.pages[page].cold, len(town.pages[page].cold)).percentile(0.95) for town in (few, many)]
        for town in (few, many):
            town.asked(town.pages[page].hot, len(town.pages[page].hot))
        hot: list[list[float]] = [[], []]
        for _ in range(rounds):
            for number, town in enumerate((few, many)):
                hot[number].append(town.asked(town.pages[page].hot, A_ROUND).percentile(0.95))
        report.add(
            _figure(f"{page} hot, {engine}, p95 {times}", [median(each) for each in hot], 1.5),
            _figure(f"{page} cold, {engine}, p95 {times}", cold, 2),
        )


def _figure(name: str, times: Sequence[float], most: float) -> Figure:
    """Hold the ratio, or a millisecond where both are so quick that a ratio says little."""
    few, many = times
    return Figure(name, many / few, most=most, beside=f"{few:.1f} → {many:.1f} ms (or + 1 ms)", instead=many - few <= 1)
