"""Work on webhooks: read again what they hint at, before anything changes (reliability H2)."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from core.domain.command import HOLD
from core.domain.delivery import Delivery
from core.domain.ids import TaskId, UserId
from core.domain.integration import Integration, IntegrationState, Provider
from core.errors import IntegrationFault, NotFound, ReconnectNeeded
from core.ports import Clock, Store
from core.usecases.one_by_one import raise_all
from core.usecases.sync_tasks import SyncTasks
from core.usecases.wake import Bell

BATCH = 500
"""Deliveries claimed at once; hundreds of one user ask for one read."""
READ_EVERY_S = 2.0
"""A user's tasks are read at most so often because of webhooks (reliability H2)."""
AT_ONCE = 8
"""Users whose tasks are read beside each other: a slow one must not hold up the rest."""
COMPLETED = "item_completed"
"""The `update_intent` of a recurring task's completion, which moves on instead of being ticked."""

Whose = tuple[UserId, Provider]
"""A user and one of their links."""


@dataclass(frozen=True, slots=True)
class _Held:
    delivery: Delivery
    until: datetime

    @property
    def whose(self) -> Whose:
        return self.delivery.user_id, self.delivery.provider


@dataclass(frozen=True, slots=True)
class WorkDeliveries:
    """Sync whoever's webhooks came in: the first at once, the rest of two seconds in one more."""

    store: Store
    clock: Clock
    sync: SyncTasks
    bell: Bell
    """Rung for ourselves when those who must wait have waited."""
    _read_s: dict[Whose, float] = field(default_factory=dict)
    """When each user's tasks were read last because of webhooks, by the monotonic clock."""
    _waiting: list[_Held] = field(default_factory=list)
    """Claimed by us, and too early still; after a crash their hold ends by itself."""

    async def __call__(self) -> int:
        """Return how many deliveries were worked on; those of a service that is away stay."""
        held = [*self._still_ours(), *await self._claim()]
        self._waiting.clear()
        now_s = self.clock.monotonic_s()
        self._forget_old(now_s)
        ready = [each for each in held if each.whose not in self._read_s]
        self._waiting.extend(each for each in held if each.whose in self._read_s)
        self._ring_later(now_s)
        groups = groupby(sorted(ready, key=_by_user), key=lambda each: each.whose)
        return await self._together({whose: [it.delivery for it in its] for whose, its in groups})

    def _still_ours(self) -> list[_Held]:
        now = self.clock.now()
        return [each for each in self._waiting if each.until > now]

    async def _claim(self) -> list[_Held]:
        claimed: list[_Held] = []
        while True:
            now = self.clock.now()
            async with self.store.writing() as work:
                found = await work.deliveries.claim(now, now + HOLD, BATCH)
            claimed += [_Held(each, now + HOLD) for each in found]
            if len(found) < BATCH:
                return claimed

    def _forget_old(self, now_s: float) -> None:
        over = [whose for whose, at_s in self._read_s.items() if now_s - at_s >= READ_EVERY_S]
        for whose in over:
            del self._read_s[whose]

    def _ring_later(self, now_s: float) -> None:
        if self._waiting:
            first_s = min(self._read_s[each.whose] for each in self._waiting)
            wait_s = max(0.0, first_s + READ_EVERY_S - now_s)
            asyncio.get_running_loop().call_later(wait_s, self.bell.heard)

    async def _together(self, of_users: dict[Whose, list[Delivery]]) -> int:
        places = asyncio.Semaphore(AT_ONCE)

        async def one(whose: Whose, deliveries: list[Delivery]) -> int:
            async with places:
                return await self._work(whose, deliveries)

        works = (one(whose, deliveries) for whose, deliveries in of_users.items())
        results = await asyncio.gather(*works, return_exceptions=True)
        raise_all(tuple(each for each in results if isinstance(each, Exception)))
        return sum(each for each in results if isinstance(each, int))

    async def _work(self, whose: Whose, deliveries: list[Delivery]) -> int:
        async with self.store.reading() as work:
            link = await work.integrations.get(*whose)
        if link is not None and _waits(link, self.clock.now()):
            return 0
        try:
            await self._read(whose, _hints(deliveries))
        except (NotFound, ReconnectNeeded):
            pass  # unlinked, or dead until its user links it anew: then everything is read anyway
        except IntegrationFault:
            return 0  # remembered at the link, with the time of the next try
        async with self.store.writing() as work:
            ids = tuple(delivery.id for delivery in deliveries)
            await work.deliveries.done(ids, self.clock.now())
        return len(deliveries)

    async def _read(self, whose: Whose, hints: dict[TaskId, datetime]) -> None:
        if self.sync.running(*whose):
            await self.sync(*whose)  # it may have read before the change that we were told of
        self._read_s[whose] = self.clock.monotonic_s()
        await self.sync(*whose, hints=hints)


def _by_user(held: _Held) -> tuple[Whose, datetime]:
    return held.whose, held.delivery.received_at


def _waits(link: Integration, now: datetime) -> bool:
    """Return whether its service is away, or asked us to wait, and the next try is to come."""
    if link.state is IntegrationState.RECONNECT or link.failing_since is None:
        return False
    return link.next_sync_at is not None and link.next_sync_at > now


def _hints(deliveries: Iterable[Delivery]) -> dict[TaskId, datetime]:
    """Return when which tasks were completed, by their own word; never later than it arrived.

    What was old when it arrived says nothing of now: it asked for this read, and no more.
    """
    return {
        it.task_id: min(it.triggered_at, it.received_at)
        for it in deliveries
        if it.task_id is not None
        and (it.intent == COMPLETED or it.name == "item:completed")
        and not it.old(it.received_at)
    }
