"""Make the opaque strings of the API: ids of the vendor's shape, and signed cursors."""

import base64
import hashlib
import hmac
import json
from typing import Any

ID_LETTERS = "23456789CFGHJMPQRVWXcfghjmpqrvwx"
"""The letters that occur in the vendor's ids: five bits each."""

ID_LENGTH = 16
"""Letters of one id."""

SIGNATURE_BYTES = 12
"""Enough that nobody guesses a cursor; short enough to read in a log."""


class Unsealed(Exception):
    """The text was not made by `seal` with this key."""


def opaque_id(*seed: str | int) -> str:
    """Return an id of the vendor's shape (`6X7rM8997g3RQmvh`), always the same for one seed."""
    number = int.from_bytes(hashlib.blake2b(repr(seed).encode(), digest_size=16).digest())
    letters = [ID_LETTERS[(number >> (5 * place)) & 31] for place in range(ID_LENGTH - 1)]
    return "6" + "".join(letters)


def user_number(sub: str) -> str:
    """Return the numeric text by which the vendor knows a user."""
    return str(10_000_000 + int.from_bytes(hashlib.blake2b(sub.encode(), digest_size=4).digest()))


def digest(value: Any) -> str:
    """Return a short text that differs when any part of a JSON value does."""
    text = json.dumps(value, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def seal(key: str, value: Any) -> str:
    """Return `value` as an opaque text that only the holder of `key` can make."""
    body = json.dumps(value).encode()
    return base64.urlsafe_b64encode(_signature(key, body) + body).decode().rstrip("=")


def unseal(key: str, text: str) -> Any:
    """Return what was sealed.

    Raises: Unsealed when the text is not one of ours.
    """
    try:
        raw = base64.urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4))
    except ValueError as error:
        raise Unsealed from error
    signature, body = raw[:SIGNATURE_BYTES], raw[SIGNATURE_BYTES:]
    if not hmac.compare_digest(signature, _signature(key, body)):
        raise Unsealed
    return json.loads(body)


def _signature(key: str, body: bytes) -> bytes:
    return hmac.new(key.encode(), body, "sha256").digest()[:SIGNATURE_BYTES]
