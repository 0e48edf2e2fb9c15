"""Bring a consumer its events: hand them in, and acknowledge only what was written (E2)."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from nats.aio.msg import Msg

from core.bus.ends import Ends
from core.bus.link import DOWN, heed
from core.bus.pull import Gone, pulling
from core.bus.server import Server
from core.bus.wire import Forged, Message, Unreadable
from core.domain.events import Event
from core.errors import OurFault
from core.ports.bus import Carried

IN_HAND_S = (0.5, 1.0, 2.0, 5.0, 10.0, 10.0)
"""Pauses while nothing can be written: the events stay in hand, which costs them no delivery."""
FAULT_S = 60.0
"""Seconds until events come again that could not be written for all that time."""
UNREADABLE_S = 3600.0
"""Seconds until an event comes again that another release wrote: it is never given up."""
MEND_S = 1.0
"""Seconds until a loop that broke begins anew."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Count:
    """What this process has met since it began."""

    forged: int = 0
    """Messages that nobody of ours wrote."""
    unreadable: int = 0
    """Messages of ours that this release could not read, each time they came."""


@dataclass(frozen=True, slots=True)
class Consuming:
    """One consumer's loop in one process; several processes share the same durable consumer."""

    name: str
    server: Server
    ends: Ends
    count: Count

    async def run(self) -> None:
        """Go on until cancelled, whatever the server does."""
        while True:
            try:
                await self._session()
            except (Gone, *DOWN) as error:
                _log.info("consumer %s begins anew: %s", self.name, type(error).__name__)
            except Exception:  # noqa: BLE001 — one bad round must not end the loop
                _log.exception("consumer %s", self.name)
            heed()
            await asyncio.sleep(MEND_S)

    async def _session(self) -> None:
        client = await self.server.link.client()
        await self.server.streams.make_consumer(await self.server.link.js(), self.name)
        async with pulling(client, self.server.names.signals, self.name) as pull:
            while not client.is_closed:
                messages = await pull.next()
                heed()
                if messages:
                    await self._take(messages)

    async def _take(self, messages: Sequence[Msg]) -> None:
        read = [(message, event) for message in messages if (event := await self._read(message))]
        events = tuple(event for _, event in read)
        carried = await self._hand_in(events, messages)
        now = self.ends.clock.now()
        for message, event in read:
            if event.id in carried.taken:
                await message.ack()
            else:
                at = carried.again.get(event.id)
                await message.nak(delay=max((at - now).total_seconds(), 0.0) if at else FAULT_S)

    async def _read(self, message: Msg) -> Event | None:
        """Return the event, or None for what has no effect here."""
        told = Message(message.subject, message.headers or {}, message.data)
        try:
            return self.server.wire.read(told)
        except Forged:
            self.count.forged += 1
            _log.warning("a message on %s was not signed by oO", self.server.names.subjects)
            await message.term()
        except Unreadable:
            self.count.unreadable += 1
            _log.warning("another release of oO wrote a message on %s", message.subject)
            await message.nak(delay=UNREADABLE_S)
        return None

    async def _hand_in(self, events: tuple[Event, ...], messages: Sequence[Msg]) -> Carried:
        """Return what became of events; while nothing can be written they are kept in hand."""
        for pause_s in IN_HAND_S if events else ():
            try:
                return await self.ends.deliver(self.name, events)
            except OurFault as error:
                _log.warning("consumer %s cannot write: %s", self.name, type(error).__name__)
            await asyncio.sleep(pause_s)
            for message in messages:
                if not message.is_acked:
                    await message.in_progress()
        return Carried()
