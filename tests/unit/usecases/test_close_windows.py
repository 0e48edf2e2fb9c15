"""When a window closes, a reward stands for good and silence becomes an outcome."""

from datetime import timedelta

import pytest

from core.domain.outcome import OutcomeKind, OutcomeSource
from core.domain.reaction import ReactionKind
from core.domain.reward import RewardState
from core.rewards.window import WINDOW

MOMENT = timedelta(seconds=1)


@pytest.fixture
async def ada(world):
    return await world.a_reader()


async def reward_of(world, user_id, tip_id):
    return await world.look(lambda work: work.rewards.of_tip(user_id, tip_id))


async def kinds_of(world, user_id, tip_id):
    every = await world.look(lambda work: work.outcomes.of_tip(user_id, tip_id))
    return [it.kind for it in every]


async def answered(world, user_id, kind=ReactionKind.DISMISS):
    shown, _ = await world.answer(user_id, kind)
    await world.core.relay_events()
    return shown.tip_id


async def test_a_reward_is_provisional_until_its_window_closes(world, ada):
    tip_id = await answered(world, ada)

    states = []
    for wait in (timedelta(), WINDOW - MOMENT, 2 * MOMENT):
        world.clock.advance(seconds=wait.total_seconds())
        await world.core.close_windows()
        states.append((await reward_of(world, ada, tip_id)).state)

    assert states == [RewardState.PROVISIONAL, RewardState.PROVISIONAL, RewardState.FINAL]
    every = await world.look(lambda work: work.rewards.of(ada))
    assert [it.milli for it in every] == [-1000, -1000]


async def test_a_closed_window_stays_closed(world, ada):
    await answered(world, ada)
    world.clock.advance(hours=25)

    closed = [await world.core.close_windows() for _ in range(3)]

    assert closed == [1, 0, 0]


async def test_no_answer_is_an_outcome_and_no_lesson(world, ada):
    shown = await world.tip(ada)
    world.clock.advance(hours=25)

    await world.core.close_windows()
    await world.core.close_windows()

    (ignored,) = await world.look(lambda work: work.outcomes.of_tip(ada, shown.tip_id))
    assert (ignored.kind, ignored.source) == (OutcomeKind.IGNORED, OutcomeSource.WINDOW)
    assert await reward_of(world, ada, shown.tip_id) is None


async def test_an_answer_after_silence_is_still_an_answer(world, ada):
    shown = await world.tip(ada)
    world.clock.advance(hours=25)
    await world.core.close_windows()

    await world.core.record_reaction(ada, shown.tip_id, ReactionKind.DONE, "late")
    await world.core.relay_events()

    assert await kinds_of(world, ada, shown.tip_id) == [OutcomeKind.IGNORED, OutcomeKind.DONE]
    assert (await reward_of(world, ada, shown.tip_id)).milli == 300


async def test_second_thoughts_are_outcomes_too(world, ada):
    tip_id = await answered(world, ada)
    following = await world.tip(ada)
    await world.core.undo_reaction(ada, tip_id)
    await world.core.record_reaction(ada, tip_id, ReactionKind.SNOOZE, "again")

    assert await kinds_of(world, ada, tip_id) == [
        OutcomeKind.DISMISS,
        OutcomeKind.UNDONE,
        OutcomeKind.SNOOZE,
    ]
    assert await kinds_of(world, ada, following.tip_id) == [OutcomeKind.WITHDRAWN]


async def test_a_task_that_goes_away_elsewhere_is_an_outcome(world, ada):
    shown = await world.tip(ada)
    tip = await world.look(lambda work: work.tips.get(ada, shown.tip_id))
    world.todoist.remove(tip.task.id)
    world.clock.advance(seconds=30)

    await world.tip(ada, fresh=True)

    (gone,) = await world.look(lambda work: work.outcomes.of_tip(ada, shown.tip_id))
    assert (gone.kind, gone.source) == (OutcomeKind.VANISHED, OutcomeSource.SYNC)


async def test_an_answer_says_how_long_it_took(world, ada):
    shown = await world.tip(ada)
    world.clock.advance(seconds=42)
    await world.core.record_reaction(ada, shown.tip_id, ReactionKind.DONE, "key")

    (done,) = await world.look(lambda work: work.outcomes.of(ada))

    assert (done.kind, done.dwell_ms, done.source) == (
        OutcomeKind.DONE,
        42_000,
        OutcomeSource.USER,
    )


async def test_picks_go_after_thirty_days_and_what_was_learned_stays(world, ada):
    await world.core.use_policy(ada, "bayes-v1")
    tip_id = await answered(world, ada)
    before = await world.look(lambda work: work.posteriors.of(ada))
    world.clock.advance(days=30, seconds=1)

    await world.core.sweep()

    assert [it async for it in world.core.replay_picks.every()] == []
    assert await world.look(lambda work: work.posteriors.of(ada)) == before
    assert (await reward_of(world, ada, tip_id)).vector.any()


async def test_an_old_pick_that_is_undone_is_still_unlearned(world, ada):
    await world.core.use_policy(ada, "bayes-v1")
    shown = await world.tip(ada)
    world.clock.advance(days=29, hours=12)
    await world.core.record_reaction(ada, shown.tip_id, ReactionKind.DONE, "key")
    await world.core.relay_events()
    world.clock.advance(hours=13)
    await world.core.sweep()

    await world.core.undo_reaction(ada, shown.tip_id)
    await world.core.relay_events()

    assert await world.look(lambda work: work.rewards.standing(ada)) == ()
    learned = (await world.look(lambda work: work.posteriors.of(ada)))["bayes-v1"]
    assert learned.version == 2
