"""Carry events within this process: straight from the outbox to the consumers."""

import asyncio
from datetime import datetime, timedelta

from core.bus.ends import Ends
from core.bus.ring import Ring
from core.domain.events import Event
from core.domain.ids import EventId
from core.errors import OurFault
from core.ports.bus import Carried, Watch

PAUSE = timedelta(seconds=1)
"""How long to wait when nothing can be written: a database is seldom away for less."""


class InProcessBus:
    """A bus that holds nothing: what no consumer took yet waits in the outbox."""

    def __init__(self, ends: Ends) -> None:
        self.ring = Ring()
        self._ends = ends

    async def publish(self, events: tuple[Event, ...]) -> Carried:
        """Hand events to every consumer in turn; one is taken when all have taken it."""
        taken = {event.id for event in events}
        again: dict[EventId, datetime] = {}
        for name in self._ends.names if events else ():
            carried = await self._hand(name, events)
            taken &= carried.taken
            for key, at in carried.again.items():
                again[key] = max(at, again.get(key, at))
        self.ring.add(event for event in events if event.id in taken)
        return Carried(frozenset(taken), again)

    async def run(self) -> None:
        """Wait until cancelled: nothing comes in from elsewhere."""
        await asyncio.Event().wait()

    def watch(self) -> Watch:
        """Return a viewer of what this process carries from now on."""
        return self.ring.watch()

    async def wake(self) -> None:
        """Do nothing: there is no other process to tell."""

    async def close(self) -> None:
        """Do nothing: nothing is held open."""

    async def _hand(self, name: str, events: tuple[Event, ...]) -> Carried:
        try:
            return await self._ends.deliver(name, events)
        except OurFault:
            at = self._ends.clock.now() + PAUSE
            return Carried(again={event.id: at for event in events})
