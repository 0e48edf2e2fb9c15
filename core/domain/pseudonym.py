"""Name a person without naming them: a short word that always means the same random id."""

from base64 import b32encode

from core.domain.ids import UserId

TAIL_BYTES = 5
"""Bytes of the id that become letters: 40 bits, all of them random in a UUIDv7."""


def pseudonym(user_id: UserId) -> str:
    """Return how the console calls a user, such as `u_7q4m2kab`.

    The letters are the base32 of the id's last bytes, so that an id can be found by them.
    """
    return f"u_{b32encode(user_id.bytes[-TAIL_BYTES:]).decode('ascii').lower()}"
