"""Relay saved events to the bus: at least once, oldest first, until none is left that waited."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby

from core.domain.command import HOLD
from core.domain.events import Event
from core.ports import Backlog, Clock, Store
from core.ports.bus import Bus, Carried

BATCH = 256
"""Events published at once: enough to keep the bus busy, few enough to claim in a moment."""
REPLAYED = timedelta(days=7)
"""How far back a bus that lost its memory is filled again: as long as sent events are kept (E5)."""


@dataclass(frozen=True, slots=True)
class RelayEvents:
    """Carry saved events to the bus; each is sent only when the bus has it (reliability E1)."""

    store: Store
    clock: Clock
    bus: Bus
    _owed: asyncio.Event = field(default_factory=asyncio.Event)
    """Set while the bus has lost its memory and was not filled again."""

    async def __call__(self) -> int:
        """Return how many events were carried."""
        carried = 0
        while True:
            batch, taken = await self._one_batch()
            carried += taken
            if not self._owed.is_set() and (batch < BATCH or not taken):
                break
        return carried

    async def backlog(self) -> Backlog:
        """Return how many events wait, and since when the oldest does."""
        async with self.store.reading() as work:
            return await work.outbox.backlog()

    async def resend(self) -> int:
        """Make the events of the last seven days wait again, and return how many (E5)."""
        async with self.store.writing() as work:
            return await work.sent_events.again(self.clock.now() - REPLAYED)

    async def _one_batch(self) -> tuple[int, int]:
        """Return how many events were claimed, and how many of them are sent.

        An empty batch is published too: so a bus notices that its memory is gone.
        """
        if self._owed.is_set():
            await self.resend()
            self._owed.clear()
        now = self.clock.now()
        async with self.store.writing() as work:
            batch = await work.outbox.claim(now, now + HOLD, BATCH)
        carried = await self.bus.publish(batch)
        if carried.lost:
            self._owed.set()
        if batch:
            await self._write_down(batch, carried)
        return len(batch), len(carried.taken)

    async def _write_down(self, batch: tuple[Event, ...], carried: Carried) -> None:
        sent = tuple(event.id for event in batch if event.id in carried.taken)
        waiting = sorted(carried.again, key=lambda key: (carried.again[key], key))
        async with self.store.writing() as work:
            await work.outbox.sent(sent, self.clock.now())
            for until, ids in groupby(waiting, key=lambda key: carried.again[key]):
                await work.outbox.later(tuple(ids), until)
