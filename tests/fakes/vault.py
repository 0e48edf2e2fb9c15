"""A small Vault for tests: real AES-GCM with the cell as associated data, one fixed key."""

import hashlib
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core.domain.ids import UserId
from core.errors import VaultClosed
from core.ports import Cell, WrappedKey


class FakeVault:
    """Seals under one master key, or under a user's key wrapped by it; counts what it opens."""

    def __init__(self, secret: bytes = b"for tests only") -> None:
        self._master = hashlib.sha256(secret).digest()
        self.opened = 0

    def make_key(self, user_id: UserId) -> WrappedKey:
        return WrappedKey("test", _lock(self._master, os.urandom(32), str(user_id)))

    def seal(self, key: WrappedKey | None, cell: Cell, plain: bytes) -> bytes:
        return _lock(self._key(key, cell), plain, repr(cell))

    def open(self, key: WrappedKey | None, cell: Cell, sealed: bytes) -> bytes:
        self.opened += 1
        return _unlock(self._key(key, cell), sealed, repr(cell))

    def digest(self, text: str) -> str:
        return hashlib.sha256(self._master + text.encode()).hexdigest()

    def _key(self, key: WrappedKey | None, cell: Cell) -> bytes:
        return self._master if key is None else _unlock(self._master, key.blob, cell.user_id)


def _lock(key: bytes, plain: bytes, place: str) -> bytes:
    nonce = os.urandom(12)
    return nonce + AESGCM(key).encrypt(nonce, plain, place.encode())


def _unlock(key: bytes, sealed: bytes, place: str) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:12], sealed[12:], place.encode())
    except InvalidTag as error:
        raise VaultClosed from error
