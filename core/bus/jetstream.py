"""Carry events over NATS JetStream: the stream is a transport, the database stays the truth."""

import asyncio
import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from nats.aio.msg import Msg
from nats.js import JetStreamContext, api

from core.bus.consuming import MEND_S, Consuming, Count
from core.bus.ends import Ends
from core.bus.link import DOWN, heed
from core.bus.ring import Ring
from core.bus.server import Server
from core.bus.streams import UNFILLED
from core.bus.wire import Forged, Message, Unreadable
from core.domain.events import Event
from core.domain.ids import EventId
from core.ports.bus import Carried, Watch

PUBLISH_S = 3.0
"""Seconds that a batch may wait for its acknowledgements; what has none comes again."""
AGAIN = timedelta(seconds=1)
"""When events come again that the server did not acknowledge."""
BEHIND = 2_000
"""Messages that may wait for this process's viewers before they are dropped, and counted."""
BEHIND_BYTES = 4 * 1024 * 1024
"""The same in bytes."""

_log = logging.getLogger(__name__)


class JetStreamBus:
    """A bus on a server; consumers take from durable places, viewers see what passes."""

    def __init__(self, server: Server, ends: Ends) -> None:
        self.ring = Ring()
        self.count = Count()
        self._server = server
        self._ends = ends
        self._told: datetime | None = None
        self._last_seq = 0
        server.link.on_return = self._returned
        server.link.on_flood = self.ring.skip

    async def publish(self, events: tuple[Event, ...]) -> Carried:
        """Publish events and return those that the server has acknowledged.

        `lost` once, when the stream was missing, made anew, or has forgotten what it acknowledged:
        the call after that takes it for filled from the outbox (reliability E5).
        """
        if self._server.link.away:
            return self._later(events)
        try:
            carried = await self._carry(events)
        except DOWN:
            carried = self._later(events)
        heed()
        return carried

    async def run(self) -> None:
        """Bring in events for consumers and viewers, and rings, until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._listen())
            for name in self._ends.names:
                group.create_task(Consuming(name, self._server, self._ends, self.count).run())

    def watch(self) -> Watch:
        """Return a viewer of all events, whichever process carries them; needs `run`."""
        return self.ring.watch()

    async def wake(self) -> None:
        """Tell the other processes that something waits in the outbox."""
        self._server.waker()

    async def close(self) -> None:
        """Close the connection."""
        await self._server.waker.close()
        await self._server.link.close()

    async def _carry(self, events: tuple[Event, ...]) -> Carried:
        js = await self._server.link.js()
        if await self._lost(js):
            return self._later(events, lost=True)
        return await self._publish(js, events)

    async def _lost(self, js: JetStreamContext) -> bool:
        info = await self._server.streams.look(js)
        forgot = info.state.last_seq < self._last_seq
        if info.config.description == UNFILLED and self._told == info.created:
            await self._server.streams.say_filled(js)
        elif info.config.description == UNFILLED or forgot:
            _log.warning("the stream is new or has lost its memory: it is filled from the outbox")
            self._told, self._last_seq = info.created, info.state.last_seq
            return True
        return False

    async def _publish(self, js: JetStreamContext, events: tuple[Event, ...]) -> Carried:
        pending: dict[asyncio.Future[api.PubAck], EventId] = {}
        for event in events:
            told = self._server.wire.write(event)
            pending[await js.publish_async(told.subject, told.body, headers=dict(told.headers))] = (
                event.id
            )
        if not pending:
            return Carried()
        done, late = await asyncio.wait(pending, timeout=PUBLISH_S)
        for future in late:
            future.cancel()
        acked = {pending[future]: future.result() for future in done if not future.exception()}
        self._last_seq = max((self._last_seq, *(it.seq for it in acked.values())))
        return self._later(tuple(event for event in events if event.id not in acked), acked)

    def _later(
        self, events: tuple[Event, ...], taken: Iterable[EventId] = (), *, lost: bool = False
    ) -> Carried:
        at = self._ends.clock.now() + (timedelta(0) if lost else AGAIN)
        return Carried(frozenset(taken), {event.id: at for event in events}, lost)

    async def _listen(self) -> None:
        while True:
            try:
                client = await self._server.link.client()
                await client.subscribe(
                    self._server.names.subjects,
                    cb=self._show,
                    pending_msgs_limit=BEHIND,
                    pending_bytes_limit=BEHIND_BYTES,
                )
                await client.subscribe(self._server.names.wake, cb=self._hear)
                await self._server.link.closed()
            except DOWN as error:
                _log.info("viewers wait for NATS: %s", type(error).__name__)
            heed()
            await asyncio.sleep(MEND_S)

    async def _show(self, message: Msg) -> None:
        try:
            event = self._server.wire.read(
                Message(message.subject, message.headers or {}, message.data)
            )
        except (Forged, Unreadable):
            return
        self.ring.add((event,))

    async def _hear(self, message: Msg) -> None:
        if message.data != self._server.waker.name:
            self._ends.on_wake()

    def _returned(self) -> None:
        """Let viewers reload, and the relay try at once what had to wait."""
        self.ring.skip()
        self._ends.on_wake()
