"""Shards of a simulation run, which many claim and one finishes, in every home."""

import asyncio
from dataclasses import replace

from core.domain.sim_run import Progress
from tests.services.storage.runs import (
    LATER,
    a_life,
    added,
    claimed,
    compute_all,
    finished,
    lives_of,
    rolled_back,
    taken_over,
)
from tests.services.storage.things import HOUR, NOW


async def test_shards_are_handed_out_in_their_order(store):
    run = await added(store)
    await added(store)

    found = [await claimed(store, run) for _ in range(4)]

    assert [it and (it.place, it.key, it.claimed_by, it.tries) for it in found] == [
        (0, "linear/mira/0", "one", 1),
        (1, "linear/mira/1", "one", 1),
        (2, "linear/mira/2", "one", 1),
        None,
    ]
    assert {it.claimed_until for it in found if it} == {LATER}


async def test_many_claimers_get_each_shard_once(store):
    run = await added(store, shards=40)

    shares = await asyncio.gather(*(compute_all(store, run, f"w{i}") for i in range(8)))

    assert sorted(it.place for share in shares for it in share) == list(range(40))
    assert {it.tries for share in shares for it in share} == {1}
    assert [it.place for it in await lives_of(store, run)] == list(range(40))


async def test_a_claim_that_ran_out_is_taken_over_and_the_slow_one_is_refused(store):
    run = await added(store)
    slow = await claimed(store, run)

    quick = await taken_over(store, run)

    assert (quick.place, quick.claimed_by, quick.tries) == (slow.place, "two", 2)
    assert await finished(store, slow, a_life(slow, persona="slow")) is False
    assert await lives_of(store, run) == ()
    assert await finished(store, quick, a_life(quick, persona="quick")) is True
    assert await finished(store, slow, a_life(slow, persona="slow")) is False
    assert [it.persona for it in await lives_of(store, run)] == ["quick"]


async def test_a_claimer_of_the_same_name_is_another_claimer(store):
    """A process that starts again may carry the name of the one that died."""
    run = await added(store)
    before = await claimed(store, run, by="host")

    again = await taken_over(store, run, by="host")

    assert await finished(store, before, a_life(before)) is False
    assert await finished(store, again, a_life(again)) is True


async def test_a_claim_that_ran_out_and_that_nobody_wanted_still_stands(store):
    run = await added(store)
    slow = await claimed(store, run)

    assert await finished(store, slow, a_life(slow)) is True


async def test_a_shard_is_finished_once(store):
    run = await added(store, shards=1)
    shard = await claimed(store, run)
    await finished(store, shard, a_life(shard))

    assert await finished(store, shard, a_life(shard)) is False
    assert len(await lives_of(store, run)) == 1
    assert await taken_over(store, run) is None


async def test_what_nobody_claimed_cannot_be_finished(store):
    run = await added(store)
    shard = replace(await claimed(store, run), tries=0, place=1)

    assert await finished(store, shard, a_life(shard)) is False
    assert await lives_of(store, run) == ()


async def test_a_rollback_between_claim_and_end_leaves_the_shard_to_others(store):
    run = await added(store)
    shard = await claimed(store, run)

    async with rolled_back(store) as work:
        assert await work.sim_shards.finish(shard, (a_life(shard),), NOW)

    assert await lives_of(store, run) == ()
    again = await taken_over(store, run)
    assert (again.place, again.tries) == (shard.place, 2)
    assert await finished(store, again, a_life(again)) is True


async def test_a_claim_that_is_rolled_back_was_never_made(store):
    run = await added(store)

    async with rolled_back(store) as work:
        await work.sim_shards.claim(run.id, "one", NOW, LATER)

    assert (await claimed(store, run)).tries == 1


async def test_an_extended_claim_is_not_taken_over(store):
    run = await added(store, shards=1)
    shard = await claimed(store, run)

    async with store.writing() as work:
        assert await work.sim_shards.extend(shard, LATER + HOUR) is True

    assert await taken_over(store, run) is None
    assert await finished(store, shard, a_life(shard)) is True


async def test_a_claim_that_was_taken_over_or_finished_is_not_extended(store):
    run = await added(store, shards=1)
    slow = await claimed(store, run)
    quick = await taken_over(store, run)

    async with store.writing() as work:
        assert await work.sim_shards.extend(slow, LATER + 9 * HOUR) is False
        assert await work.sim_shards.finish(quick, (), LATER) is True
        assert await work.sim_shards.extend(quick, LATER + 9 * HOUR) is False


async def test_a_released_shard_goes_to_the_next_one(store):
    run = await added(store, shards=1)
    first = await claimed(store, run)

    async with store.writing() as work:
        await work.sim_shards.release(first)
        assert await work.sim_shards.extend(first, LATER) is False
    second = await claimed(store, run, by="two")
    async with store.writing() as work:
        await work.sim_shards.release(first)

    assert second.tries == 2
    assert await claimed(store, run) is None


async def test_progress_counts_what_is_done_claimed_and_free(store):
    run = await added(store, shards=4)
    first, _ = await claimed(store, run), await claimed(store, run)
    await finished(store, first, a_life(first))

    async with store.reading() as work:
        assert await work.sim_shards.progress(run.id, NOW) == Progress(1, 1, 2)
        assert await work.sim_shards.progress(run.id, LATER) == Progress(1, 0, 3)


async def test_progress_says_how_many_hold_parts_and_when_one_was_last_done(store):
    run = await added(store, shards=4)
    first = await claimed(store, run, "one")
    await claimed(store, run, "one")
    await claimed(store, run, "two")
    await finished(store, first)

    untouched = await added(store)

    async with store.reading() as work:
        now = await work.sim_shards.progress(run.id, NOW)
        later = await work.sim_shards.progress(run.id, LATER)
        other = await work.sim_shards.progress(untouched.id, NOW)

    assert (now.hands, now.last_at) == (2, LATER)
    assert (later.hands, later.last_at) == (0, LATER)
    assert (other.hands, other.last_at) == (0, None)
