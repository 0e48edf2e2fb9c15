"""Build simulation runs and lives, and do with them what tests do often."""

from contextlib import asynccontextmanager, suppress
from dataclasses import replace

from core.domain.ids import RunId, new_id
from core.domain.sim_run import SimLife, SimRun
from tests.services.storage.things import HOUR, NOW, Stop

LATER = NOW + HOUR
"""When a claim made now has run out."""


def a_run(**changes):
    return replace(SimRun(RunId(new_id()), '{"days": 40}', "sheet-1", NOW, 3), **changes)


def a_life(shard, **changes):
    life = {
        "run_id": shard.run_id,
        "place": shard.place,
        "policy": "bayes-v1",
        "world": "linear",
        "persona": "mira",
        "seed": 3,
        "decisions": 120,
        "columns": b"packed \x00\xff",
    }
    return SimLife(**life | changes)


async def added(store, **changes):
    run = a_run(**changes)
    async with store.writing() as work:
        await work.sim_runs.add(run, tuple(f"linear/mira/{seed}" for seed in range(run.shards)))
    return run


async def claimed(store, run, by="one"):
    async with store.writing() as work:
        return await work.sim_shards.claim(run.id, by, NOW, LATER)


async def taken_over(store, run, by="two"):
    async with store.writing() as work:
        return await work.sim_shards.claim(run.id, by, LATER, LATER + HOUR)


async def finished(store, shard, *lives):
    async with store.writing() as work:
        return await work.sim_shards.finish(shard, lives, LATER)


@asynccontextmanager
async def rolled_back(store):
    """Open a transaction that is undone at the end of the block."""
    with suppress(Stop):
        async with store.writing() as work:
            yield work
            raise Stop


async def lives_of(store, run):
    async with store.reading() as work:
        return await work.sim_lives.page(run.id, None, 1000)


async def compute_all(store, run, by):
    """Return the shards that this claimer was handed out and finished, until none was left."""
    mine = []
    while shard := await claimed(store, run, by):
        if await finished(store, shard, a_life(shard, persona=by)):
            mine.append(shard)
    return mine
