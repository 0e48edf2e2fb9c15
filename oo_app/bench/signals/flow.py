"""Time how long an event is on its way, and how many are carried in a second."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial

from core.loops import Rhythm
from oo_app.bench.signals.places import Place

EVENTS = 400
"""Events timed one after the other."""
APART_S = 0.01
"""Seconds between two of them: each is alone on its way."""
WAITING = 12_000
"""Events that wait in the outbox when the relay begins."""
TOLD_TOGETHER = 500
"""Events told in one transaction beforehand."""
PATIENCE_S = 120.0
"""Within which every event has its effect, also on a slow machine."""
LOOK_S = 0.002
"""Between two looks whether it had."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Events a second: sent by the relay, and with their effect at the consumer."""

    sent: float
    had: float


async def delays_s(place: Place) -> list[float]:
    """Return for each event the seconds from its commit to its effect's commit."""
    delays = []
    async with _carrying(place):
        for _ in range(EVENTS):
            event = place.event()
            async with place.store.writing() as work:
                await work.outbox.tell(event)
            committed_s = place.committed.at_s
            await _until(partial(place.had, event))
            delays.append(place.had_s[event.id] - committed_s)
            await asyncio.sleep(APART_S)
    return delays


async def rate_per_s(place: Place) -> Rate:
    """Return how fast a full outbox is emptied."""
    for _ in range(WAITING // TOLD_TOGETHER):
        async with place.store.writing() as work:
            for _ in range(TOLD_TOGETHER):
                await work.outbox.tell(place.event())
    receiving = asyncio.create_task(place.bus.run())
    try:
        began_s = time.perf_counter()
        while (await place.relay.backlog()).depth:
            await place.relay()
        sent_s = time.perf_counter()
        await _until(lambda: len(place.had_s) >= WAITING)
        had_s = max(place.had_s.values())
    finally:
        await _end(receiving)
    return Rate(WAITING / (sent_s - began_s), WAITING / (had_s - began_s))


@asynccontextmanager
async def _carrying(place: Place) -> AsyncIterator[None]:
    """Let relay and bus run, and wait until a first event has gone all the way."""
    rhythm = Rhythm("relay", (place.relay,), 1.0, place.bell.ear())
    running = [asyncio.create_task(rhythm.run()), asyncio.create_task(place.bus.run())]
    try:
        first = place.event()
        async with place.store.writing() as work:
            await work.outbox.tell(first)
        await _until(partial(place.had, first))
        yield
    finally:
        for task in running:
            await _end(task)


async def _until(there: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not there():  # noqa: ASYNC110 — the times were taken when it happened
            await asyncio.sleep(LOOK_S)


async def _end(task: "asyncio.Task[None]") -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
