"""Do what time asks for: sync those whose turn it is, and sweep out what has expired."""

from dataclasses import dataclass
from datetime import timedelta

from core.domain.integration import Integration
from core.domain.reset import SNAPSHOTS_KEPT
from core.errors import IntegrationFault, NotFound
from core.ports import Clock, Store
from core.usecases.one_by_one import one_by_one, raise_all
from core.usecases.sync_tasks import SyncTasks

REPLIES_KEPT = timedelta(hours=48)
"""An idempotency key is remembered this long (reliability E6 asks for 24 hours at least)."""
PICKS_KEPT = timedelta(days=30)
"""The numbers behind a pick, for replay and for judging policies (mission 1.5)."""
OUTBOX_KEPT = timedelta(days=7)
"""Sent events stay this long, for replay (reliability E1)."""
INBOX_KEPT = timedelta(days=8)
"""Longer than any event can come again: than the outbox, and than a stream, keeps one."""
DELIVERIES_KEPT = timedelta(days=7)
"""So long a webhook that comes again is known; a later one is too old to be applied anyway."""
SYNCS_AT_ONCE = 20
"""Integrations synced in one round."""


@dataclass(frozen=True, slots=True)
class SyncDue:
    """Sync the integrations whose next sync has come."""

    store: Store
    clock: Clock
    sync: SyncTasks

    async def __call__(self) -> int:
        """Return how many were tried; each remembers its own failure."""
        async with self.store.reading() as work:
            due = await work.integrations.due(self.clock.now(), SYNCS_AT_ONCE)
        _, failures = await one_by_one(due, self._sync)
        raise_all(failures)
        return len(due)

    async def _sync(self, integration: Integration) -> None:
        try:
            await self.sync(integration.user_id, integration.provider)
        except (IntegrationFault, NotFound):
            return


@dataclass(frozen=True, slots=True)
class Sweep:
    """Drop attempts, replies, sent events, old picks and snapshots that nobody will ask for any more."""

    store: Store
    clock: Clock

    async def __call__(self) -> int:
        """Return how many rows went."""
        now = self.clock.now()
        async with self.store.writing() as work:
            gone = await work.attempts.sweep(now)
            gone += await work.replies.sweep(now - REPLIES_KEPT)
            gone += await work.sent_events.sweep(now - OUTBOX_KEPT)
            gone += await work.inbox.sweep(now - INBOX_KEPT)
            gone += await work.deliveries.sweep(now - DELIVERIES_KEPT)
            gone += await work.pick_log.sweep(now - PICKS_KEPT)
            gone += await work.posteriors.sweep(now - PICKS_KEPT)
            gone += await work.resets.sweep(now - SNAPSHOTS_KEPT)
        return gone
