"""Each pick gets its one reward."""

import pytest

from core.domain.events import TipSettled
from core.domain.reaction import ReactionKind


@pytest.fixture
async def ada(world):
    return await world.a_reader()


async def reward_of(world, user_id, tip_id):
    reaction = await world.look(lambda work: work.reactions.of_tip(user_id, tip_id))
    return reaction.reward_milli if reaction else None


@pytest.mark.parametrize(
    ("kind", "looked_s", "reward"),
    [
        (ReactionKind.DISMISS, 3, -1000),
        (ReactionKind.SNOOZE, 3, 100),
        (ReactionKind.DONE, 14.999, -300),
        (ReactionKind.DONE, 15, 1000),
        (ReactionKind.DONE, 120, 600),
        (ReactionKind.DONE, 600, 300),
    ],
)
async def test_the_relay_settles_what_was_answered(world, kind, looked_s, reward):
    ada = await world.a_reader()
    shown = await world.tip(ada)
    world.clock.advance(seconds=looked_s)
    await world.core.record_reaction(ada, shown.tip_id, kind, "key")

    await world.core.relay_events()

    assert await reward_of(world, ada, shown.tip_id) == reward


async def test_a_pick_settles_once_however_often_it_is_asked(world, ada):
    shown, _ = await world.answer(ada)

    rewards = [await world.core.settle_pick(ada, shown.tip_id) for _ in range(3)]

    assert rewards == [-300, -300, -300]
    assert len(await world.events(TipSettled)) == 1


async def test_an_event_that_comes_twice_settles_once(world, ada):
    await world.answer(ada)
    world.store.before_writing = None
    waiting = len(await world.events())

    for _ in range(3):
        await world.core.relay_events()

    assert waiting > 0
    assert await world.events(TipSettled) == []


async def test_an_open_tip_has_no_reward(world, ada):
    shown = await world.tip(ada)

    assert await world.core.settle_pick(ada, shown.tip_id) is None


async def test_an_undone_answer_is_not_rewarded(world, ada):
    shown, _ = await world.answer(ada)
    await world.core.undo_reaction(ada, shown.tip_id)

    await world.core.relay_events()

    every = await world.look(lambda work: work.history.reactions(ada))
    assert [reaction.reward_milli for reaction in every] == [None]


async def test_the_answer_that_stands_is_rewarded(world, ada):
    shown, _ = await world.answer(ada, ReactionKind.DISMISS)
    await world.core.undo_reaction(ada, shown.tip_id)
    await world.answer(ada, ReactionKind.SNOOZE, key="again")

    await world.core.relay_events()

    assert await reward_of(world, ada, shown.tip_id) == 100


async def test_a_user_who_left_settles_nothing(world, ada):
    shown, _ = await world.answer(ada)
    await world.core.erase_user(ada)

    assert await world.core.settle_pick(ada, shown.tip_id) is None


async def test_one_event_that_fails_does_not_stop_the_others(world, ada):
    await world.tip(ada)
    while await world.core.relay_events():
        pass
    older, _ = await world.answer(ada)
    newer, _ = await world.answer(ada)
    claim, both, the_first_alone = 1, 2, (3, 4, 5)
    world.store.refuse_write(both, *the_first_alone)
    assert claim < both

    await world.core.relay_events()
    settled = [await reward_of(world, ada, shown.tip_id) for shown in (older, newer)]
    world.clock.advance(seconds=60)
    await world.core.relay_events()

    assert settled == [None, -300]
    assert await reward_of(world, ada, older.tip_id) == -300
