"""Keep integrations, tokens and task lists in memory."""

from dataclasses import dataclass, replace
from datetime import datetime

from core.domain.command import LONGEST_HOLD
from core.domain.ids import IntegrationId, TipId, UserId
from core.domain.integration import Integration, IntegrationState, Provider, Tokens
from core.domain.reaction import Rest
from core.domain.task import TaskList
from core.errors import NotFound, ReconnectNeeded, StaleWrite
from core.memory.draft import Draft, Held, drop_where


@dataclass(frozen=True, slots=True)
class MemoryIntegrations:
    """Integrations in memory."""

    draft: Draft

    async def save(self, integration: Integration) -> None:
        """Insert at version 1, else update the one that still has this version."""
        if integration.version == 1:
            self.draft.must_live(integration.user_id)
            taken = await self.get(integration.user_id, integration.provider)
            if taken or self.draft.integrations.get(integration.id):
                self.draft.refuse(StaleWrite("row"))
        else:
            known = self.draft.integrations.get(integration.id)
            if known is None or known.version != integration.version:
                raise StaleWrite("integration")
        saved = replace(integration, version=integration.version + 1)
        self.draft.integrations.put(integration.id, saved)

    async def get(self, user_id: UserId, provider: Provider) -> Integration | None:
        """Return a user's link to one service."""
        return {it.provider: it for it in await self.of(user_id)}.get(provider)

    async def of(self, user_id: UserId) -> tuple[Integration, ...]:
        """Return a user's links."""
        mine = [it for it in self.draft.integrations.values() if it.user_id == user_id]
        return tuple(sorted(mine, key=lambda it: it.id))

    async def forget(self, integration: Integration) -> None:
        """Delete a link, its tokens, the tasks seen through it and what rested among them."""
        user_id = integration.user_id
        self.draft.integrations.drop(integration.id)
        self.draft.tokens.drop(integration.id)
        self.draft.task_lists.drop((user_id, integration.provider))
        drop_where(self.draft.rests, lambda _, it: it.user_id == user_id)

    async def due(self, now: datetime, limit: int) -> tuple[Integration, ...]:
        """Return the links to be synced by now, longest overdue first; dead ones are left alone."""
        found = [
            (it.next_sync_at, it.id, it)
            for it in self.draft.integrations.values()
            if it.next_sync_at is not None
            and not now < it.next_sync_at <= now + LONGEST_HOLD
            and it.state is not IntegrationState.RECONNECT
        ]
        return tuple(it for _, _, it in sorted(found, key=lambda each: each[:2])[:limit])


@dataclass(frozen=True, slots=True)
class MemoryTokens:
    """Tokens in memory."""

    draft: Draft

    async def of(self, integration: Integration) -> Tokens:
        """Return an integration's tokens, or raise ReconnectNeeded when there are none."""
        held = self.draft.tokens.get(integration.id)
        if held is None:
            raise ReconnectNeeded(integration.provider)
        return held.tokens

    async def keep(self, integration: Integration, tokens: Tokens) -> None:
        """Put tokens in the place of earlier ones; a claim stays until it is released."""
        if self.draft.integrations.get(integration.id) is None:
            self.draft.refuse(NotFound("owner"))
        held = self.draft.tokens.get(integration.id)
        claimed_until = held.claimed_until if held else None
        self.draft.tokens.put(integration.id, Held(tokens, claimed_until))

    async def claim(self, integration_id: IntegrationId, now: datetime, until: datetime) -> bool:
        """Return whether the caller, and nobody else, may refresh until then."""
        held = self.draft.tokens.get(integration_id)
        if held is None or (held.claimed_until is not None and held.claimed_until > now):
            return False
        self.draft.tokens.put(integration_id, replace(held, claimed_until=until))
        return True

    async def release(self, integration_id: IntegrationId) -> None:
        """Let the next caller refresh."""
        held = self.draft.tokens.get(integration_id)
        if held is not None:
            self.draft.tokens.put(integration_id, replace(held, claimed_until=None))


@dataclass(frozen=True, slots=True)
class MemoryTasks:
    """Task lists and rests in memory."""

    draft: Draft

    async def of(self, user_id: UserId, provider: Provider) -> TaskList | None:
        """Return the tasks last seen."""
        return self.draft.task_lists.get((user_id, provider))

    async def keep(self, user_id: UserId, provider: Provider, tasks: TaskList) -> None:
        """Put a list in the place of the one before."""
        if not self.draft.living.get(user_id):
            raise NotFound("user")
        self.draft.task_lists.put((user_id, provider), tasks)

    async def rest(self, rest: Rest) -> None:
        """Put a task to rest; one tip has one rest, the newest."""
        self.draft.must_own(rest.user_id, rest.tip_id)
        self.draft.rests.put(rest.tip_id, rest)

    async def rests(self, user_id: UserId, now: datetime) -> tuple[Rest, ...]:
        """Return what rests now, first to wake first."""
        mine = [it for it in self.draft.rests.group(("user", user_id)) if it.until > now]
        return tuple(sorted(mine, key=lambda it: (it.until, it.tip_id)))

    async def wake(self, tip_id: TipId) -> None:
        """End the rest that a tip's answer began."""
        self.draft.rests.drop(tip_id)
