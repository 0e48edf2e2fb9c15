"""Processes that compute one simulation run together, and one that is killed at it."""

import asyncio
import sys
from pathlib import Path

from core.domain.sim_run import Progress
from tests.services.storage.runs import (
    LATER,
    a_life,
    added,
    claimed,
    finished,
    lives_of,
    taken_over,
)
from tests.services.storage.things import NOW

ROOT = Path(__file__).parents[3]


async def started(url, run, name, *mode):
    place = [sys.executable, "-m", "tests.services.storage.claimer", url, str(run.id), name, *mode]
    return await asyncio.create_subprocess_exec(*place, cwd=ROOT, stdout=asyncio.subprocess.PIPE)


async def test_processes_share_a_run_without_computing_anything_twice(sql_url, open_store):
    store = open_store(sql_url)
    run = await added(store, shards=60)

    processes = [await started(sql_url, run, name) for name in ("first", "second")]
    await asyncio.gather(*(process.communicate() for process in processes))

    assert [process.returncode for process in processes] == [0, 0]
    assert [it.place for it in await lives_of(store, run)] == list(range(60))
    async with store.reading() as work:
        assert await work.sim_shards.progress(run.id, NOW) == Progress(60, 0, 0)


async def test_what_a_killed_process_had_begun_is_computed_again(sql_url, open_store):
    store = open_store(sql_url)
    run = await added(store, shards=1)
    process = await started(sql_url, run, "killed", "hang")
    assert await process.stdout.readline() == b"halfway\n"

    process.kill()
    await process.wait()

    assert await lives_of(store, run) == ()
    assert await claimed(store, run) is None
    again = None
    async with asyncio.timeout(5):
        while again is None:
            again = await taken_over(store, run)
    assert (again.place, again.tries) == (0, 2)
    assert await finished(store, again, a_life(again)) is True


async def test_claimers_at_once_pass_over_each_other_without_waiting(postgres_url, open_store):
    store = open_store(postgres_url)
    run = await added(store)

    async with store.writing() as one, store.writing() as other, asyncio.timeout(1):
        for work in (one, other):
            assert await work.sim_runs.get(run.id) == run
        first = await one.sim_shards.claim(run.id, "one", NOW, LATER)
        second = await other.sim_shards.claim(run.id, "other", NOW, LATER)

    assert (first.place, second.place) == (0, 1)


async def test_of_two_who_finish_at_once_only_the_one_with_the_claim_does(postgres_url, open_store):
    """The slow one read its claim long ago, and finishes while the other's end is uncommitted."""
    store = open_store(postgres_url)
    run = await added(store, shards=1)
    slow = await claimed(store, run)
    quick = await taken_over(store, run)

    async with store.writing() as one:
        assert await one.sim_shards.finish(quick, (a_life(quick, persona="quick"),), LATER)
        late = asyncio.create_task(finished(store, slow, a_life(slow, persona="slow")))
        await asyncio.sleep(0.05)

    assert await late is False
    assert [it.persona for it in await lives_of(store, run)] == ["quick"]
