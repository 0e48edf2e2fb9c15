"""Pull what changed at an integration since the last sync, and remember it."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from types import MappingProxyType

from core.domain.asked import SKEW
from core.domain.changes import Log
from core.domain.command import BACKOFF_CAP_S, OUTAGE_CAP_S, OUTAGE_TRIES, next_try
from core.domain.completion import Completion
from core.domain.events import TasksSynced
from core.domain.ids import TaskId, UserId
from core.domain.integration import Integration, IntegrationState, Provider, Tokens
from core.domain.task import TaskChanges, TaskList
from core.errors import (
    AccessExpired,
    IntegrationBusy,
    IntegrationFault,
    NotFound,
    ReconnectNeeded,
    StaleWrite,
)
from core.ports import Clock, Store, TaskSource, Work
from core.usecases.fates import settle_gone
from core.usecases.notice import Read, in_doubt, notice
from core.usecases.open_tokens import OpenTokens, lose
from core.usecases.tell_changes import Look

SYNC_EVERY = timedelta(hours=1)
"""How often oO reads when nobody is looking."""
WRITING_SCOPES = frozenset({"data:read_write"})
"""What completing a task needs; without it the link is partial."""
NO_HINTS: Mapping[TaskId, datetime] = MappingProxyType({})
"""Nobody told of anything."""

Whose = tuple[UserId, Provider]
"""A user and one of their links."""


@dataclass(frozen=True, slots=True)
class SyncTasks:
    """Sync one integration; callers at the same time share one sync."""

    store: Store
    clock: Clock
    sources: Mapping[Provider, TaskSource]
    open_tokens: OpenTokens
    jitter: Callable[[], float]
    """A number in [0, 1), so that users who fail together do not come back together."""
    _running: dict[Whose, "asyncio.Task[int]"] = field(default_factory=dict)
    _hints: dict[Whose, set[Completion]] = field(default_factory=dict)
    """What waits for the next sync to begin."""

    async def __call__(
        self, user_id: UserId, provider: Provider, *, hints: Mapping[TaskId, datetime] = NO_HINTS
    ) -> int:
        """Return how many tasks are known now.

        Args: hints are completions of recurring tasks that a webhook told of; they are taken by a
        sync that begins after they came, so that it sees what they tell of.
        Raises: NotFound when nothing is connected; an IntegrationFault, which is also remembered:
        then the hints must be given again.
        """
        key = (user_id, provider)
        running = self._running.get(key)
        if hints:
            told = {Completion(task_id, at) for task_id, at in hints.items()}
            self._hints.setdefault(key, set()).update(told)
            if running is not None:
                await asyncio.wait([running])
                running = self._running.get(key)  # begun by another who waited too, or nobody
        if running is None:
            running = asyncio.create_task(self._sync(user_id, provider))
            self._running[key] = running
            running.add_done_callback(partial(self._over, key))
        return await asyncio.shield(running)

    def running(self, user_id: UserId, provider: Provider) -> bool:
        """Return whether a sync is under way, which may have read before what is asked about."""
        return (user_id, provider) in self._running

    def _over(self, key: tuple[UserId, Provider], done: "asyncio.Task[int]") -> None:
        self._running.pop(key, None)
        if not done.cancelled():
            done.exception()  # it is remembered, also when everybody has stopped waiting

    async def _sync(self, user_id: UserId, provider: Provider) -> int:
        hints = frozenset(self._hints.pop((user_id, provider), ()))
        try:
            return await self._once(user_id, provider, hints)
        except StaleWrite:  # another process has read meanwhile: begin from what it knows
            return await self._once(user_id, provider, hints)

    async def _once(self, user_id: UserId, provider: Provider, hints: frozenset[Completion]) -> int:
        began_at = self.clock.now()
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
        read = Read(began_at, changes, hints)
        read = replace(read, log=await self._logged(integration, tokens, known, read))
        return await self._keep(integration, known, tokens, read)

    async def _pull(self, integration: Integration, known: TaskList) -> tuple[Tokens, TaskChanges]:
        tokens, changes = await self._read(integration, known)
        if changes.gone:
            async with self.store.writing() as work:
                await settle_gone(work, integration, changes, self.clock.now())
        return tokens, changes

    async def _read(self, integration: Integration, known: TaskList) -> tuple[Tokens, TaskChanges]:
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

    async def _logged(
        self, integration: Integration, tokens: Tokens, known: TaskList, read: Read
    ) -> Log:
        """Return what the log says of tasks in doubt; nothing when it cannot be asked just now."""
        async with self.store.reading() as work:
            doubtful = await in_doubt(work, integration.user_id, known, read)
        if not doubtful or known.synced_at is None:
            return Log()
        since = known.synced_at - SKEW
        try:
            found = await self.sources[integration.provider].completions(tokens, since)
        except IntegrationFault:
            return Log()
        return Log(doubtful, tuple(it for it in found if it.at >= since))

    async def _keep(
        self, integration: Integration, known: TaskList, tokens: Tokens, read: Read
    ) -> int:
        now = self.clock.now()
        whose = (integration.user_id, integration.provider)
        partial = bool(tokens.scopes) and not tokens.scopes & WRITING_SCOPES
        async with self.store.writing() as work:
            current = await work.integrations.get(integration.user_id, integration.provider)
            if current is None or current.id != integration.id:
                return 0
            before = await work.tasks.of(*whose) or TaskList()  # an undo may have put a task back
            if before.sync_token != known.sync_token:
                raise StaleWrite("tasks")
            tasks = await notice(work, Look(*whose, before, now), read)
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
            await work.tasks.keep(*whose, tasks)
            await self._tell(work, whose, read.changes, len(tasks.tasks))
        return len(tasks.tasks)

    async def _tell(self, work: Work, whose: Whose, changes: TaskChanges, total: int) -> None:
        if changes.full or changes.changed or changes.gone:
            counts = (len(changes.changed), len(changes.gone), total)
            await work.outbox.tell(TasksSynced(self.clock.now(), *whose, *counts))

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
            cap_s = OUTAGE_CAP_S if failures <= OUTAGE_TRIES else BACKOFF_CAP_S
            wait = error.retry_after_s if isinstance(error, IntegrationBusy) else 0
            failing = replace(
                current,
                next_sync_at=max(
                    next_try(failures, now, self.jitter(), cap_s), now + timedelta(seconds=wait)
                ),
                failing_since=current.failing_since or now,
                failures=failures,
            )
            await work.integrations.save(failing)
