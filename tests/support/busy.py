"""Sign-ins that keep Nod busy."""

from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import contextmanager

from portal.security import passwords


@contextmanager
def busy_hashing() -> Iterator[None]:
    """Let one password be hashed, and one wait for its turn, as long as the block runs."""
    with ThreadPoolExecutor(2) as others, passwords.turn():
        came = [others.submit(passwords.hashed, "tair-afal-goch") for _ in range(2)]
        wait(came, return_when=FIRST_COMPLETED)  # one is refused, so the other waits
        yield
