"""Several people who do something at the same moment."""

import threading
from collections.abc import Callable
from typing import Any


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """Do things in threads that all begin together; return what each came to, an exception where it failed."""
    outcomes: list[Any] = [None] * len(deeds)
    gate = threading.Barrier(len(deeds))

    def run(number: int, deed: Callable[[], Any]) -> None:
        gate.wait()
        try:
            outcomes[number] = deed()
        except Exception as fault:  # noqa: BLE001 (the test looks at what went wrong)
            outcomes[number] = fault

    threads = [threading.Thread(target=run, args=(number, deed)) for number, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
