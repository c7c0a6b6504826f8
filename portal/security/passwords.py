"""Passwords: argon2id, twelve characters or more, none that everyone knows."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from portal.errors import TooBusy

SHORTEST = 12
LONGEST = 200
LONGEST_WAIT = 2.0
"""Seconds that the one who waits may wait; the hash before them takes a fifth of one where nothing else is done."""
HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
_at_work = BoundedSemaphore(1)
"""One hash at a time in a process, and a process a core: each takes 64 MiB and a fifth of a second."""
_let_near = BoundedSemaphore(2)
"""The one at work and one who waits; so one of a process's three threads is always free for pages."""


def hashed(password: str) -> str:
    """Return the argon2id hash of a password; raises `TooBusy`."""
    with turn():
        return HASHER.hash(password)


def fits(password_hash: str | None, password: str) -> bool:
    """Say whether a password fits; without a hash the same work is done and the answer is no.

    Raises:
        TooBusy: too many hash already. It is known before the hash is looked at, so it tells nothing of it.
    """
    with turn():
        try:
            HASHER.verify(password_hash or _nobodys(), password[:LONGEST])
        except (VerificationError, InvalidHashError):
            return False
    return password_hash is not None


@contextmanager
def turn() -> Iterator[None]:
    """Wait for one's turn to hash, or be refused: at once where someone waits already."""
    with ExitStack() as held:
        for place, wait in ((_let_near, 0), (_at_work, LONGEST_WAIT)):
            if not place.acquire(timeout=wait):
                raise TooBusy
            held.callback(place.release)
        yield


@cache
def _nobodys() -> str:
    return HASHER.hash(os.urandom(16).hex())


def is_known_to_everyone(password: str) -> bool:
    """Say whether a password is on the deny list, or is hardly more than one such word or one repeated sign."""
    plain = password.casefold()
    letters = "".join(sign for sign in plain if sign.isalpha())
    return plain in _denied() or (len(letters) > 3 and letters in _denied()) or len(set(plain)) < 5


@cache
def _denied() -> frozenset[str]:
    return frozenset((Path(__file__).parent / "denied-passwords.txt").read_text().split())
