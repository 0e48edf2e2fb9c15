"""Read keys from the text that settings hold."""

import base64
import re

KEY_BYTES = 32
"""AES-256 takes exactly this many."""

_KEY_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
"""Ids are stored beside every sealed value, so they are short and plain."""

_TO_STANDARD = str.maketrans("-_", "+/")
"""Both base64 alphabets are taken: `openssl rand -base64 32` writes one, Python the other."""


def parse_keys(text: str) -> dict[str, bytes]:
    """Return keys by id, in order; the first is the one that seals, the others only open.

    Args: text is `ID:BASE64[,ID:BASE64…]`, each key 32 bytes.
    Raises: ValueError, which says which entry is wrong but never quotes it.
    """
    keys: dict[str, bytes] = {}
    for position, entry in enumerate(text.split(","), start=1):
        key_id, _, encoded = entry.strip().partition(":")
        key = _decoded(encoded.strip())
        if not _KEY_ID.fullmatch(key_id):
            raise _wrong(position, "must be ID:BASE64 with a short lower-case id")
        if len(key) != KEY_BYTES:
            raise _wrong(position, f"must hold {KEY_BYTES} bytes in base64")
        if key_id in keys or key in keys.values():
            raise _wrong(position, "repeats an earlier one")
        keys[key_id] = key
    return keys


def _decoded(encoded: str) -> bytes:
    """Return the bytes, or none at all if this is not base64."""
    standard = encoded.translate(_TO_STANDARD).rstrip("=")
    try:
        return base64.b64decode(standard + "=" * (-len(standard) % 4), validate=True)
    except ValueError:
        return b""


def _wrong(position: int, complaint: str) -> ValueError:
    return ValueError(f"key {position} {complaint}")
