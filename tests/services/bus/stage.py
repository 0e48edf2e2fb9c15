"""Set up a bus with a consumer whose effects are rows, and a NATS server of one's own."""

import asyncio
import socket
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic

from core.bus.ends import Ends
from core.bus.in_process import InProcessBus
from core.bus.jetstream import JetStreamBus
from core.bus.server import Server
from core.clock import SystemClock
from core.domain.events import SignedIn, TaskDeleted
from core.domain.ids import TaskId
from core.domain.integration import Provider
from core.usecases.deliver import Consumer, DeliverEvents
from core.usecases.relay import RelayEvents
from core.usecases.replay_letters import ReplayLetters
from tests.services.storage.things import NOW, signed_up

KEY = b"a key that only the tests know"
MUCH_S = 30.0
"""Longest that anything here may take; the machine may be busy."""


@dataclass
class Office:
    """A store, a bus on it, and one consumer that leaves one row for each effect."""

    store: object
    make_bus: object
    poison: set = field(default_factory=set)
    woken: int = 0

    def __post_init__(self):
        self.clock = SystemClock()
        consumer = Consumer("tell", frozenset({SignedIn.subject}), self._act)
        consumers = {"tell": consumer}
        self.deliver = DeliverEvents(self.store, self.clock, consumers, lambda: 0.0)
        self.letters = ReplayLetters(self.store, self.clock, consumers)
        self.bus = self.make_bus(Ends(("tell",), self.hand_in, self._wake, self.clock))
        self.relay = RelayEvents(self.store, self.clock, self.bus)
        self.handed = 0

    async def hand_in(self, name, events):
        self.handed += len(events)
        return await self.deliver(name, events)

    def _wake(self):
        self.woken += 1

    async def _act(self, work, event):
        row = TaskDeleted(NOW, event.user_id, Provider.TODOIST, TaskId("1"), cause=event.id)
        await work.outbox.tell(row)
        if event.id in self.poison:
            raise ValueError(event.id)

    @asynccontextmanager
    async def open(self):
        """Let the bus run."""
        running = asyncio.create_task(self.bus.run())
        try:
            yield self
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running
            await self.bus.close()

    async def events(self, count):
        """Return events of one new person."""
        user = await signed_up(self.store)
        return tuple(SignedIn(NOW, user.id, "https://issuer.example", True) for _ in range(count))

    async def publish(self, events):
        """Publish until the bus has taken all, as the relay does."""
        waiting, until = list(events), monotonic() + MUCH_S
        while waiting and monotonic() < until:
            now = self.clock.now()
            carried = await self.bus.publish(tuple(waiting[:256]))
            waiting = [it for it in waiting if it.id not in carried.taken]
            again = [at for at in carried.again.values() if at > now]
            if again and len(carried.again) >= len(waiting):
                await asyncio.sleep(max(0.0, (max(again) - now).total_seconds()))
        assert not waiting

    async def tell(self, events):
        """Write events into the outbox, for the relay."""
        async with self.store.writing() as work:
            for event in events:
                await work.outbox.tell(event)

    async def effects(self):
        """Return which events had their effect, as often as they had it."""
        async with self.store.writing() as work:
            rows = await work.outbox.claim(NOW, NOW, 100_000)
        return sorted(row.cause for row in rows if isinstance(row, TaskDeleted))

    async def dead(self):
        return {letter.event.id for letter in await self.letters.dead()}

    async def had(self, events):
        """Wait until each of these had its effect, and return all effects there are."""
        wanted = sorted(event.id for event in events)
        await eventually(lambda: self._holds(wanted))
        return await self.effects()

    async def _holds(self, wanted):
        return set(await self.effects()) >= set(wanted)


async def eventually(holds):
    """Return as soon as something holds."""
    until = monotonic() + MUCH_S
    while not await holds():
        assert monotonic() < until, "it never came to hold"
        await asyncio.sleep(0.05)


def ids(events):
    return sorted(event.id for event in events)


def in_process(store, **others):
    return Office(store, InProcessBus, **others)


def over_nats(store, url, prefix, **others):
    how = {key: others.pop(key) for key in ("max_deliver",) if key in others}
    server = Server.at(url, prefix, others.pop("key", KEY), lambda: 0.0, **how)
    office = Office(store, lambda ends: JetStreamBus(server, ends), **others)
    office.server = server
    return office


class NatsServer:
    """A server of one's own that can be killed, and whose disk can be wiped."""

    def __init__(self, folder):
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"nats://127.0.0.1:{self.port}"
        self._process = None

    async def start(self):
        place = ("-a", "127.0.0.1", "-p", str(self.port))
        quiet = asyncio.subprocess.DEVNULL
        self._process = await asyncio.create_subprocess_exec(
            "nats-server", *place, "-js", "-sd", str(self.folder), stdout=quiet, stderr=quiet
        )
        await eventually(self._answers)

    async def kill(self):
        """Do what a power switch does to the process."""
        if self._process is not None:
            self._process.kill()
            await self._process.wait()
            self._process = None

    async def _answers(self):
        with socket.socket() as probe:
            probe.settimeout(1)
            return probe.connect_ex(("127.0.0.1", self.port)) == 0
