"""Keep an issuer's public keys at hand (reliability A3)."""

import asyncio
import base64
from collections.abc import Mapping

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from core.errors import Refusal, SignInRefused
from core.oidc.config import OidcConfig
from core.oidc.published import fetch_object
from core.oidc.strict import Members
from core.oidc.verify import Keys
from core.outbound import Outbound, Unreachable
from core.ports.clock import Clock

FRESH_S = 24 * 3_600.0
"""Keys older than this are asked for again …"""

STALE_S = 48 * 3_600.0
"""… but still used for another day while the issuer cannot be reached."""

PATIENCE_S = 300.0
"""How long after looking for an unknown `kid` the next look may follow."""

HURRY_S = 5.0
"""How long after a failure, while there is no key at all."""

RSA_BITS = (2_048, 8_192)
"""Shorter keys can be broken; longer ones cost more time than a token is worth."""


class KeyShelf:
    """One issuer's keys, fetched when needed and not more often."""

    def __init__(self, config: OidcConfig, outbound: Outbound, clock: Clock) -> None:
        self._config = config
        self._outbound = outbound
        self._clock = clock
        self._keys: Keys = {}
        self._fetched_at_s = 0.0
        self._ask_at_s = clock.monotonic_s()
        self._asking = asyncio.Lock()

    async def keys_for(self, kid: str, url: str) -> Keys:
        """Return the keys; `kid` is among them if the issuer has it and may be asked.

        Raises: SignInRefused when there is no key young enough.
        """
        if not self._has(kid):
            async with self._asking:
                if not self._has(kid) and self._clock.monotonic_s() >= self._ask_at_s:
                    await self._ask(kid, url)
        if not self._younger_than(STALE_S):
            raise SignInRefused(Refusal.PROVIDER, self._config.name)
        return self._keys

    def _has(self, kid: str) -> bool:
        return kid in self._keys and self._younger_than(FRESH_S)

    def _younger_than(self, age_s: float) -> bool:
        return bool(self._keys) and self._clock.monotonic_s() < self._fetched_at_s + age_s

    async def _ask(self, kid: str, url: str) -> None:
        searching = self._younger_than(FRESH_S)
        try:
            keys = keys_in(await fetch_object(self._outbound, url), self._config.algorithms)
        except Unreachable:
            keys = {}
        now_s = self._clock.monotonic_s()
        if keys:
            self._keys, self._fetched_at_s = keys, now_s
        # A first or daily look is free; a search must not be repeated for every made-up kid.
        free = bool(keys) and kid in keys and not searching
        wait_s = PATIENCE_S if self._younger_than(STALE_S) else HURRY_S
        self._ask_at_s = now_s if free else now_s + wait_s


def keys_in(document: Members, algorithms: tuple[str, ...]) -> Keys:
    """Return the usable keys of a JWK set by `kid`; the others are passed over."""
    listed = document.get("keys")
    found: dict[str, RSAKey | ECKey] = {}
    for jwk in listed if isinstance(listed, list) else ():
        if isinstance(jwk, dict) and _is_for_signing(jwk, algorithms):
            key = _public_key(jwk, algorithms)
            if key is not None:
                found[jwk["kid"]] = key
    return found


def _is_for_signing(jwk: Mapping[str, object], algorithms: tuple[str, ...]) -> bool:
    kid = jwk.get("kid")
    named = isinstance(kid, str) and bool(kid)
    return named and jwk.get("use", "sig") == "sig" and jwk.get("alg", algorithms[0]) in algorithms


def _public_key(jwk: Mapping[str, object], algorithms: tuple[str, ...]) -> RSAKey | ECKey | None:
    """Return the key if it can be used; None if not. Only its public members are read."""
    try:
        if jwk.get("kty") == "RSA" and "RS256" in algorithms and _fair_size(jwk["n"]):
            return RSAKey.import_key({"kty": "RSA", "n": str(jwk["n"]), "e": str(jwk["e"])})
        if jwk.get("kty") == "EC" and "ES256" in algorithms and jwk["crv"] == "P-256":
            return ECKey.import_key(
                {"kty": "EC", "crv": "P-256", "x": str(jwk["x"]), "y": str(jwk["y"])}
            )
    except (JoseError, ValueError, KeyError, TypeError):
        return None
    return None


def _fair_size(modulus: object) -> bool:
    text = str(modulus)
    octets = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    return RSA_BITS[0] <= int.from_bytes(octets).bit_length() <= RSA_BITS[1]
