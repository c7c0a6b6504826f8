"""What costs too much to make for every test: made once in a run, when first asked for, and let go of at its end."""

from collections.abc import Hashable
from contextlib import AbstractContextManager, ExitStack
from typing import Any


class Kept:
    """Enters a context once and gives the same thing out from then on; the newest is let go of first."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._things: dict[Hashable, Any] = {}

    def once(self, key: Hashable, making: AbstractContextManager[Any]) -> Any:
        """Return what was made for this key, making it the first time."""
        if key not in self._things:
            self._things[key] = self._stack.enter_context(making)
        return self._things[key]
