"""The ways out of the child's screen: each is tried, counted, and must be shut; the counts are printed after a run."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.figures import Figure

WHAT = "ways out of the child's screen"


class WaysOut:
    """What one test tries in one browser."""

    def __init__(self, figure: Figure, browser: str) -> None:
        self._figure, self._browser = figure, browser
        self._tried = self._open = 0

    @contextmanager
    def is_shut(self) -> Iterator[None]:
        """Count the way that the block tries, and count it as open unless the block finds that it is shut."""
        self._tried += 1
        self._open += 1
        self._figure(f"{WHAT}, tried in {self._browser}", self._tried, 1)
        self._figure(f"{WHAT}, open", self._open, 0)
        yield
        self._open -= 1
        self._figure(f"{WHAT}, open", self._open, 0)
