"""Name a person without naming them: a short word that always means the same random id."""

from base64 import b32decode, b32encode

from core.domain.ids import UserId

TAIL_BYTES = 5
"""Bytes of the id that become letters: 40 bits, all of them random in a UUIDv7."""


def pseudonym(user_id: UserId) -> str:
    """Return how the console calls a user, such as `u_7q4m2kab`.

    The letters are the base32 of the id's last bytes, so that an id can be found by them.
    """
    return f"u_{b32encode(user_id.bytes[-TAIL_BYTES:]).decode('ascii').lower()}"


LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
"""Letters of a pseudonym, the lowest first."""
LENGTH = 8
"""How many of them a pseudonym has after its `u_`."""
HEX = 2 * TAIL_BYTES
"""Letters of the end of an id, in hex, that a pseudonym says."""


def tails(beginning: str) -> tuple[str, str] | None:
    """Return the first and the last end of an id, in hex, whose pseudonym begins so.

    None when no pseudonym does. `u_` may be left out.
    """
    said = beginning.strip().lower().removeprefix("u_")
    if not 0 < len(said) <= LENGTH or not set(said) <= set(LETTERS):
        return None
    first, last = (_tail(said.ljust(LENGTH, end)) for end in (LETTERS[0], LETTERS[-1]))
    return first, last


def _tail(letters: str) -> str:
    return b32decode(letters.upper()).hex()
