"""Learn an issuer's endpoints, or have it confirm the pinned ones (reliability A3)."""

import asyncio

from core.errors import Refusal, SignInRefused
from core.oidc.config import SECRET_IN_FORM, Endpoints, OidcConfig, is_web_address
from core.oidc.published import fetch_object
from core.oidc.strict import Members
from core.outbound import Outbound, Unreachable
from core.ports.clock import Clock

FRESH_S = 24 * 3_600.0
"""How long a confirmed document is not asked for again."""

PATIENCE_S = 300.0
"""How long to go on with known endpoints before asking an unreachable issuer again."""

HURRY_S = 5.0
"""The same while there are no endpoints to go on with, and somebody wants to sign in."""

PATH = "/.well-known/openid-configuration"
"""Where an issuer publishes its document (OpenID Connect Discovery §4)."""


class Discovery:
    """One issuer's endpoints. A document that contradicts configuration closes the issuer."""

    def __init__(self, config: OidcConfig, outbound: Outbound, clock: Clock) -> None:
        self._config = config
        self._outbound = outbound
        self._clock = clock
        self._endpoints = config.endpoints
        self._ask_at_s = clock.monotonic_s()
        self._asking = asyncio.Lock()

    async def endpoints(self) -> Endpoints:
        """Return where to go. Raises SignInRefused when that is unknown or contradicted."""
        async with self._asking:
            if self._clock.monotonic_s() >= self._ask_at_s:
                await self._ask()
        if self._endpoints is None:
            raise SignInRefused(Refusal.PROVIDER, self._config.name)
        return self._endpoints

    async def _ask(self) -> None:
        try:
            document = await fetch_object(self._outbound, self._config.issuer.rstrip("/") + PATH)
        except Unreachable:
            wait_s = PATIENCE_S if self._endpoints else HURRY_S
        else:
            self._endpoints = endpoints_in(document, self._config)
            wait_s = FRESH_S if self._endpoints else HURRY_S
        self._ask_at_s = self._clock.monotonic_s() + wait_s


def endpoints_in(document: Members, config: OidcConfig) -> Endpoints | None:
    """Return the endpoints that document and configuration agree on, or None if they do not."""
    algorithms = document.get("id_token_signing_alg_values_supported")
    if document.get("issuer") != config.issuer or not isinstance(algorithms, list):
        return None
    named = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    authorize, token, jwks = (document.get(name) for name in named)
    if config.endpoints is not None:
        pinned = config.endpoints
        same = (authorize, token, jwks) == (pinned.authorize, pinned.token, pinned.jwks)
        return pinned if same and algorithms == list(config.algorithms) else None
    if not all(_belongs(url, config.issuer) for url in (authorize, token, jwks)):
        return None
    if "none" in algorithms or not set(config.algorithms).intersection(map(str, algorithms)):
        return None
    return Endpoints(config.issuer, str(authorize), str(token), str(jwks), _secret_way(document))


def _belongs(url: object, issuer: str) -> bool:
    """Return whether an issuer may name this URL: only one on this machine may name plain http."""
    plain = isinstance(url, str) and url.startswith("http:")
    return is_web_address(url) and (not plain or issuer.startswith("http:"))


def _secret_way(document: Members) -> str:
    ways = document.get("token_endpoint_auth_methods_supported")
    if isinstance(ways, list) and SECRET_IN_FORM in ways:
        return SECRET_IN_FORM
    return "client_secret_basic"  # what silence means (OpenID Connect Discovery §3)
