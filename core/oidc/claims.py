"""Check what a proven token claims, rule by rule (reliability A2)."""

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from core.errors import UserMust
from core.oidc.strict import Forged, Members

LEEWAY_S = 60
"""How far two honest clocks may differ."""

MAX_AGE_S = 600
"""How old a token may be: it is made while oO waits for it."""

MAX_SUBJECT_LETTERS = 255
"""OpenID Connect Core §2."""

MAX_SECONDS = 1e11
"""Times beyond the year 5000 are mistakes or attacks."""


class Mistimed(UserMust):
    """A token is right in everything but its times: somebody's clock is wrong."""

    code = "mistimed"


@dataclass(frozen=True, slots=True)
class Expected:
    """What a token must say to be the one that was asked for."""

    provider: str
    issuer: str
    client_id: str
    nonce: str = field(repr=False)
    access_token: str = field(repr=False)
    algorithms: tuple[str, ...] = ("RS256",)


Rule = Callable[[Members, Expected], bool]
"""Says whether one claim holds; a claim may be of any JSON type."""


def check_claims(claims: Members, expected: Expected, now: datetime) -> None:
    """Check all claims; times last, so that Mistimed means that only they are wrong.

    Raises: Forged, Mistimed.
    """
    for name, holds in _RULES.items():
        if not holds(claims, expected):
            raise Forged(name)
    now_s = now.timestamp()
    too_late = now_s > claims["exp"] + LEEWAY_S or now_s > claims["iat"] + MAX_AGE_S + LEEWAY_S
    too_early = now_s + LEEWAY_S < max(claims["iat"], claims.get("nbf", claims["iat"]))
    if too_late or too_early:
        raise Mistimed


def half_hash(access_token: str) -> str:
    """Return what `at_hash` must be under any of the accepted algorithms."""
    half = hashlib.sha256(access_token.encode("ascii")).digest()[:16]
    return base64.urlsafe_b64encode(half).rstrip(b"=").decode()


def _is_nonce(claims: Members, expected: Expected) -> bool:
    nonce = claims.get("nonce")
    if not expected.nonce or not isinstance(nonce, str):
        return False
    return hmac.compare_digest(nonce.encode("utf-8", "surrogatepass"), expected.nonce.encode())


def _is_subject(claims: Members, _expected: Expected) -> bool:
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= MAX_SUBJECT_LETTERS:
        return False
    return subject.isascii() and subject.isprintable()


def _is_time(value: object) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and 0 <= value < MAX_SECONDS  # type: ignore[operator]  # a number, as just checked


_RULES: Mapping[str, Rule] = {
    "iss": lambda claims, expected: claims.get("iss") == expected.issuer,
    "aud": lambda claims, expected: claims.get("aud") in (expected.client_id, [expected.client_id]),
    "azp": lambda claims, expected: claims.get("azp", expected.client_id) == expected.client_id,
    "nonce": _is_nonce,
    "sub": _is_subject,
    "at_hash": lambda claims, expected: (
        "at_hash" not in claims or claims["at_hash"] == half_hash(expected.access_token)
    ),
    "exp": lambda claims, _: _is_time(claims.get("exp")),
    "iat": lambda claims, _: _is_time(claims.get("iat")),
    "nbf": lambda claims, _: "nbf" not in claims or _is_time(claims["nbf"]),
}
"""All rules but those of time, in the order in which they are named to the log."""
