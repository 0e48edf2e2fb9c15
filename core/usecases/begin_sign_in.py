"""Begin to sign in: remember the attempt on the server and send the browser to its provider."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.domain.arrival import Begun, safe_path
from core.domain.attempt import ATTEMPT_LIFE, Attempt, AttemptKind
from core.domain.secret import code_challenge, fingerprint, new_secret
from core.errors import NotFound
from core.ports import Clock, IdentityProvider, Store


@dataclass(frozen=True, slots=True)
class BeginSignIn:
    """Make state, nonce and verifier, each 256 bits, for one attempt (reliability A1)."""

    store: Store
    clock: Clock
    providers: Mapping[str, IdentityProvider]

    async def __call__(self, provider: str, return_path: str) -> Begun:
        """Return where to go. Raises: NotFound for a provider that is not configured."""
        if provider not in self.providers:
            raise NotFound(provider)
        state, cookie, nonce, verifier = (new_secret() for _ in range(4))
        url = await self.providers[provider].authorize_url(state, nonce, code_challenge(verifier))
        attempt = Attempt(
            state_hash=fingerprint(state),
            kind=AttemptKind.SIGN_IN,
            provider=provider,
            expires_at=self.clock.now() + ATTEMPT_LIFE,
            cookie_hash=fingerprint(cookie),
            verifier=verifier,
            nonce=nonce,
            return_path=safe_path(return_path),
        )
        async with self.store.writing() as work:
            await work.attempts.add(attempt)
        return Begun(url, cookie)
