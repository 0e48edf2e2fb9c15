"""Compute the shards of a run as a process of its own: `claimer URL RUN NAME [hang]`."""

import asyncio
import sys
from uuid import UUID

from core.domain.ids import RunId
from core.storage.engine import open_engine
from core.storage.store import SqlStore
from tests.fakes.vault import FakeVault
from tests.services.storage.runs import LATER, a_life, claimed, compute_all


async def hang(store, run, by):
    """Stop for ever in the middle of the transaction that finishes a shard."""
    shard = await claimed(store, run, by)
    async with store.writing() as work:
        await work.sim_shards.finish(shard, (a_life(shard),), LATER)
        print("halfway", flush=True)
        await asyncio.Event().wait()


async def main(url, run_id, by, *mode):
    store = SqlStore(open_engine(url), FakeVault())
    async with store.reading() as work:
        run = await work.sim_runs.get(RunId(UUID(run_id)))
    await (hang if mode else compute_all)(store, run, by)
    await store.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
