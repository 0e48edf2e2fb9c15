"""Verify an ID token ourselves; libraries accept some that the rules forbid (reliability A2, M3)."""

from collections.abc import Mapping
from datetime import datetime

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from core.domain.user import Identity
from core.errors import Refusal, SignInRefused
from core.oidc.claims import Expected, Mistimed, check_claims
from core.oidc.people import identity_of
from core.oidc.strict import Forged, Members, Unproven, read_token

HEADER_MEMBERS = frozenset({"alg", "kid", "typ", "x5t", "x5t#S256"})
"""All that a header may hold. Whatever could choose key or rules (jwk, jku, x5u, crit …) is not here."""

Keys = Mapping[str, RSAKey | ECKey]
"""An issuer's public keys by `kid`."""


def verify(token: str, keys: Keys, expected: Expected, now: datetime) -> Identity:
    """Return who an ID token vouches for.

    Raises: SignInRefused, with CLOCK when nothing but a time is wrong and PROOF for all else.
    """
    try:
        unproven = read_token(token)
        kid = _checked_kid(unproven.header, expected)
        _check_signature(unproven, keys, kid)
        check_claims(unproven.claims, expected, now)
    except Forged as error:
        raise SignInRefused(Refusal.PROOF, expected.provider) from error
    except Mistimed as error:
        raise SignInRefused(Refusal.CLOCK, expected.provider) from error
    return identity_of(unproven.claims)


def kid_of(token: str, expected: Expected) -> str:
    """Return which key a token asks for, if it may ask at all. Raises SignInRefused."""
    try:
        return _checked_kid(read_token(token).header, expected)
    except Forged as error:
        raise SignInRefused(Refusal.PROOF, expected.provider) from error


def _checked_kid(header: Members, expected: Expected) -> str:
    kid, kind = header.get("kid"), header.get("typ", "JWT")
    if not HEADER_MEMBERS.issuperset(header):
        raise Forged("header_member")
    if header.get("alg") not in expected.algorithms:
        raise Forged("alg")
    # An access or logout token of the same issuer says so here (RFC 9068 §2.1).
    if not isinstance(kind, str) or kind.upper() != "JWT":
        raise Forged("typ")
    if not isinstance(kid, str) or not kid:
        raise Forged("kid")
    return kid


def _check_signature(unproven: Unproven, keys: Keys, kid: str) -> None:
    if kid not in keys:
        raise Forged("unknown_kid")
    algorithm = unproven.header["alg"]
    try:
        jws.deserialize_compact(unproven.text, keys[kid], algorithms=[algorithm])
    except (JoseError, ValueError) as error:
        raise Forged("signature") from error
