"""What became of tips and what they were worth: rows that are only ever added, in every home."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from core.domain.ids import RewardId, TipId, new_id
from core.domain.outcome import OutcomeKind, OutcomeSource
from core.domain.reward import RewardState
from core.domain.tip import TipStatus
from core.errors import NotFound, StaleWrite
from core.memory.log import MemoryOutcomes, MemoryRewards
from core.storage.outcomes import SqlOutcomes
from core.storage.rewards import SqlRewards
from tests.services.storage.same import bits
from tests.services.storage.things import HOUR, NOW, a_reward, an_outcome, signed_up, tipped

DAY = timedelta(days=1)
TIMES = (NOW - DAY - HOUR, NOW - DAY, NOW - HOUR)
"""Served before the window of a day closed, as it closes, and after."""


async def keep(store, *things):
    """Write outcomes and rewards down, in this order."""
    async with store.writing() as work:
        for thing in things:
            port = work.rewards if hasattr(thing, "milli") else work.outcomes
            await port.add(thing)


async def answered(store, user, **changes):
    return await tipped(store, user, **{"status": TipStatus.ANSWERED} | changes)


def after(reward, **changes):
    """Return what a reward became."""
    return replace(reward, id=RewardId(new_id()), **changes)


@pytest.mark.parametrize("port", [SqlOutcomes, SqlRewards, MemoryOutcomes, MemoryRewards])
def test_what_happened_cannot_be_changed(port):
    verbs = {name for name in vars(port) if not name.startswith("_")}

    assert verbs <= {
        *{"add", "of", "of_tip", "unanswered", "standing", "provisional"},
        *{"tx", "draft"},
    }


async def test_outcomes_come_back_oldest_first(store):
    user = await signed_up(store)
    tip, other = await answered(store, user), await answered(store, user)
    late = an_outcome(tip, kind=OutcomeKind.UNDONE, at=NOW + HOUR, dwell_ms=None)
    early = an_outcome(tip, rule="completed elsewhere", source=OutcomeSource.SYNC)
    between = an_outcome(other, at=NOW + HOUR / 2)

    await keep(store, late, early, between)

    async with store.reading() as work:
        assert await work.outcomes.of_tip(user.id, tip.id) == (early, late)
        assert await work.outcomes.of(user.id) == (early, between, late)


async def test_an_outcome_is_written_once(store):
    user = await signed_up(store)
    outcome = an_outcome(await tipped(store, user))
    await keep(store, outcome)

    with pytest.raises(StaleWrite):
        await keep(store, replace(outcome, kind=OutcomeKind.DONE))

    async with store.reading() as work:
        assert await work.outcomes.of(user.id) == (outcome,)


async def test_nobody_writes_down_what_became_of_anothers_tip(store):
    """Reliability R2."""
    user, other = await signed_up(store), await signed_up(store)
    tip = await tipped(store, other)

    for thing in (an_outcome(tip, user_id=user.id), a_reward(tip, user_id=user.id)):
        with pytest.raises(NotFound):
            await keep(store, thing)


async def test_what_became_of_anothers_tip_is_as_absent_as_nothing(store):
    """Reliability R2."""
    user, other = await signed_up(store), await signed_up(store)
    tip = await tipped(store, other)
    await keep(store, an_outcome(tip), a_reward(tip))

    async with store.reading() as work:
        for tip_id in (tip.id, TipId(new_id())):
            assert await work.outcomes.of_tip(user.id, tip_id) == ()
            assert await work.rewards.of_tip(user.id, tip_id) is None
        assert await work.outcomes.of(user.id) == ()
        assert await work.rewards.of(user.id) == await work.rewards.standing(user.id) == ()


async def test_unanswered_are_open_tips_of_before_of_which_nothing_came(store):
    tips = [await tipped(store, await signed_up(store), served_at=at) for at in reversed(TIMES)]
    ignored, completed, closed = [
        await tipped(store, await signed_up(store), served_at=TIMES[0], status=status)
        for status in (TipStatus.OPEN, TipStatus.OPEN, TipStatus.VANISHED)
    ]
    oldest = await tipped(store, await signed_up(store), served_at=TIMES[0] - DAY)
    await keep(store, an_outcome(ignored, kind=OutcomeKind.IGNORED), an_outcome(closed))
    await keep(store, an_outcome(completed, kind=OutcomeKind.COMPLETED))
    await keep(store, an_outcome(tips[-1], kind=OutcomeKind.UNDONE))

    async with store.reading() as work:
        assert await work.outcomes.unanswered(NOW - DAY, 9) == (oldest, tips[-1])
        assert await work.outcomes.unanswered(NOW - DAY, 1) == (oldest,)


async def test_a_reward_comes_back_bit_for_bit(store):
    user = await signed_up(store)
    exact = a_reward(await answered(store, user))
    off_the_grid = a_reward(
        await answered(store, user), vector=np.array([0.1, 1e-300, np.pi]), milli=None
    )

    await keep(store, exact, off_the_grid)

    async with store.reading() as work:
        for reward in (exact, off_the_grid):
            assert bits(await work.rewards.of_tip(user.id, reward.tip_id)) == bits(reward)
        assert bits(await work.rewards.of(user.id)) == bits((exact, off_the_grid))


async def test_the_newest_reward_of_a_tip_stands(store):
    user = await signed_up(store)
    first = a_reward(await answered(store, user))
    second = after(first, milli=1000, at=NOW - HOUR)

    await keep(store, first, second)

    async with store.reading() as work:
        assert bits(await work.rewards.of_tip(user.id, first.tip_id)) == bits(second)
        assert bits(await work.rewards.standing(user.id)) == bits((second,))
        assert bits(await work.rewards.of(user.id)) == bits((first, second))


async def test_a_reward_that_was_taken_back_stands_no_more_until_there_is_another(store):
    user = await signed_up(store)
    first = a_reward(await answered(store, user))
    gone = after(first, milli=None)
    await keep(store, first, gone)

    async with store.reading() as work:
        assert await work.rewards.standing(user.id) == ()
        assert bits(await work.rewards.of_tip(user.id, first.tip_id)) == bits(gone)

    again = after(gone, milli=0)
    await keep(store, again)

    async with store.reading() as work:
        assert bits(await work.rewards.standing(user.id)) == bits((again,))


async def test_standing_rewards_come_oldest_tip_first_and_nobody_elses(store):
    user, other = await signed_up(store), await signed_up(store)
    young, old = [await answered(store, user, served_at=at) for at in (NOW, NOW - DAY)]
    of_young, of_old = a_reward(young), a_reward(old)

    await keep(store, of_young, of_old, a_reward(await answered(store, other)))

    async with store.reading() as work:
        assert bits(await work.rewards.standing(user.id)) == bits((of_old, of_young))


async def test_a_reward_is_written_once(store):
    user = await signed_up(store)
    reward = a_reward(await tipped(store, user))
    await keep(store, reward)

    with pytest.raises(StaleWrite):
        await keep(store, replace(reward, milli=1000))


async def test_provisional_are_newest_rewards_whose_window_has_closed(store):
    late, exactly, early = [
        a_reward(await answered(store, await signed_up(store), served_at=at)) for at in TIMES
    ]
    older = a_reward(await answered(store, await signed_up(store), served_at=TIMES[0] - DAY))
    gone = after(older, milli=None)
    final = after(
        a_reward(await answered(store, await signed_up(store), served_at=TIMES[0])),
        state=RewardState.FINAL,
    )
    await keep(store, early, exactly, late, older, gone, final)

    async with store.reading() as work:
        assert bits(await work.rewards.provisional(NOW - DAY, 9)) == bits((gone, late))
        assert bits(await work.rewards.provisional(NOW - DAY, 1)) == bits((gone,))


async def test_a_reward_that_became_final_is_provisional_no_more(store):
    user = await signed_up(store)
    reward = a_reward(await answered(store, user, served_at=TIMES[0]))
    final = after(reward, state=RewardState.FINAL)
    await keep(store, reward, final)

    async with store.reading() as work:
        assert await work.rewards.provisional(NOW - DAY, 9) == ()
        assert bits(await work.rewards.standing(user.id)) == bits((final,))

    again = after(final, milli=1000, state=RewardState.PROVISIONAL)
    await keep(store, again)

    async with store.reading() as work:
        assert bits(await work.rewards.provisional(NOW - DAY, 9)) == bits((again,))


async def test_rewards_outlive_their_picks(store):
    user = await signed_up(store)
    reward = a_reward(await answered(store, user, served_at=TIMES[0]))
    await keep(store, reward, an_outcome(await answered(store, user)))

    async with store.writing() as work:
        assert await work.pick_log.sweep(NOW + HOUR) == 2

    async with store.reading() as work:
        assert bits(await work.rewards.standing(user.id)) == bits((reward,))
        assert len(await work.outcomes.of(user.id)) == 1


async def test_nothing_of_a_user_who_left_is_kept(store):
    """Reliability D1."""
    user, other = await signed_up(store), await signed_up(store)
    for each in (user, other):
        tip = await tipped(store, each, served_at=TIMES[0])
        await keep(store, an_outcome(tip), a_reward(tip))

    async with store.writing() as work:
        await work.ledger.purge(user.id, NOW)

    async with store.reading() as work:
        assert await work.outcomes.of(user.id) == await work.rewards.of(user.id) == ()
        provisional = await work.rewards.provisional(NOW, 9)
        unanswered = await work.outcomes.unanswered(NOW, 9)
    assert [it.user_id for it in (*provisional, *unanswered)] == [other.id, other.id]
