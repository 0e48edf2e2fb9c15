"""Let a self-hoster in before any provider is configured: a link that works once, for ten minutes."""

from dataclasses import dataclass

from core.domain.arrival import Arrival
from core.domain.attempt import ATTEMPT_LIFE, Attempt, AttemptKind
from core.domain.secret import fingerprint, new_secret
from core.domain.user import Identity
from core.errors import Malformed, Refusal, SignInRefused
from core.ports import Clock, Store, Vault
from core.usecases.sign_in import SignIn

ISSUER = "oo:login-link"
"""Who vouches for people who came by a link: the shell of the machine that runs oO."""
MAX_EMAIL = 254
"""The longest address there can be (RFC 5321)."""


@dataclass(frozen=True, slots=True)
class MakeLoginLink:
    """Write down a secret that lets one person in, once."""

    store: Store
    clock: Clock

    async def __call__(self, email: str) -> str:
        """Return the secret. Raises: Malformed when it cannot be an address."""
        address = email.strip().casefold()
        local, _, domain = address.partition("@")
        if not local or not domain or len(address) > MAX_EMAIL or not address.isprintable():
            raise Malformed("email")
        secret = new_secret()
        expires_at = self.clock.now() + ATTEMPT_LIFE
        link = Attempt(fingerprint(secret), AttemptKind.LINK, ISSUER, expires_at, email=address)
        async with self.store.writing() as work:
            await work.attempts.add(link)
        return secret


@dataclass(frozen=True, slots=True)
class UseLoginLink:
    """Let the bearer of a login link in; its subject is a digest, so no address lies in the clear."""

    store: Store
    clock: Clock
    vault: Vault
    sign_in: SignIn

    async def __call__(self, secret: str, agent: str) -> Arrival:
        """Return the new session. Raises: SignInRefused for a used, old or unknown link."""
        async with self.store.writing() as work:
            attempt = await work.attempts.take(fingerprint(secret))
        if attempt is None or attempt.kind is not AttemptKind.LINK:
            raise SignInRefused(Refusal.EXPIRED, ISSUER)
        if attempt.expires_at <= self.clock.now():
            raise SignInRefused(Refusal.EXPIRED, ISSUER)
        subject = self.vault.digest(attempt.email)
        identity = Identity(ISSUER, subject, attempt.email, email_verified=True)
        return await self.sign_in(identity, agent, attempt.return_path)
