"""Simulation runs, and the lives that came out of them, in every home."""

from dataclasses import replace

import pytest

from core.domain.sim_run import Progress, RunState
from core.errors import NotFound, OurFault, StaleWrite
from tests.services.storage.runs import a_life, a_run, added, claimed, finished, lives_of
from tests.services.storage.things import HOUR, NOW


async def test_a_run_comes_back_as_it_was(store):
    run = await added(store, state=RunState.STOPPED, note="the judge's budget is spent")

    async with store.reading() as work:
        assert await work.sim_runs.get(run.id) == run
        with pytest.raises(NotFound):
            await work.sim_runs.get(a_run().id)


async def test_runs_come_newest_first(store):
    old, new, older = [await added(store, created_at=at) for at in (NOW, NOW + HOUR, NOW - HOUR)]
    twin = await added(store)

    async with store.reading() as work:
        assert await work.sim_runs.all() == (new, twin, old, older)


async def test_a_run_changes_its_state_and_nothing_else(store):
    run = await added(store)
    stopped = replace(run, state=RunState.STOPPED, note="asked to", code="another", plan="{}")

    async with store.writing() as work:
        await work.sim_runs.save(stopped)

    async with store.reading() as work:
        found = await work.sim_runs.get(run.id)
    assert found == replace(run, state=RunState.STOPPED, note="asked to")


async def test_a_run_that_is_not_there_is_not_saved(store):
    async with store.writing() as work:
        with pytest.raises(NotFound):
            await work.sim_runs.save(a_run())


async def test_a_run_is_added_once(store):
    run = await added(store)

    with pytest.raises(StaleWrite):
        async with store.writing() as work:
            await work.sim_runs.add(run, ("a", "b", "c"))


async def test_a_run_has_as_many_shards_as_it_says(store):
    with pytest.raises(OurFault):
        async with store.writing() as work:
            await work.sim_runs.add(a_run(shards=3), ("a", "b"))

    async with store.reading() as work:
        assert await work.sim_runs.all() == ()


async def test_a_dropped_run_takes_its_shards_and_lives_along(store):
    run, other = await added(store), await added(store)
    for each in (run, other):
        shard = await claimed(store, each)
        await finished(store, shard, a_life(shard))
    held = await claimed(store, run)

    async with store.writing() as work:
        await work.sim_runs.drop(run.id)

    assert await finished(store, held, a_life(held)) is False
    async with store.reading() as work:
        assert await work.sim_runs.all() == (other,)
        assert await work.sim_shards.progress(run.id, NOW) == Progress(0, 0, 0)
        assert await work.sim_lives.count(run.id) == 0
        assert await work.sim_shards.progress(other.id, NOW) == Progress(1, 0, 2)
        assert await work.sim_lives.count(other.id) == 1


async def test_lives_come_back_in_pages_and_to_the_last_bit(store):
    run = await added(store, shards=2)
    policies = ("Z", "a-b", "ab", "a_b", "é")
    first, second = await claimed(store, run), await claimed(store, run)
    lives = [
        a_life(shard, policy=policy, seed=2**64 - 1, columns=bytes(range(256)))
        for shard in (first, second)
        for policy in sorted(policies)
    ]
    await finished(store, second, *lives[:4:-1])
    await finished(store, first, *lives[4::-1])

    async with store.reading() as work:
        pages = [await work.sim_lives.page(run.id, None, 3)]
        while pages[-1] and len(pages) < 9:
            last = pages[-1][-1]
            pages.append(await work.sim_lives.page(run.id, (last.place, last.policy), 3))
        assert await work.sim_lives.count(run.id) == 10
    assert [len(page) for page in pages] == [3, 3, 3, 1, 0]
    assert [life for page in pages for life in page] == lives


async def test_a_life_of_another_shard_is_refused(store):
    run = await added(store)
    shard, other = await claimed(store, run), await claimed(store, run)

    with pytest.raises(OurFault):
        await finished(store, shard, a_life(shard), a_life(other))

    assert await lives_of(store, run) == ()


async def test_one_policy_lives_once_in_a_shard(store):
    run = await added(store)
    shard = await claimed(store, run)

    with pytest.raises(StaleWrite):
        await finished(store, shard, a_life(shard), a_life(shard, persona="lea"))

    assert await lives_of(store, run) == ()
    assert await finished(store, shard, a_life(shard)) is True
