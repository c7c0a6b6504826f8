"""Encryption at rest: one data key a family, wrapped by the master key; look-ups by keyed hash.

A sealed value is bound to its table, column and row, so that a ciphertext pasted elsewhere does not open. Without the
wrapped key of its family nothing of a family can be read.
"""

import base64
import hashlib
import hmac
import os
import uuid
from functools import cached_property

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from portal.errors import CannotBeRead

VERSION = b"\x01"
NONCE_BYTES = 12
_HEAD = len(VERSION) + NONCE_BYTES


class MasterKey:
    """The council's one secret, from which every other key is derived or by which it is wrapped."""

    def __init__(self, text: str) -> None:
        """Take 32 bytes in base64."""
        self._secret = base64.b64decode(text)

    def derived(self, purpose: str) -> bytes:
        """Return 32 bytes for one purpose (HKDF-SHA256)."""
        return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose.encode()).derive(self._secret)

    @cached_property
    def _wrapping(self) -> AESGCMSIV:
        return AESGCMSIV(self.derived("wrap family keys"))

    @cached_property
    def _looking_up(self) -> bytes:
        return self.derived("look-up")

    @cached_property
    def audit(self) -> bytes:
        """The key of the chain of audit entries."""
        return self.derived("audit chain")

    @cached_property
    def drafts(self) -> AESGCMSIV:
        """The cipher for what someone typed and could not save yet."""
        return AESGCMSIV(self.derived("drafts"))

    @cached_property
    def _own_secrets(self) -> AESGCMSIV:
        return AESGCMSIV(self.derived("account secrets"))

    def seal(self, column: str, row_id: uuid.UUID, text: str) -> bytes:
        """Return a secret of Nod's own, such as a time-code's, sealed for one `table.column` and row."""
        return _seal(self._own_secrets, text.encode(), _bound_to(column, row_id))

    def open(self, column: str, row_id: uuid.UUID, sealed: bytes) -> str:
        """Return what `seal` sealed; raises `CannotBeRead` when it belongs to another column or row."""
        return _open(self._own_secrets, sealed, _bound_to(column, row_id)).decode()

    def lookup(self, kind: str, text: str) -> bytes:
        """Return the keyed hash by which a sealed value can be found again (HMAC-SHA256)."""
        return hmac.new(self._looking_up, f"{kind}\x00{text}".encode(), hashlib.sha256).digest()

    def new_wrapped_key(self, family_id: uuid.UUID) -> bytes:
        """Return a fresh data key, wrapped for one family."""
        return _seal(self._wrapping, os.urandom(32), family_id.bytes)

    def unwrapped(self, family_id: uuid.UUID, wrapped: bytes) -> AESGCMSIV:
        """Return the cipher of one family."""
        return AESGCMSIV(_open(self._wrapping, wrapped, family_id.bytes))


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


def _bound_to(column: str, row_id: uuid.UUID) -> bytes:
    return column.encode() + b"\x00" + row_id.bytes


def _seal(cipher: AESGCMSIV, plain: bytes, bound_to: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return VERSION + nonce + cipher.encrypt(nonce, plain, bound_to)


def _open(cipher: AESGCMSIV, sealed: bytes, bound_to: bytes) -> bytes:
    try:
        return cipher.decrypt(sealed[len(VERSION) : _HEAD], sealed[_HEAD:], bound_to)
    except (InvalidTag, ValueError) as fault:
        raise CannotBeRead(bound_to.partition(b"\x00")[0].decode(errors="replace")) from fault
