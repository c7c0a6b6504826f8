"""Encryption at rest: one data key a family, wrapped by the master key; look-ups by keyed hash.

A sealed value is bound to its table, column and row, so that a ciphertext pasted elsewhere does not open. Without the
wrapped key of its family nothing of a family can be read.
"""

import base64
import os
import uuid
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from portal.errors import CannotBeRead
from portal.security.look_ups import Lookup, first, generation, lifted

VERSION = b"\x01"
LOOK_UP, AUDIT, CHECKPOINTS = "look-up", "audit chain", "audit checkpoints"
KEPT = (LOOK_UP, AUDIT, CHECKPOINTS)
"""The purposes whose keys are kept when the master key is changed."""
NONCE_BYTES = 12
_HEAD = len(VERSION) + NONCE_BYTES


class KeptKeyRow(Protocol):
    """A key of a master before, as it is stored."""

    purpose: str
    number: int
    made_by: bytes
    wrapped: bytes


class MasterKey:
    """The council's one secret, from which every other key is derived or by which it is wrapped.

    When it is changed, the keys that were derived from the one before are kept, wrapped by the new one: old entries of
    the audit are checked with them, and look-ups are hashed on top of the old hashes. See docs/decisions/0024.
    """

    def __init__(self, text: str, old: str = "") -> None:
        """Take 32 bytes in base64, and while the key is being changed the one before."""
        self._secret = base64.b64decode(text)
        self.old = MasterKey(old) if old and old != text else None
        self._kept: dict[str, list[bytes]] = {}
        self.is_settled = False
        """Whether the kept keys were learnt; before a change has begun they are asked for again and again."""

    def derived(self, purpose: str) -> bytes:
        """Return 32 bytes for one purpose (HKDF-SHA256)."""
        return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose.encode()).derive(self._secret)

    @cached_property
    def id(self) -> bytes:
        """Name this master key without telling it."""
        return self.derived("name of the master key")[:8]

    def settle(self, kept: Sequence[KeptKeyRow]) -> None:
        """Learn the keys of the masters before this one, oldest first; a change that has begun shows in them."""
        has_begun = self.old is None or any(row.made_by == self.old.id for row in kept)
        self._acting = self if has_begun or self.old is None else self.old
        self._kept = {purpose: [] for purpose in KEPT}
        for row in kept:
            self._kept[row.purpose].append(
                _open(self._acting.wrapping, row.wrapped, kept_name(row.purpose, row.number))
            )
        self.is_settled = has_begun

    _acting: "MasterKey | None" = None

    @property
    def acting(self) -> "MasterKey":
        """The key that is written with: the one before until `nod keys rotate` has begun."""
        return self._acting or self

    @cached_property
    def wrapping(self) -> AESGCMSIV:
        """What wraps the keys of families."""
        return AESGCMSIV(self.derived("wrap family keys"))

    def keys(self, purpose: str) -> list[bytes]:
        """Return every key there was for a purpose, the newest first."""
        return [self.acting.derived(purpose), *reversed(self._kept.get(purpose, []))]

    @property
    def audit(self) -> bytes:
        """The key that new entries of the audit are linked with."""
        return self.keys(AUDIT)[0]

    @cached_property
    def drafts(self) -> "Cipher":
        """The cipher for what someone typed and could not save yet."""
        return Cipher(self, "drafts")

    @cached_property
    def _own_secrets(self) -> "Cipher":
        return Cipher(self, "account secrets")

    def seal(self, column: str, row_id: uuid.UUID, text: str) -> bytes:
        """Return a secret of Nod's own, such as a time-code's, sealed for one `table.column` and row."""
        return _seal(self._own_secrets, text.encode(), _bound_to(column, row_id))

    def open(self, column: str, row_id: uuid.UUID, sealed: bytes) -> str:
        """Return what `seal` sealed; raises `CannotBeRead` when it belongs to another column or row."""
        return _open(self._own_secrets, sealed, _bound_to(column, row_id)).decode()

    def resealed(self, column: str, row_id: uuid.UUID, sealed: bytes) -> bytes:
        """Return what `seal` sealed under the key that is written with; the same bytes when it is under it already."""
        with suppress(CannotBeRead):
            _open(self._own_secrets.newest, sealed, _bound_to(column, row_id))
            return sealed
        return self.seal(column, row_id, self.open(column, row_id, sealed))

    def lookup(self, kind: str, text: str) -> Lookup:
        """Return the keyed hash by which a sealed value can be found again (HMAC-SHA256)."""
        oldest, *later = reversed(self.keys(LOOK_UP))
        forms = [first(oldest, kind, text)]
        for number, key in enumerate(later, start=2):
            forms.append(lifted(forms[-1], number, key))
        return Lookup.of(forms)

    def lifted(self, lookup: bytes) -> bytes:
        """Return the newest form of a stored look-up, whatever its form."""
        for number, key in enumerate(reversed(self.keys(LOOK_UP)), start=1):
            if number > generation(lookup):
                lookup = lifted(lookup, number, key)
        return lookup

    def new_wrapped_key(self, family_id: uuid.UUID) -> bytes:
        """Return a fresh data key, wrapped for one family."""
        return _seal(self.acting.wrapping, os.urandom(32), family_id.bytes)

    def unwrapped(self, family_id: uuid.UUID, wrapped: bytes) -> AESGCMSIV:
        """Return the cipher of one family."""
        return AESGCMSIV(self._data_key(family_id, wrapped))

    def rewrapped(self, family_id: uuid.UUID, wrapped: bytes) -> bytes:
        """Return a family's data key, wrapped by the key that is written with."""
        return _seal(self.acting.wrapping, self._data_key(family_id, wrapped), family_id.bytes)

    def _data_key(self, family_id: uuid.UUID, wrapped: bytes) -> bytes:
        if self.old is None:
            return _open(self.wrapping, wrapped, family_id.bytes)
        try:
            return _open(self.wrapping, wrapped, family_id.bytes)
        except CannotBeRead:
            return _open(self.old.wrapping, wrapped, family_id.bytes)

    def kept(self, purpose: str, number: int) -> bytes:
        """Return the key that the master before had for a purpose, wrapped by this one to be kept."""
        if self.old is None:
            raise LookupError("there is no master key before this one")
        return _seal(self.wrapping, self.old.derived(purpose), kept_name(purpose, number))

    def kept_anew(self, row: KeptKeyRow) -> bytes:
        """Return a key that was kept by the master before, wrapped by this one."""
        if self.old is None:
            raise LookupError("there is no master key before this one")
        name = kept_name(row.purpose, row.number)
        return _seal(self.wrapping, _open(self.old.wrapping, row.wrapped, name), name)


class Cipher:
    """Seals with the newest key for one purpose, and opens with that of the master before too."""

    def __init__(self, master: MasterKey, purpose: str) -> None:
        self._master, self._purpose = master, purpose

    def encrypt(self, nonce: bytes, plain: bytes, bound_to: bytes) -> bytes:
        """Seal."""
        return self.newest.encrypt(nonce, plain, bound_to)

    @property
    def newest(self) -> AESGCMSIV:
        """The cipher that is written with."""
        return AESGCMSIV(self._master.acting.derived(self._purpose))

    def decrypt(self, nonce: bytes, sealed: bytes, bound_to: bytes) -> bytes:
        """Open; raises `InvalidTag` when no key fits."""
        old = self._master.old
        if old is not None:
            with suppress(InvalidTag):
                return AESGCMSIV(old.derived(self._purpose)).decrypt(nonce, sealed, bound_to)
        return AESGCMSIV(self._master.derived(self._purpose)).decrypt(nonce, sealed, bound_to)


class Keyring:
    """The keys of the families that one piece of work has met; lives as long as a database session."""

    def __init__(self, master: MasterKey) -> None:
        """Begin with no family's key."""
        self.master = master
        self._ciphers: dict[uuid.UUID, AESGCMSIV] = {}

    def add(self, family_id: uuid.UUID, wrapped: bytes) -> None:
        """Learn the key of one family."""
        if family_id not in self._ciphers:
            self._ciphers[family_id] = self.master.unwrapped(family_id, wrapped)

    def knows(self, family_id: uuid.UUID) -> bool:
        """Say whether the family's key was added."""
        return family_id in self._ciphers

    def seal(self, family_id: uuid.UUID, column: str, row_id: uuid.UUID, text: str) -> bytes:
        """Return the text sealed for one `table.column` and row of one family."""
        return _seal(self._ciphers[family_id], text.encode(), _bound_to(column, row_id))

    def open(self, family_id: uuid.UUID, column: str, row_id: uuid.UUID, sealed: bytes) -> str:
        """Return the text of a sealed value.

        Raises:
            CannotBeRead: the key is not here, or the value belongs to another column or row.
        """
        cipher = self._ciphers.get(family_id)
        if cipher is None:
            raise CannotBeRead(column, row_id)
        return _open(cipher, sealed, _bound_to(column, row_id)).decode()

    def open_if(self, family_id: uuid.UUID, column: str, row_id: uuid.UUID, sealed: bytes | None) -> str:
        """Return the text, or an empty one where nothing was stored."""
        return self.open(family_id, column, row_id, sealed) if sealed else ""


def kept_name(purpose: str, number: int) -> bytes:
    """Return what a kept key is bound to."""
    return f"kept {purpose} {number}".encode()


def _bound_to(column: str, row_id: uuid.UUID) -> bytes:
    return column.encode() + b"\x00" + row_id.bytes


def _seal(cipher: "AESGCMSIV | Cipher", plain: bytes, bound_to: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return VERSION + nonce + cipher.encrypt(nonce, plain, bound_to)


def _open(cipher: "AESGCMSIV | Cipher", sealed: bytes, bound_to: bytes) -> bytes:
    try:
        if not sealed.startswith(VERSION):
            raise ValueError("of no version that we know")
        return cipher.decrypt(sealed[len(VERSION) : _HEAD], sealed[_HEAD:], bound_to)
    except (InvalidTag, ValueError) as fault:
        raise CannotBeRead(bound_to.partition(b"\x00")[0].decode(errors="replace")) from fault
