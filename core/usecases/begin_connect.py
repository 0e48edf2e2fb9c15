"""Begin to connect an integration: record the yes, remember the attempt, send the browser off."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.domain.arrival import Begun
from core.domain.attempt import ATTEMPT_LIFE, Attempt, AttemptKind
from core.domain.consent import TEXT_VERSION, Consent, Purpose
from core.domain.ids import ConsentId, UserId, new_id
from core.domain.integration import Provider
from core.domain.secret import code_challenge, fingerprint, new_secret
from core.errors import NotFound
from core.ports import Clock, Linker, Store


@dataclass(frozen=True, slots=True)
class BeginConnect:
    """Bind state and verifier to the signed-in user (reliability A1)."""

    store: Store
    clock: Clock
    linkers: Mapping[Provider, Linker]

    async def __call__(self, user_id: UserId, provider: Provider) -> Begun:
        """Return where to go. Raises: NotFound when the provider's app is not configured."""
        linker = self.linkers.get(provider)
        if linker is None:
            raise NotFound(provider)
        now = self.clock.now()
        state, cookie, verifier = (new_secret() for _ in range(3))
        attempt = Attempt(
            state_hash=fingerprint(state),
            kind=AttemptKind.CONNECT,
            provider=provider,
            expires_at=now + ATTEMPT_LIFE,
            cookie_hash=fingerprint(cookie),
            verifier=verifier,
            user_id=user_id,
        )
        said = Consent(ConsentId(new_id()), user_id, Purpose.TIPS, True, TEXT_VERSION, now)
        async with self.store.writing() as work:
            await work.consents.add(said)
            await work.attempts.add(attempt)
        return Begun(linker.authorize_url(state, code_challenge(verifier)), cookie)
