"""Figures that tests reach, summed over the run and printed at its end, also when it ran on several cores."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

MARK = "figure: "

Figure = Callable[[str, int, int], None]


@pytest.fixture
def figure(record_property: Callable[[str, Any], None]) -> Figure:
    """Print a count at the end of the run, and fail when it is too small: `figure("answers", 2_600, 2_500)`."""

    def say(what: str, count: int, at_least: int) -> None:
        record_property(MARK + what, count)
        assert count >= at_least, f"{what}: {count}, and at least {at_least} are wanted"

    return say


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print each figure, summed over the tests that added to it."""
    sums: Counter[str] = Counter()
    for report in (*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")):
        if report.when == "call":
            sums.update({name: value for name, value in report.user_properties if name.startswith(MARK)})
    if sums:
        terminalreporter.section("figures")
    for name in sorted(sums):
        terminalreporter.write_line(f"{name.removeprefix(MARK)}: {sums[name]:,}")
