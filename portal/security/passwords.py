"""Passwords: argon2id, twelve characters or more, none that everyone knows."""

import os
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
LONGEST = 200
_hasher = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
_at_once = BoundedSemaphore(1)
"""One hash at a time in a process, and a process a core: each takes 64 MiB and a fifth of a second."""


def hashed(password: str) -> str:
    """Return the argon2id hash of a password."""
    with _at_once:
        return _hasher.hash(password)


def fits(password_hash: str | None, password: str) -> bool:
    """Say whether a password fits; without a hash the same work is done and the answer is no."""
    with _at_once:
        try:
            _hasher.verify(password_hash or _nobodys(), password[:LONGEST])
        except (VerificationError, InvalidHashError):
            return False
    return password_hash is not None


@cache
def _nobodys() -> str:
    return _hasher.hash(os.urandom(16).hex())


def is_known_to_everyone(password: str) -> bool:
    """Say whether a password is on the deny list, or is hardly more than one such word or one repeated sign."""
    plain = password.casefold()
    letters = "".join(sign for sign in plain if sign.isalpha())
    return plain in _denied() or (len(letters) > 3 and letters in _denied()) or len(set(plain)) < 5


@cache
def _denied() -> frozenset[str]:
    return frozenset((Path(__file__).parent / "denied-passwords.txt").read_text().split())
