"""Run what must happen without anybody asking, until cancelled."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import structlog

from core.usecases.wake import Bell

CARRY_EVERY_S = 1.0
"""How often the carriers look when nobody rings."""
GATHER_S = 0.5
"""A ring is often the first of several: what comes within this time is carried in one round."""
SYNC_EVERY_S = 15.0
"""How often the turns of integrations are looked at."""
SWEEP_EVERY_S = 600.0
"""How often windows are closed, expired rows swept out, and it is asked whether a prior is due."""

Job = Callable[[], Awaitable[int]]

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Loops:
    """Three rhythms: carry at once, sync by turns, keep house now and then."""

    bell: Bell
    sync_bell: Bell
    carriers: Sequence[Job]
    sync: Job
    housework: Sequence[Job]

    async def run(self) -> None:
        """Run all three until cancelled; no failure of a job ends its loop."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._carry())
            group.create_task(self._sync())
            group.create_task(self._keep_house())

    async def _carry(self) -> None:
        while True:
            for job in self.carriers:
                await _safely(job)
            await self.bell.wait(CARRY_EVERY_S)
            await asyncio.sleep(GATHER_S)

    async def _sync(self) -> None:
        while True:
            await _safely(self.sync)
            await self.sync_bell.wait(SYNC_EVERY_S)

    async def _keep_house(self) -> None:
        while True:
            for job in self.housework:
                await _safely(job)
            await asyncio.sleep(SWEEP_EVERY_S)


async def _safely(job: Job) -> None:
    try:
        await job()
    except Exception:  # one failed round must not end the loop
        log.exception("loop_failed", job=type(job).__name__)
