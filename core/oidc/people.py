"""Take from claims what is said about a person, for display only."""

import json

from core.domain.user import Identity
from core.oidc.strict import Members

MAX_NAME_LETTERS = 80
"""A name is shown on one line."""

MAX_EMAIL_LETTERS = 254
"""RFC 5321 §4.5.3.1.3, without the brackets."""

MAX_USER_LETTERS = 4_096
"""Apple's `user` text has about a hundred."""


def identity_of(claims: Members) -> Identity:
    """Return the person of checked claims. What is said beyond (iss, sub) may be missing."""
    email = _email(claims.get("email"))
    verified = claims.get("email_verified")
    return Identity(
        issuer=claims["iss"],
        subject=claims["sub"],
        email=email,
        # Apple writes the word; a number is neither.
        email_verified=bool(email) and (verified is True or verified == "true"),
        name=display_name(claims.get("name")),
    )


def name_in(user: str) -> str:
    """Return the name in Apple's unsigned `user` text, or nothing. Anybody can have written it."""
    if len(user) > MAX_USER_LETTERS:
        return ""
    try:
        members = json.loads(user)
    except (ValueError, RecursionError):
        return ""
    name = members.get("name") if isinstance(members, dict) else None
    if not isinstance(name, dict):
        return ""
    return display_name(name.get("firstName"), name.get("lastName"))


def display_name(*parts: object) -> str:
    """Return the parts as one line that can do nothing but be read: no controls, no overrides."""
    words = " ".join(part for part in parts if isinstance(part, str)).split()
    line = " ".join("".join(letter for letter in word if letter.isprintable()) for word in words)
    return line[:MAX_NAME_LETTERS].strip()


def _email(value: object) -> str:
    """Return an address that can be shown and compared, or nothing."""
    if not isinstance(value, str) or not 0 < len(value) <= MAX_EMAIL_LETTERS:
        return ""
    plain = value.isprintable() and " " not in value
    name, at, domain = value.rpartition("@")
    return value if plain and name and at and domain else ""
