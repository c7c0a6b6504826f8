"""Keyed hashes by which sealed things are found again, through every master key there was."""

import hashlib
import hmac
from collections.abc import Sequence

HASH_BYTES = 32


class Lookup(bytes):
    """A keyed hash as it is written now, with the forms it had under the master keys before."""

    older: tuple[bytes, ...] = ()

    @classmethod
    def of(cls, forms: Sequence[bytes]) -> "Lookup":
        """Take every form, the newest last."""
        made = cls(forms[-1])
        made.older = tuple(forms[:-1])
        return made

    def fits(self, stored: bytes) -> bool:
        """Say whether what is stored is this look-up in any of its forms; its time does not tell how nearly."""
        return any(hmac.compare_digest(form, stored) for form in (self, *self.older))


def first(key: bytes, kind: str, text: str) -> bytes:
    """Return the first form of a look-up (HMAC-SHA256)."""
    return hmac.new(key, f"{kind}\x00{text}".encode(), hashlib.sha256).digest()


def lifted(lookup: bytes, number: int, key: bytes) -> bytes:
    """Return a look-up hashed once more, with the key of the master with this number."""
    return bytes([number]) + hmac.new(key, lookup, hashlib.sha256).digest()


def generation(lookup: bytes) -> int:
    """Return under how many master keys a look-up was hashed; the first form carries no number."""
    return 1 if len(lookup) == HASH_BYTES else lookup[0]
