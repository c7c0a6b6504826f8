"""What was measured, what it must reach, and whether it does: on screen and into `bench/results/`."""

import json
import os
import platform
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from portal import clock

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True)
class Figure:
    """One line of the list of figures."""

    name: str
    value: float | None
    """Empty: what it measures is not built."""
    least: float | None = None
    most: float | None = None
    unit: str = ""
    beside: str = ""
    """What else was measured in the same rounds."""
    also: bool = True
    """What must hold besides the number."""
    instead: bool = False
    """What may hold instead of it."""

    @property
    def is_reached(self) -> bool:
        """Say whether the figure holds; what is not built holds nothing."""
        if self.value is None:
            return False
        low = self.least is None or self.value >= self.least
        return ((low and (self.most is None or self.value <= self.most)) or self.instead) and self.also

    @property
    def verdict(self) -> str:
        """Return it in a word."""
        return "not built" if self.value is None else "reached" if self.is_reached else "MISSED"

    def line(self) -> str:
        """Return it as it is printed."""
        bound = f"≥ {self.least:g}" if self.least is not None else f"≤ {self.most:g}"
        shown = "–" if self.value is None else f"{self.value:.3g}" if self.value < 100 else f"{self.value:.0f}"
        unit = f" {self.unit}" if self.unit else ""
        first = f"{self.verdict:9}  {shown + unit:>10}  {bound + unit:>12}  {self.name}"
        return first + "".join(f"\n{'':37}{line}" for line in self.beside.splitlines())


@dataclass
class Report:
    """Everything that one run found."""

    arguments: dict[str, Any]
    figures: list[Figure] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Say where and when this is."""
        self.began = clock.now()
        self.say(f"The server's figures, {self.began:%Y-%m-%d %H:%M} UTC")
        for name, said in machine().items():
            self.say(f"  {name}: {said}")

    def say(self, line: str) -> None:
        """Print a line and keep it."""
        print(line, flush=True)
        self.lines.append(line)

    def add(self, *figures: Figure) -> None:
        """Print figures and keep them."""
        for figure in figures:
            self.figures.append(figure)
            self.say(figure.line())

    def end(self, said: str = "") -> bool:
        """Sum up, write both files, and say whether everything that is built was reached."""
        if said:
            self.say(said)
        missed = [figure.name for figure in self.figures if figure.value is not None and not figure.is_reached]
        waiting = sum(figure.value is None for figure in self.figures)
        took = (clock.now() - self.began).total_seconds()
        self.say(
            f"{len(self.figures) - len(missed) - waiting} reached, {len(missed)} missed, {waiting} not built; "
            f"took {took:.0f} s; load at the end {load_average()}"
        )
        name = f"{self.began:%Y-%m-%d-%H%M}"
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / f"{name}.txt").write_text("\n".join(self.lines) + "\n")
        figures = [asdict(figure) | {"verdict": figure.verdict} for figure in self.figures]
        kept = {"began": self.began.isoformat(), "machine": machine(), "arguments": self.arguments, "figures": figures}
        (RESULTS / f"{name}.json").write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n")
        return not missed


def machine() -> dict[str, str]:
    """Return what a number means little without."""
    models = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    return {
        "processor": f"{os.cpu_count()} × {models[0].partition(': ')[2] if models else platform.machine()}",
        "Python": f"{platform.python_version()} ({platform.python_compiler()})",
        "load before": load_average(),
    }


def load_average() -> str:
    """Return how many processes wanted the processor in the last minute."""
    return f"{os.getloadavg()[0]:.1f}"
