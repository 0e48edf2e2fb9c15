"""Let one run happen: people at work, processes killed, then the books compared."""

import asyncio
import random
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import httpx

from core import wiring
from core.domain.ids import UserId
from tests.chaos.calm import settle, waiting
from tests.chaos.client import Client
from tests.chaos.compare import compare
from tests.chaos.evidence import keep
from tests.chaos.finding import LOST, Finding
from tests.chaos.integrity import learned, whole
from tests.chaos.killer import Killer
from tests.chaos.line import Line
from tests.chaos.log import ClientLog
from tests.chaos.looking import until
from tests.chaos.people import Somebody, arrive
from tests.chaos.plan import Plan
from tests.chaos.reading import read_kept, read_outside
from tests.chaos.report import Report
from tests.chaos.world import World, world

LOOK_S = 1.0
"""Between two looks at whether enough has happened."""
CALL_S = 10.0
"""A request that got no answer for so long is sent again."""


@dataclass(frozen=True, slots=True)
class _Run:
    plan: Plan
    here: World
    core: wiring.Core
    log: ClientLog
    killer: Killer

    async def work(self, everybody: list[Somebody]) -> None:
        """Let all live and the killer kill until enough has happened."""
        over = asyncio.Event()
        limits = httpx.Limits(max_connections=200, max_keepalive_connections=0)
        base = self.here.settings.public_url
        there = f"{self.here.outside_url}/sandbox/todoist/api/v1"
        async with (
            httpx.AsyncClient(
                base_url=base, headers={"Origin": base}, timeout=CALL_S, limits=limits
            ) as oo,
            httpx.AsyncClient(base_url=there, timeout=60, limits=limits) as outside,
            asyncio.TaskGroup() as group,
        ):
            for number, who in enumerate(everybody):
                dice = random.Random(f"{self.plan.seed} {number}")
                line = Line(oo, who.session, self.log, dice)
                client = Client(who, line, outside, self.log, dice, self.plan.tasks // 2)
                group.create_task(client.live(over, self.plan.think_s))
            group.create_task(self.killer.run(over))
            async with asyncio.timeout(self.plan.limit_s):
                await until(self._enough, LOOK_S)
            over.set()

    async def _enough(self) -> bool:
        async with httpx.AsyncClient(base_url=self.here.outside_url, timeout=60) as client:
            hooks = (await client.get("/count")).json()["hooks"]
        ops = self.log.ops + hooks
        return ops >= self.plan.ops and self.killer.kills >= self.plan.kills

    async def judge(self, everybody: list[Somebody]) -> tuple[tuple[Finding, ...], dict, dict]:
        """Wait for calm and return all that is wrong, what the stand-in counted, and rows read."""
        users = [UserId(UUID(who.user)) for who in everybody]
        findings: tuple[Finding, ...] = ()
        url = self.here.outside_url
        try:
            async with asyncio.timeout(self.plan.calm_s):
                await settle(self.core, url, users)
        except TimeoutError:
            findings += (Finding(LOST, "no calm", str(await waiting(self.core, url))),)
        outside, counted = await read_outside(url)
        kept = await read_kept(self.here.settings.database)
        findings += compare(self.log.told, outside, kept)
        findings += await learned(self.core)
        fallen = [child for child in (*self.here.victims, self.here.outside) if child.fallen]
        findings += tuple(Finding(LOST, "fell by itself", child.name) for child in fallen)
        return findings, counted | {"hooks": len(outside.hooks)}, kept.sizes


async def run(plan: Plan, folder: Path) -> Report:
    """Return what a run in this folder came to."""
    started_s = time.monotonic()
    with world(plan, folder) as here:
        await here.start()
        core = wiring.build(here.settings)
        try:
            everybody = await arrive(core, here.outside_url)
            killer = Killer(here.victims, random.Random(plan.seed), plan.pause_s)
            log = ClientLog.into(folder / "client.jsonl")
            this = _Run(plan, here, core, log, killer)
            await this.work(everybody)
            worked_s = time.monotonic() - started_s
            findings, counted, rows = await this.judge(everybody)
        finally:
            with suppress(Exception):
                await core.close()
        here.end()
        findings += whole(here.settings.database_url)
        if findings:
            keep(here.settings.database_url, folder)
    kills = {child.name: child.killed for child in here.victims}
    took_s = round(time.monotonic() - started_s)
    return Report(plan, log, counted, rows, kills, findings, round(worked_s), took_s)
