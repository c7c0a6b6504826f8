"""Rounds of load on several targets in turn, so that what else the machine does falls on all of them alike."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from os import getpid
from statistics import median
from time import perf_counter

from bench.load import Outcome, ask
from bench.servers import Server, busy_seconds, processor_seconds

CONNECTIONS = 16
WARM_UP = 0.5
"""Seconds of load before the first round of each target."""


@dataclass(frozen=True)
class Target:
    """A server and what is asked of it."""

    server: Server
    requests: Sequence[bytes]
    statuses: tuple[int, ...] = (200,)


@dataclass(frozen=True)
class Round:
    """What one round of one target came to."""

    outcome: Outcome
    processor: float
    """Seconds that the server used."""
    others: float
    """Cores that anything but server and load used meanwhile."""

    @property
    def cores(self) -> float:
        """Cores that the server kept busy."""
        return self.processor / self.outcome.seconds

    @property
    def milliseconds(self) -> float:
        """Processor time of one request."""
        return 1000 * self.processor / self.outcome.answered


class Rounds:
    """All rounds of one target."""

    def __init__(self, rounds: Sequence[Round]) -> None:
        self.rounds = rounds

    def middle(self, of: Callable[[Round], float]) -> float:
        """Return the median over the rounds."""
        return median(of(one) for one in self.rounds)

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.middle(lambda one: one.outcome.rate)

    @property
    def milliseconds(self) -> float:
        """Processor milliseconds a request."""
        return self.middle(lambda one: one.milliseconds)

    def percentile(self, share: float) -> float:
        """Milliseconds."""
        return self.middle(lambda one: one.outcome.percentile(share))

    def __str__(self) -> str:
        """Return it for the eye."""
        return (
            f"{self.rate:.0f}/s, {self.milliseconds:.2f} ms of processor each, "
            f"p50 {self.percentile(0.5):.0f} p99 {self.percentile(0.99):.0f} ms; "
            f"others used {self.middle(lambda one: one.others):.1f} cores"
        )

    def rate_beside(self, floor: "Rounds") -> float:
        """Return requests a second ÷ those of the same round of a floor: the median over the rounds."""
        return median(one.outcome.rate / low.outcome.rate for one, low in zip(self.rounds, floor.rounds, strict=True))

    def processor_beside(self, floor: "Rounds") -> str:
        """Return the same ratio by the processor's time, which other programs disturb less."""
        return f"by processor time {floor.milliseconds / self.milliseconds:.3g}"


def measured(target: Target, *, connections: int = CONNECTIONS, **bounds: float) -> Round:
    """Load one target once."""
    before, busy, own, began = (
        target.server.processor_seconds(),
        busy_seconds(),
        processor_seconds(getpid()),
        perf_counter(),
    )
    outcome = ask(target.server.port, target.requests, connections=connections, **bounds)
    outcome.must_be(*target.statuses)
    used = target.server.processor_seconds() - before
    others = busy_seconds() - busy - used - (processor_seconds(getpid()) - own)
    return Round(outcome, used, max(others / (perf_counter() - began), 0))


def interleaved(targets: Mapping[str, Target], rounds: int, seconds: float) -> Mapping[str, Rounds]:
    """Load every target in turn, round by round."""
    for target in targets.values():
        measured(target, seconds=WARM_UP)
    found: dict[str, list[Round]] = {name: [] for name in targets}
    for _ in range(rounds):
        for name, target in targets.items():
            found[name].append(measured(target, seconds=seconds))
    return {name: Rounds(each) for name, each in found.items()}
