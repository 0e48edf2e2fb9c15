"""Keep oO's keys, and seal and open with them (reliability T1)."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from typing import Self

from core.crypto.keys import KEY_BYTES, parse_keys
from core.crypto.sealed import bound, key_id_of, lock, unlock
from core.domain.ids import UserId
from core.errors import VaultClosed
from core.ports.vault import Cell, WrappedKey


class Keyring:
    """A Vault whose keys come from the environment: the current one writes, the others still read.

    What belongs to a user is sealed under that user's own data key, and the data key is kept wrapped
    under one of oO's keys: without the wrapped key, everything of the user's is gone for good.
    """

    def __init__(self, keys: Mapping[str, bytes], current: str, pepper: bytes) -> None:
        if current not in keys or any(len(key) != KEY_BYTES for key in keys.values()):
            raise ValueError("a keyring needs its current key, and every key 32 bytes long")  # noqa: TRY003 - only settings can cause it, and they name themselves
        if len(pepper) < KEY_BYTES:
            raise ValueError("a pepper needs at least 32 bytes")  # noqa: TRY003 - as above
        self._keys = dict(keys)
        self._current = current
        self._pepper = pepper

    @classmethod
    def from_text(cls, keys_text: str, pepper: bytes) -> Self:
        """Return the keyring of `ID:BASE64,…`, the first key current. Raises ValueError."""
        keys = parse_keys(keys_text)
        return cls(keys, next(iter(keys)), pepper)

    def make_key(self, user_id: UserId) -> WrappedKey:
        """Return a new data key for a user, wrapped under the current key."""
        return self._wrap(secrets.token_bytes(KEY_BYTES), str(user_id))

    def rewrap(self, key: WrappedKey, user_id: UserId) -> WrappedKey:
        """Return the same data key under the current key. What it sealed stays as it is."""
        return self._wrap(self._unwrap(key, str(user_id)), str(user_id))

    def seal(self, key: WrappedKey | None, cell: Cell, plain: bytes) -> bytes:
        """Return `plain` sealed for one cell, under a user's key or oO's current one."""
        if key is None:
            return lock(
                self._keys[self._current], self._current, plain, _place(cell, self._current)
            )
        data_key = self._unwrap(key, cell.user_id)
        key_id = _name(data_key)
        return lock(data_key, key_id, plain, _place(cell, key_id))

    def open(self, key: WrappedKey | None, cell: Cell, sealed: bytes) -> bytes:
        """Return what was sealed for this cell. Raises VaultClosed for anything else."""
        if key is None:
            key_id = key_id_of(sealed)
            return unlock(self._key(key_id), key_id, sealed, _place(cell, key_id))
        data_key = self._unwrap(key, cell.user_id)
        key_id = _name(data_key)
        return unlock(data_key, key_id, sealed, _place(cell, key_id))

    def digest(self, text: str) -> str:
        """Return a keyed hash as hex: equal texts meet, and nobody without the pepper can guess."""
        message = text.encode("utf-8", "surrogatepass")
        return hmac.new(self._pepper, message, hashlib.sha256).hexdigest()

    def _wrap(self, data_key: bytes, user_id: str) -> WrappedKey:
        aad = bound("data key", user_id, self._current)
        blob = lock(self._keys[self._current], self._current, data_key, aad)
        return WrappedKey(self._current, blob)

    def _unwrap(self, key: WrappedKey, user_id: str) -> bytes:
        aad = bound("data key", user_id, key.key_id)
        return unlock(self._key(key.key_id), key.key_id, key.blob, aad)

    def _key(self, key_id: str) -> bytes:
        if key_id not in self._keys:
            raise VaultClosed
        return self._keys[key_id]


def _place(cell: Cell, key_id: str) -> bytes:
    return bound(
        "cell",
        cell.table,
        cell.column,
        cell.row_id,
        str(cell.row_version),
        cell.user_id,
        key_id,
    )


def _name(data_key: bytes) -> str:
    """Return the id of a data key: its own, since that of the key around it changes on rotation.

    It also commits a sealed value to its key, which AES-GCM alone does not.
    """
    return "user." + hmac.new(data_key, b"data key id", hashlib.sha256).hexdigest()[:16]
