"""Read what strangers signed, and take nothing that could be read in two ways."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.errors import UserMust

MAX_TOKEN_LETTERS = 16_384
"""Real ID tokens have one or two thousand; some issuers add long lists of groups."""

MAX_HEADER_LETTERS = 512
"""Real headers have about a hundred."""

Members = Mapping[str, Any]
"""A JSON object of which nothing has been believed yet."""


class Forged(UserMust):
    """A token breaks a rule; `rule` names it and quotes nothing."""

    code = "forged"

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


@dataclass(frozen=True, slots=True, repr=False)
class Unproven:
    """A token that can be read; whether it is true is another question."""

    text: str
    header: Members
    claims: Members


def read_token(text: str) -> Unproven:
    """Return the parts of a compact JWT. Raises Forged."""
    if len(text) > MAX_TOKEN_LETTERS or not text.isascii():
        raise Forged("size" if text.isascii() else "letters")
    parts = text.split(".")
    if len(parts) != 3:  # noqa: PLR2004 - header, claims, signature (RFC 7515 §7.1)
        raise Forged("parts")
    if len(parts[0]) > MAX_HEADER_LETTERS:
        raise Forged("header_size")
    header, claims, _signature = (_octets(part) for part in parts)
    return Unproven(text, read_object(header), read_object(claims))


def read_object(octets: bytes) -> Members:
    """Return a JSON object whose members are all named once. Raises Forged."""
    try:
        value = json.loads(
            octets.decode("utf-8"), object_pairs_hook=_once_each, parse_constant=_no_constant
        )
    except (ValueError, RecursionError):
        raise Forged("json") from None  # the cause would quote the text
    if not isinstance(value, dict):
        raise Forged("object")
    return value


def _octets(part: str) -> bytes:
    """Return the decoded part; one octet string has exactly one spelling."""
    try:
        octets = base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except ValueError:
        raise Forged("base64") from None
    if base64.urlsafe_b64encode(octets).rstrip(b"=").decode() != part:
        raise Forged("base64")
    return octets


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Forged("member_twice")
    return members


def _no_constant(name: str) -> None:
    """Refuse NaN and Infinity, which are no JSON."""
    raise ValueError(name)
