"""Wait at the end until nothing is left to be carried, and let everybody be read once more."""

import asyncio
from dataclasses import replace
from datetime import datetime
from functools import partial

import httpx
from sqlalchemy import Select, exists, func, select

from core.domain.ids import UserId
from core.domain.integration import Provider
from core.errors import OurFault
from core.storage.engine import open_engine
from core.storage.tables.links import INTEGRATIONS
from core.storage.tables.queues import COMMANDS, OUTBOX
from core.storage.tables.signals import DEAD_LETTERS, DELIVERIES, INBOX
from core.wiring import Core
from tests.chaos.compare import TALLIED, TALLY
from tests.chaos.looking import until

LOOK_S = 1.0
"""Between two looks at what is left."""
_HAD = exists().where(INBOX.c.event_id == OUTBOX.c.id, INBOX.c.consumer == TALLY)
_FAILED = exists().where(DEAD_LETTERS.c.event_id == OUTBOX.c.id, DEAD_LETTERS.c.consumer == TALLY)
LEFT = {
    "effects": select(func.count())
    .select_from(OUTBOX)
    .where(OUTBOX.c.subject.in_(TALLIED), ~_HAD, ~_FAILED),
    "events": select(func.count()).select_from(OUTBOX).where(OUTBOX.c.sent_at.is_(None)),
    "commands": select(func.count())
    .select_from(COMMANDS)
    .where(COMMANDS.c.done_at.is_(None), COMMANDS.c.dead_at.is_(None)),
    "webhooks": select(func.count()).select_from(DELIVERIES).where(DELIVERIES.c.done_at.is_(None)),
}
"""What waits in each queue; what is carried over a server has its effect some time later."""


async def settle(core: Core, outside_url: str, users: list[UserId]) -> None:
    """Return when all queues are empty, after the hourly reading of each user was brought forward.

    Webhooks whose every try met a killed process are lost for good; the hourly reading is what
    repairs that, so it must have its chance. Raises: TimeoutError, from whoever bounds this.
    """
    await _empty(core, outside_url)
    asked_at = core.clock.now()
    for user in users:
        await _read_soon(core, user, asked_at)
    await until(partial(_all_read, core, asked_at), LOOK_S)
    await _empty(core, outside_url)


async def waiting(core: Core, outside_url: str) -> dict[str, int]:
    """Return how much waits, by queue; only queues in which something does."""
    left = await _counts(core, LEFT)
    async with httpx.AsyncClient(base_url=outside_url) as client:
        left["webhooks on their way"] = (await client.get("/count")).json()["under_way"]
    return {name: count for name, count in left.items() if count}


async def _empty(core: Core, outside_url: str) -> None:
    async def nothing_waits() -> bool:
        return not await waiting(core, outside_url)

    await until(nothing_waits, LOOK_S)


async def _read_soon(core: Core, user: UserId, now: datetime) -> None:
    while True:
        try:
            async with core.ports.store.writing() as work:
                link = await work.integrations.get(user, Provider.TODOIST)
                await work.integrations.save(replace(link, next_sync_at=now))
        except OurFault:  # a sync was quicker
            await asyncio.sleep(0.1)
        else:
            return


async def _all_read(core: Core, since: datetime) -> bool:
    """Return whether everybody has been read since then."""
    late = select(func.count()).select_from(INTEGRATIONS).where(INTEGRATIONS.c.synced_at < since)
    return (await _counts(core, {"late": late}))["late"] == 0


async def _counts(core: Core, queries: dict[str, Select]) -> dict[str, int]:
    engine = open_engine(core.settings.database)
    try:
        async with engine.connect() as connection:
            return {name: (await connection.execute(it)).scalar() for name, it in queries.items()}
    finally:
        await engine.dispose()
