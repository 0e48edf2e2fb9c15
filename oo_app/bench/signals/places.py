"""Set up a place of each size to carry events in: a database, a bus, and a consumer that counts."""

import random
import shutil
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql

from core import wiring
from core.bus.ends import Ends, MakeBus
from core.bus.in_process import InProcessBus
from core.bus.jetstream import JetStreamBus
from core.bus.server import Server
from core.clock import SystemClock
from core.domain.events import Event, SignedIn
from core.domain.ids import EventId, UserId, new_id
from core.domain.user import Identity, User
from core.ports import Work
from core.ports.bus import Bus, Carried
from core.settings import Settings, new_key_text
from core.storage.engine import open_engine
from core.storage.store import SqlStore
from core.usecases.deliver import Consumer, DeliverEvents
from core.usecases.relay import RelayEvents
from core.usecases.wake import Bell

POSTGRES, NATS = ("127.0.0.1", 5432), ("127.0.0.1", 4222)
"""Where the services of a grown oO are looked for."""
ADMIN = "host=127.0.0.1 port=5432 user=root dbname=postgres connect_timeout=3"
"""Who may make a database for the measurement."""
NAME = "bench"
"""The one consumer: its effect is its inbox row, which every consumer writes."""
ISSUER = "https://issuer.example"
"""Whoever vouches for the one user."""


@dataclass
class Committed:
    """Called after each commit that tells an event: takes the time, and wakes the relay."""

    bell: Bell
    at_s: float = 0.0
    """When the newest one was on the disk, `perf_counter`."""

    def __call__(self) -> None:
        """Take the time, and ring."""
        self.at_s = time.perf_counter()
        self.bell.ring()


@dataclass
class Place:
    """A store, its relay and its bus; `had_s` is when each event had its effect, `perf_counter`."""

    store: SqlStore
    bus: Bus
    relay: RelayEvents
    bell: Bell
    user_id: UserId
    committed: Committed
    had_s: dict[EventId, float] = field(default_factory=dict)

    def had(self, event: Event) -> bool:
        """Return whether an event had its effect."""
        return event.id in self.had_s

    def event(self) -> Event:
        """Return a fresh event of the one user's."""
        return SignedIn(SystemClock().now(), self.user_id, ISSUER, first=False)


@asynccontextmanager
async def small() -> AsyncIterator[Place]:
    """Yield a SQLite file whose events are carried within the process."""
    folder = Path(tempfile.mkdtemp(prefix="oo-signals-"))
    try:
        async with _place(f"sqlite:///{folder / 'oo.sqlite3'}", InProcessBus) as place:
            yield place
    finally:
        shutil.rmtree(folder)


@asynccontextmanager
async def grown() -> AsyncIterator[Place]:
    """Yield a PostgreSQL database of its own whose events are carried over JetStream."""
    name = f"oo_signals_{uuid4().hex[:12]}"
    url = "nats://{}:{}".format(*NATS)
    server = Server.at(url, name, uuid4().bytes, random.random)
    with psycopg.connect(ADMIN, autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            there = f"postgresql://root@127.0.0.1:5432/{name}"
            async with _place(there, lambda ends: JetStreamBus(server, ends)) as place:
                yield place
                await _forget(server)
        finally:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@asynccontextmanager
async def _place(database: str, make_bus: MakeBus) -> AsyncIterator[Place]:
    settings = Settings.of(
        database_url=database, token_keys=new_key_text("bench"), pepper=uuid4().hex
    )
    wiring.upgrade_database(settings)
    bell, clock = Bell(), SystemClock()
    committed = Committed(bell)
    engine, vault = open_engine(settings.database), wiring.open_vault(settings)
    store = SqlStore(engine, vault, committed)
    deliver = DeliverEvents(
        store, clock, {NAME: Consumer(NAME, frozenset({SignedIn.subject}), _nothing)}, random.random
    )
    had_s: dict[EventId, float] = {}

    async def timed(name: str, events: tuple[Event, ...]) -> Carried:
        carried = await deliver(name, events)
        now_s = time.perf_counter()
        had_s.update(dict.fromkeys(carried.taken, now_s))
        return carried

    bus = make_bus(Ends((NAME,), timed, bell.heard, clock))
    user = User(UserId(new_id()), created_at=clock.now())
    async with store.writing() as work:
        await work.users.add(user, Identity(ISSUER, "bench"))
    place = Place(store, bus, RelayEvents(store, clock, bus), bell, user.id, committed, had_s)
    try:
        yield place
    finally:
        await bus.close()
        await store.close()


async def _nothing(_work: Work, _event: Event) -> None:
    """Have no effect beside the inbox row."""


async def _forget(server: Server) -> None:
    js = await server.link.js()
    for stream in (server.names.signals, server.names.advisories):
        await js.delete_stream(stream)
