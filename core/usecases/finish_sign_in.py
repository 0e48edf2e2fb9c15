"""Finish signing in: redeem what the provider sent back, and begin a session."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.domain.arrival import Answer, Arrival
from core.domain.attempt import AttemptKind
from core.errors import IntegrationFault, Refusal, SignInRefused
from core.ports import Callback, IdentityProvider
from core.usecases.sign_in import SignIn
from core.usecases.take_attempt import TakeAttempt


@dataclass(frozen=True, slots=True)
class FinishSignIn:
    """Let the person in whom the provider vouches for."""

    take: TakeAttempt
    sign_in: SignIn
    providers: Mapping[str, IdentityProvider]

    async def __call__(self, answer: Answer, agent: str) -> Arrival:
        """Return the new session. Raises: SignInRefused with the reason."""
        attempt = await self.take(answer, AttemptKind.SIGN_IN)
        provider = self.providers.get(answer.provider)
        if provider is None:
            raise SignInRefused(Refusal.DISABLED, answer.provider)
        callback = Callback(answer.code, answer.issuer, answer.user)
        try:
            identity = await provider.redeem(callback, attempt.verifier, attempt.nonce)
        except IntegrationFault as error:
            raise SignInRefused(Refusal.PROVIDER, answer.provider) from error
        return await self.sign_in(identity, agent, attempt.return_path)
