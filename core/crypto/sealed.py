"""Lay out sealed bytes, and bind them to where they belong."""

import secrets
from collections.abc import Iterable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core.errors import VaultClosed

FORMAT = 1
"""First byte of every sealed value, and part of what it is bound to."""

NONCE_BYTES = 12
"""96 bits, drawn afresh each time: safe for 2³² values under one key (NIST SP 800-38D §8.3)."""

TAG_BYTES = 16
"""What AES-GCM adds to prove that nothing was altered."""


def bound(*parts: str) -> bytes:
    """Return the parts as bytes that no other parts give: each follows its own length."""
    encoded = (part.encode("utf-8", "surrogatepass") for part in (str(FORMAT), *parts))
    return b"".join(_with_lengths(encoded))


def _with_lengths(parts: Iterable[bytes]) -> Iterable[bytes]:
    for part in parts:
        yield len(part).to_bytes(4)
        yield part


def lock(key: bytes, key_id: str, plain: bytes, aad: bytes) -> bytes:
    """Return format byte, key id, nonce and ciphertext in one."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    name = key_id.encode("ascii")
    return bytes((FORMAT, len(name))) + name + nonce + AESGCM(key).encrypt(nonce, plain, aad)


def key_id_of(sealed: bytes) -> str:
    """Return which key a value says it is sealed under. Raises VaultClosed."""
    if len(sealed) < 2 or sealed[0] != FORMAT:  # noqa: PLR2004 - format byte and length byte
        raise VaultClosed
    name = sealed[2 : 2 + sealed[1]]
    if len(name) != sealed[1] or not name.isascii():
        raise VaultClosed
    return name.decode("ascii")


def unlock(key: bytes, key_id: str, sealed: bytes, aad: bytes) -> bytes:
    """Return the plain bytes. Raises VaultClosed, without saying what was wrong."""
    if key_id_of(sealed) != key_id:
        raise VaultClosed
    start = 2 + len(key_id)
    nonce, ciphertext = sealed[start : start + NONCE_BYTES], sealed[start + NONCE_BYTES :]
    if len(ciphertext) < TAG_BYTES:
        raise VaultClosed
    try:
        return AESGCM(key).decrypt(nonce, ciphertext, aad)
    except InvalidTag:
        raise VaultClosed from None
