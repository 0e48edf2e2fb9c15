"""Pull what changed at an integration since the last sync, and remember it."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial

from core.domain.command import next_try
from core.domain.events import TasksSynced
from core.domain.ids import UserId
from core.domain.integration import Integration, IntegrationState, Provider, Tokens
from core.domain.merge import merged
from core.domain.task import TaskChanges, TaskList
from core.errors import AccessExpired, IntegrationBusy, IntegrationFault, NotFound, ReconnectNeeded
from core.ports import Clock, Store, TaskSource, Work
from core.usecases.open_tokens import OpenTokens, lose
from core.usecases.outcomes import vanish

SYNC_EVERY = timedelta(hours=1)
"""How often oO reads when nobody is looking."""
WRITING_SCOPES = frozenset({"data:read_write"})
"""What completing a task needs; without it the link is partial."""


@dataclass(frozen=True, slots=True)
class SyncTasks:
    """Sync one integration; callers at the same time share one sync."""

    store: Store
    clock: Clock
    sources: Mapping[Provider, TaskSource]
    open_tokens: OpenTokens
    _running: dict[tuple[UserId, Provider], "asyncio.Task[int]"] = field(default_factory=dict)

    async def __call__(self, user_id: UserId, provider: Provider) -> int:
        """Return how many tasks are known now.

        Raises: NotFound when nothing is connected; an IntegrationFault, which is also remembered.
        """
        key = (user_id, provider)
        running = self._running.get(key)
        if running is None:
            running = asyncio.create_task(self._sync(user_id, provider))
            self._running[key] = running
            running.add_done_callback(partial(self._over, key))
        return await asyncio.shield(running)

    def _over(self, key: tuple[UserId, Provider], done: "asyncio.Task[int]") -> None:
        self._running.pop(key, None)
        if not done.cancelled():
            done.exception()  # it is remembered, also when everybody has stopped waiting

    async def _sync(self, user_id: UserId, provider: Provider) -> int:
        async with self.store.reading() as work:
            integration = await work.integrations.get(user_id, provider)
            known = await work.tasks.of(user_id, provider) or TaskList()
        if integration is None:
            raise NotFound(provider)
        if integration.state is IntegrationState.RECONNECT:
            raise ReconnectNeeded(provider)
        try:
            tokens, changes = await self._pull(integration, known)
        except IntegrationFault as error:
            await self._failed(integration, error)
            raise
        return await self._keep(integration, known, tokens, changes)

    async def _pull(self, integration: Integration, known: TaskList) -> tuple[Tokens, TaskChanges]:
        source = self.sources[integration.provider]
        tokens = await self.open_tokens(integration)
        try:
            return tokens, await source.sync(tokens, known)
        except AccessExpired:
            tokens = await self.open_tokens(integration, refused=tokens.access)
        try:
            return tokens, await source.sync(tokens, known)
        except AccessExpired as error:
            raise ReconnectNeeded(integration.provider) from error

    async def _keep(
        self, integration: Integration, known: TaskList, tokens: Tokens, changes: TaskChanges
    ) -> int:
        now = self.clock.now()
        tasks = merged(known, changes, now)
        partial = bool(tokens.scopes) and not tokens.scopes & WRITING_SCOPES
        async with self.store.writing() as work:
            current = await work.integrations.get(integration.user_id, integration.provider)
            if current is None or current.id != integration.id:
                return 0
            healthy = replace(
                current,
                state=IntegrationState.PARTIAL if partial else IntegrationState.CONNECTED,
                synced_at=now,
                next_sync_at=now + SYNC_EVERY,
                task_count=len(tasks.tasks),
                failing_since=None,
                failures=0,
            )
            await work.integrations.save(healthy)
            await work.tasks.keep(integration.user_id, integration.provider, tasks)
            await self._tell(work, integration, changes, len(tasks.tasks))
        return len(tasks.tasks)

    async def _tell(
        self, work: Work, integration: Integration, changes: TaskChanges, total: int
    ) -> None:
        if not changes.full and not changes.changed and not changes.gone:
            return
        user_id, provider = integration.user_id, integration.provider
        counts = (len(changes.changed), len(changes.gone), total)
        await work.outbox.tell(TasksSynced(self.clock.now(), user_id, provider, *counts))
        tip = await work.tips.open_of(user_id) if changes.gone else None
        if tip is not None and tip.task.id in changes.gone:
            await vanish(work, tip, self.clock.now())

    async def _failed(self, integration: Integration, error: IntegrationFault) -> None:
        now = self.clock.now()
        async with self.store.writing() as work:
            if isinstance(error, ReconnectNeeded):
                await lose(work, integration, now)
                return
            current = await work.integrations.get(integration.user_id, integration.provider)
            if current is None or current.state is IntegrationState.RECONNECT:
                return
            failures = current.failures + 1
            wait = error.retry_after_s if isinstance(error, IntegrationBusy) else 0
            again = max(next_try(failures, now, 1.0), now + timedelta(seconds=wait))
            failing = replace(
                current,
                next_sync_at=again,
                failing_since=current.failing_since or now,
                failures=failures,
            )
            await work.integrations.save(failing)
