"""Whom a reset is undone for is as if nothing had been."""

import random
from dataclasses import replace

import pytest

from core.domain.ids import RewardId, new_id
from core.domain.reaction import ReactionKind
from core.errors import NotFound
from tests.fakes.builders import tasks
from tests.fakes.deeds import REASON, an_actor
from tests.fakes.evidence import SETTINGS, chores, learned, live, tell_all
from tests.fakes.pupils import BAYES, RIDGE, answered, blobs, expected
from tests.fakes.world import a_world


@pytest.fixture
def world():
    return a_world(*tasks(6), **SETTINGS)


@pytest.fixture
async def ada(world):
    return await world.a_reader()


@pytest.fixture
def steer(world):
    return world.core.steering


async def test_what_is_restored_at_once_is_what_was(world, ada, steer):
    for _ in range(3):
        await answered(world, ada)
    before = await blobs(world, ada)
    reset = await steer.reset_posterior(an_actor(), ada, REASON)

    restored = await steer.restore_posterior(an_actor(), ada, reset.id, REASON)

    assert restored == (BAYES, RIDGE)
    assert await blobs(world, ada) == before


async def test_what_came_since_is_learned_on_top(world, ada, steer):
    old = await answered(world, ada)
    reset = await steer.reset_posterior(an_actor(), ada, REASON)
    await answered(world, ada, ReactionKind.DISMISS)
    await world.core.settle_pick(ada, old)

    await steer.restore_posterior(an_actor(), ada, reset.id, REASON)

    kept, every = await learned(world, ada)
    assert kept == every
    assert set(kept) == {BAYES, RIDGE}


async def test_a_week_later_it_is_too_late(world, ada, steer):
    await answered(world, ada)
    reset = await steer.reset_posterior(an_actor(), ada, REASON)
    world.clock.advance(days=7)

    with pytest.raises(NotFound):
        await steer.restore_posterior(an_actor(), ada, reset.id, REASON)
    world.clock.advance(seconds=1)
    await world.core.sweep()

    assert await world.look(lambda work: work.resets.snapshots(ada, reset.id)) == ()
    assert len(await world.look(lambda work: work.resets.of(ada))) == 1


async def test_of_two_resets_the_newest_is_undone_first(world, ada, steer):
    await answered(world, ada)
    first = await steer.reset_posterior(an_actor(), ada, REASON)
    await answered(world, ada)
    second = await steer.reset_posterior(an_actor(), ada, REASON)
    with pytest.raises(NotFound):
        await steer.restore_posterior(an_actor(), ada, first.id, REASON)

    await steer.restore_posterior(an_actor(), ada, second.id, REASON)
    between = await blobs(world, ada)
    await steer.restore_posterior(an_actor(), ada, first.id, REASON)

    kept, every = await learned(world, ada)
    assert between != kept == every
    with pytest.raises(NotFound):
        await steer.restore_posterior(an_actor(), ada, second.id, REASON)


async def test_a_restoration_does_not_bring_back_what_an_earlier_reset_forgot(world, ada, steer):
    old = await answered(world, ada)
    await steer.reset_posterior(an_actor(), ada, REASON)
    await answered(world, ada)
    second = await steer.reset_posterior(an_actor(), ada, REASON)
    await answered(world, ada)
    await late_news(world, ada, old)

    await steer.restore_posterior(an_actor(), ada, second.id, REASON)

    assert await blobs(world, ada) == await expected(world, ada, BAYES, RIDGE)


async def late_news(world, user_id, tip_id):
    """Let a pick from long ago be worth something after all."""
    known = await world.look(lambda work: work.rewards.of_tip(user_id, tip_id))
    worth = replace(known, id=RewardId(new_id()), milli=-250, at=world.clock.now())
    await world.do(lambda work: work.rewards.add(worth))


@pytest.mark.parametrize("seed", range(12))
async def test_whatever_comes_late_a_reset_holds_and_a_restoration_leaves_no_trace(seed):
    world, dice = a_world(*chores(), **SETTINGS), random.Random(seed)
    ada = await world.a_reader()
    shown = await live(world, ada, dice, steps=8)
    policy = dice.choice(("", BAYES))
    reset = await world.core.steering.reset_posterior(an_actor(), ada, REASON, policy)
    world.clock.advance(seconds=1)

    shown += await live(world, ada, dice, steps=5)
    await tell_all(world, ada, dice, shown)

    kept = await blobs(world, ada)
    assert kept == await expected(world, ada, *kept)
    await world.core.steering.restore_posterior(an_actor(), ada, reset.id, REASON)
    kept, every = await learned(world, ada)
    assert kept == every
