"""Send people to an issuer, and find out who came back (reliability A1-A4)."""

import dataclasses

from core.domain.user import Identity
from core.errors import Refusal, SignInRefused
from core.oidc.claims import Expected
from core.oidc.config import Endpoints, OidcConfig
from core.oidc.discovery import Discovery
from core.oidc.key_shelf import KeyShelf
from core.oidc.people import name_in
from core.oidc.protocol import authorization_url, token_request
from core.oidc.token_answer import LIMIT_BYTES, TokenAnswer, tokens_in
from core.oidc.verify import kid_of, verify
from core.outbound import Outbound, Unreachable
from core.ports.clock import Clock
from core.ports.services import Callback

MAX_CODE_LETTERS = 4_096
"""Codes have one or two hundred; what is longer is not passed on."""


class OidcProvider:
    """One OpenID Connect issuer, pinned by configuration. All refusals are SignInRefused."""

    def __init__(self, config: OidcConfig, outbound: Outbound, clock: Clock) -> None:
        self._config = config
        self._outbound = outbound
        self._clock = clock
        self._discovery = Discovery(config, outbound, clock)
        self._shelf = KeyShelf(config, outbound, clock)

    @property
    def name(self) -> str:
        """Return the provider's short name, as it stands in paths."""
        return self._config.name

    @property
    def form_post(self) -> bool:
        """Return whether the answer comes by POST."""
        return self._config.form_post

    async def authorize_url(self, state: str, nonce: str, challenge: str) -> str:
        """Return where to send the browser. Raises SignInRefused while the issuer is unusable."""
        endpoints = await self._discovery.endpoints()
        return authorization_url(
            self._config, endpoints, state=state, nonce=nonce, challenge=challenge
        )

    async def redeem(self, callback: Callback, verifier: str, nonce: str) -> Identity:
        """Return who came back, proven by the issuer. Raises SignInRefused."""
        if callback.issuer and callback.issuer != self._config.issuer:
            raise SignInRefused(Refusal.PROOF, self.name)  # another issuer's code (RFC 9207)
        if not 0 < len(callback.code) <= MAX_CODE_LETTERS:
            raise SignInRefused(Refusal.PROVIDER, self.name)
        endpoints = await self._discovery.endpoints()
        tokens = await self._exchange(endpoints, callback.code, verifier)
        identity = await self._verified(endpoints, tokens, nonce)
        name = name_in(callback.user) if self.form_post else ""
        return dataclasses.replace(identity, name=name or identity.name)

    async def _exchange(self, endpoints: Endpoints, code: str, verifier: str) -> TokenAnswer:
        request = token_request(
            self._config, endpoints, code=code, verifier=verifier, now=self._clock.now()
        )
        try:
            answer = await self._outbound.request(
                "POST",
                endpoints.token,
                headers=request.headers,
                form=request.form,
                limit_bytes=LIMIT_BYTES,
            )
        except Unreachable as error:
            raise SignInRefused(Refusal.PROVIDER, self.name) from error
        return tokens_in(answer, self.name)

    async def _verified(self, endpoints: Endpoints, tokens: TokenAnswer, nonce: str) -> Identity:
        expected = Expected(
            self.name,
            self._config.issuer,
            self._config.client_id,
            nonce,
            tokens.access_token,
            self._config.algorithms,
        )
        kid = kid_of(tokens.id_token, expected)
        keys = await self._shelf.keys_for(kid, endpoints.jwks)
        return verify(tokens.id_token, keys, expected, self._clock.now())
