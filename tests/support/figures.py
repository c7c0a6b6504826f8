"""Figures that tests reach, printed at the end of the run, also when it ran on several cores."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

MARK, MOST = "figure: ", "at most: "

Figure = Callable[[str, int, int], None]
AtMost = Callable[[str, int, int], None]


@pytest.fixture
def figure(record_property: Callable[[str, Any], None]) -> Figure:
    """Print a count at the end of the run, and fail when it is too small: `figure("answers", 2_600, 2_500)`."""

    def say(what: str, count: int, at_least: int) -> None:
        record_property(MARK + what, count)
        assert count >= at_least, f"{what}: {count}, and at least {at_least} are wanted"

    return say


@pytest.fixture
def at_most(record_property: Callable[[str, Any], None]) -> AtMost:
    """Print a count that has a limit, the largest that any test came to: `at_most("presses of a round", 9, 12)`."""

    def say(what: str, count: int, limit: int) -> None:
        record_property(f"{MOST}{what} (at most {limit})", count)
        assert count <= limit, f"{what}: {count}, and at most {limit} are wanted"

    return say


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print each figure, summed over the tests that added to it, or the largest of those with a limit."""
    sums: Counter[str] = Counter()
    largest: dict[str, int] = {}
    for report in (*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")):
        if report.when == "call":
            sums.update({name: value for name, value in report.user_properties if name.startswith(MARK)})
            limited = {name: value for name, value in report.user_properties if name.startswith(MOST)}
            largest.update({name: max(value, largest.get(name, value)) for name, value in limited.items()})
    if sums or largest:
        terminalreporter.section("figures")
    for name in sorted(sums):
        terminalreporter.write_line(f"{name.removeprefix(MARK)}: {sums[name]:,}")
    for name in sorted(largest):
        terminalreporter.write_line(f"{name.removeprefix(MOST)}: {largest[name]:,}")
