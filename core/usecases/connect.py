"""Link an integration: by the code that OAuth brought back, or by a pasted personal token."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.domain.arrival import Answer
from core.domain.attempt import AttemptKind
from core.domain.consent import TEXT_VERSION, Consent, Purpose
from core.domain.events import IntegrationConnected
from core.domain.ids import ConsentId, IntegrationId, UserId, new_id
from core.domain.integration import Integration, IntegrationState, Provider, Tokens
from core.errors import (
    AccessExpired,
    IntegrationFault,
    IntegrationRefused,
    Malformed,
    ReconnectNeeded,
    Refusal,
    SignInRefused,
)
from core.ports import Clock, Linker, Store, Work
from core.usecases.take_attempt import TakeAttempt
from core.usecases.wake import Bell

MAX_TOKEN = 256
"""Letters of a personal token, at most; Todoist's have 40."""


@dataclass(frozen=True, slots=True)
class Link:
    """Who links what, and how."""

    user_id: UserId
    provider: Provider
    personal: bool


@dataclass(frozen=True, slots=True)
class KeepLink:
    """Ask whose account the tokens open, then write the integration and its tokens."""

    store: Store
    clock: Clock
    linkers: Mapping[Provider, Linker]
    bell: Bell
    """Rings for the first sync: a user who has just connected is waiting."""

    async def __call__(self, link: Link, tokens: Tokens) -> None:
        """Keep the link.

        Raises: ReconnectNeeded when the tokens open nothing; SignInRefused (OTHER_ACCOUNT) when
        another account is linked already (reliability T4).
        """
        try:
            owner = await self.linkers[link.provider].owner(tokens)
        except (AccessExpired, IntegrationRefused) as error:
            raise ReconnectNeeded(link.provider) from error
        now = self.clock.now()
        async with self.store.writing() as work:
            known = await work.integrations.get(link.user_id, link.provider)
            if known is not None and known.external_id != owner.external_id:
                raise SignInRefused(Refusal.OTHER_ACCOUNT, link.provider)
            fresh = Integration(
                id=known.id if known else IntegrationId(new_id()),
                user_id=link.user_id,
                provider=link.provider,
                state=IntegrationState.SYNCING,
                external_id=owner.external_id,
                connected_at=now,
                personal=link.personal,
                next_sync_at=now,
                version=known.version if known else 1,
            )
            await work.integrations.save(fresh)
            await work.tokens.keep(fresh, tokens)
            await _adopt_zone(work, link.user_id, owner.timezone)
            await work.outbox.tell(IntegrationConnected(now, link.user_id, link.provider))
        self.bell.ring()


@dataclass(frozen=True, slots=True)
class FinishConnect:
    """Link the account whose owner has just said yes over there."""

    take: TakeAttempt
    linkers: Mapping[Provider, Linker]
    keep: KeepLink

    async def __call__(self, user_id: UserId, answer: Answer) -> None:
        """Keep the tokens. Raises: SignInRefused with the reason, IntegrationDown."""
        attempt = await self.take(answer, AttemptKind.CONNECT, user_id)
        provider = Provider(attempt.provider)
        linker = self.linkers[provider]
        try:
            tokens = await linker.redeem(answer.code, attempt.verifier)
        except IntegrationFault as error:
            raise SignInRefused(Refusal.PROVIDER, provider) from error
        try:
            await self.keep(Link(user_id, provider, personal=False), tokens)
        except ReconnectNeeded as error:
            raise SignInRefused(Refusal.PROVIDER, provider) from error


@dataclass(frozen=True, slots=True)
class ConnectWithToken:
    """Link the account that a pasted personal token opens: the self-hoster's way."""

    store: Store
    clock: Clock
    keep: KeepLink
    allowed: bool

    async def __call__(self, user_id: UserId, provider: Provider, token: str) -> None:
        """Keep the token. Raises: Malformed, ReconnectNeeded when it opens nothing."""
        token = token.strip()
        fine = 0 < len(token) <= MAX_TOKEN and token.isascii() and token.isalnum()
        if not self.allowed or not fine:
            raise Malformed("token")
        now = self.clock.now()
        said = Consent(ConsentId(new_id()), user_id, Purpose.TIPS, True, TEXT_VERSION, now)
        async with self.store.writing() as work:
            await work.consents.add(said)
        link = Link(user_id, provider, personal=True)
        await self.keep(link, Tokens(token))


async def _adopt_zone(work: Work, user_id: UserId, timezone: str) -> None:
    user = await work.users.get(user_id)
    if user.timezone == "UTC" != timezone:
        await work.users.save(replace(user, timezone=timezone))
