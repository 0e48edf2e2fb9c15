"""Hand out tokens that work: refresh them before they expire, one caller at a time."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from core.domain.command import Revocation
from core.domain.events import IntegrationLost
from core.domain.ids import CommandId, IntegrationId, new_id
from core.domain.integration import Integration, IntegrationState, Provider, Tokens
from core.errors import IntegrationDown, NotFound, ReconnectNeeded, VaultClosed
from core.ports import Clock, Linker, Store, Work

CLAIM = timedelta(seconds=30)
"""How long one caller may refresh before another may try; inside Todoist's 60 s of grace."""
WAIT_S = 0.2
"""How long a caller waits before it looks whether another process has refreshed."""
PATIENCE = 25
"""How often it looks: five seconds in all."""


@dataclass(frozen=True, slots=True)
class OpenTokens:
    """Read tokens; refresh them when old or `refused`, single-flight (reliability T4)."""

    store: Store
    clock: Clock
    linkers: Mapping[Provider, Linker]
    _locks: dict[IntegrationId, asyncio.Lock] = field(default_factory=dict)

    async def __call__(self, integration: Integration, refused: str = "") -> Tokens:
        """Return tokens other than the `refused` access token.

        Raises: ReconnectNeeded when no refresh can help; IntegrationDown when nobody answers;
        NotFound when the integration was unlinked meanwhile.
        """
        async with self._locks.setdefault(integration.id, asyncio.Lock()):
            for _ in range(PATIENCE):
                tokens = await self._read(integration)
                if self._usable(tokens, refused):
                    return tokens
                if await self._claimed(integration):
                    return await self._refresh(integration, tokens)
                await asyncio.sleep(WAIT_S)
        raise IntegrationDown(integration.provider)

    def _usable(self, tokens: Tokens, refused: str) -> bool:
        return tokens.access != refused and tokens.fresh(self.clock.now())

    async def _read(self, integration: Integration) -> Tokens:
        async with self.store.reading() as work:
            return await _held(work, integration)

    async def _claimed(self, integration: Integration) -> bool:
        now = self.clock.now()
        async with self.store.writing() as work:
            return await work.tokens.claim(integration.id, now, now + CLAIM)

    async def _refresh(self, integration: Integration, old: Tokens) -> Tokens:
        try:
            tokens = await self.linkers[integration.provider].refresh(old)
            return await self._keep(integration, old, tokens)
        except ReconnectNeeded:
            await self._lose(integration)
            raise
        finally:
            async with self.store.writing() as work:
                await work.tokens.release(integration.id)

    async def _keep(self, integration: Integration, old: Tokens, tokens: Tokens) -> Tokens:
        try:
            async with self.store.writing() as work:
                held = await _held(work, integration)
                if held.access != old.access:  # linked anew while the refresh was under way
                    return held
                await work.tokens.keep(integration, tokens)
        except NotFound:  # unlinked while the refresh was under way
            await self._revoke(integration.provider, tokens)
            raise
        return tokens

    async def _lose(self, integration: Integration) -> None:
        async with self.store.writing() as work:
            await lose(work, integration, self.clock.now())

    async def _revoke(self, provider: Provider, tokens: Tokens) -> None:
        now = self.clock.now()
        async with self.store.writing() as work:
            await work.revocations.add(Revocation(CommandId(new_id()), provider, tokens, now))


async def lose(work: Work, integration: Integration, now: datetime) -> None:
    """Write down that only the user can mend a link: once, and not if they have just done so."""
    current = await work.integrations.get(integration.user_id, integration.provider)
    if current is None or current.state is IntegrationState.RECONNECT:
        return
    if (current.id, current.connected_at) != (integration.id, integration.connected_at):
        return
    lost = replace(
        current,
        state=IntegrationState.RECONNECT,
        next_sync_at=None,
        failing_since=current.failing_since or now,
        failures=current.failures + 1,
    )
    await work.integrations.save(lost)
    await work.outbox.tell(IntegrationLost(now, lost.user_id, lost.provider))


async def _held(work: Work, integration: Integration) -> Tokens:
    current = await work.integrations.get(integration.user_id, integration.provider)
    if current is None or current.id != integration.id:
        raise NotFound(integration.provider)
    if current.state is IntegrationState.RECONNECT:
        raise ReconnectNeeded(integration.provider)
    try:
        return await work.tokens.of(current)
    except VaultClosed as error:  # reliability T1: never a way around, but a way out
        raise ReconnectNeeded(integration.provider) from error
