"""Run what must happen without anybody asking, until cancelled; each loop in one process at a time."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeVar

import structlog

from core.errors import OurFault
from core.ports import Clock
from core.usecases.hold_leases import TERM, HoldLeases
from core.usecases.wake import Ear

RENEW_S = 5.0
"""How often leases are renewed: two renewals may fail before one is lost."""
MARGIN_S = 2.0
"""So long before its lease ends a loop that could not renew it has stopped."""
LOOK_S = 0.5
"""How often a running loop is asked whether its lease still holds."""
RELEASE_S = 2.0
"""Longest that giving leases back may delay the end."""

Job = Callable[[], Awaitable[int]]
T = TypeVar("T")
"""What a job gives."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Rhythm:
    """One loop: its jobs in turn, then a pause that a ring cuts short."""

    name: str
    jobs: Sequence[Job]
    every_s: float
    """How often it looks when nobody rings."""
    ear: Ear = field(default_factory=Ear)
    gather_s: float = 0.0
    """A ring is often the first of several: what comes within this time goes in one round."""

    async def run(self) -> None:
        """Go on until cancelled; no failure of a job ends it."""
        while True:
            for job in self.jobs:
                await _safely(job)
            await self.ear.wait(self.every_s)
            await asyncio.sleep(self.gather_s)


@dataclass(frozen=True, slots=True)
class Loops:
    """Several rhythms, each run while its lease is this process's."""

    rhythms: Sequence[Rhythm]
    leases: HoldLeases
    clock: Clock
    renew_s: float = RENEW_S
    _ends_s: dict[str, float] = field(default_factory=dict)
    """Until when each lease is ours, by the monotonic clock."""
    _renewed: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Run them until cancelled, and give the leases back at the end."""
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._keep())
                for rhythm in self.rhythms:
                    group.create_task(self._take_turns(rhythm))
        finally:
            with suppress(Exception):  # whoever waits for them waits for the end of the term
                async with asyncio.timeout(RELEASE_S):
                    await self.leases.release(self._names)

    @property
    def _names(self) -> tuple[str, ...]:
        return tuple(rhythm.name for rhythm in self.rhythms)

    async def _keep(self) -> None:
        while True:
            asked_s = self.clock.monotonic_s()
            try:
                held = await self.leases(self._names)
            except Exception:  # the leases that we have hold until their end
                log.exception("leases_not_renewed")
            else:
                end_s = asked_s + TERM.total_seconds() - MARGIN_S
                self._ends_s.update(
                    {name: end_s if name in held else asked_s for name in self._names}
                )
                self._renewed.set()
            await asyncio.sleep(self.renew_s)

    def _ours(self, name: str) -> bool:
        return self.clock.monotonic_s() < self._ends_s.get(name, 0.0)

    async def _take_turns(self, rhythm: Rhythm) -> None:
        while True:
            while not self._ours(rhythm.name):
                self._renewed.clear()
                await self._renewed.wait()
            turn = asyncio.create_task(rhythm.run(), name=f"loop {rhythm.name}")
            try:
                while self._ours(rhythm.name):
                    await asyncio.wait({turn}, timeout=LOOK_S)
                log.warning("lease_lost", loop=rhythm.name)
            finally:
                turn.cancel()
                await asyncio.wait({turn})


async def _safely(job: Job) -> None:
    try:
        await job()
    except Exception:  # one failed round must not end the loop
        log.exception("loop_failed", job=type(job).__name__)


async def once(job: Callable[[], Awaitable[T]], every_s: float) -> T:
    """Return what a job gives when it has succeeded; faults of ours are waited out."""
    while True:
        try:
            return await job()
        except OurFault:
            log.exception("start_waits", job=type(job).__name__)
        await asyncio.sleep(every_s)
