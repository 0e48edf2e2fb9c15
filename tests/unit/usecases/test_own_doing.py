"""What oO itself did in Todoist comes back with the next sync, and is no signal."""

import asyncio
from dataclasses import replace

import pytest

from core.domain.events import TaskCompleted, TaskEdited, TaskReopened
from core.domain.integration import Provider
from core.domain.outcome import OutcomeKind
from core.domain.reaction import DismissReason, ReactionKind
from core.domain.reward import RewardState
from tests.fakes.builders import tasks
from tests.fakes.elsewhere import (
    a_daily_world,
    answer,
    carried,
    kinds,
    reward,
    served,
    settled,
    state,
    sync,
)
from tests.fakes.world import a_world

DONE, DISMISS = ReactionKind.DONE, ReactionKind.DISMISS


@pytest.fixture
async def ada(world):
    return await world.a_reader()


@pytest.mark.parametrize("recurring", [False, True])
async def test_our_own_close_coming_back_is_no_signal(recurring):
    world = a_daily_world() if recurring else a_world(*tasks(3))
    tip = await served(world, await world.a_reader())
    await answer(world, tip, DONE)
    await world.core.send_commands()
    world.clock.advance(minutes=30)

    await sync(world, tip.user_id)

    assert await world.events(TaskCompleted) == []
    assert await kinds(world, tip) == [OutcomeKind.DONE]
    assert world.todoist.logs == 0


async def test_a_dismissal_that_says_already_done_is_our_own_close_too(world, ada):
    tip = await served(world, ada)
    await answer(world, tip, DISMISS)
    await world.core.give_reason(ada, tip.id, DismissReason.ALREADY_DONE)
    await world.core.send_commands()

    assert await settled(world, tip) == -1000
    assert await kinds(world, tip) == [OutcomeKind.DISMISS]


async def test_a_sync_between_our_close_and_our_reopening_is_nobodys_doing(world, ada):
    tip = await served(world, ada)
    await answer(world, tip, DONE)
    await world.core.send_commands()
    world.clock.advance(seconds=5)
    await world.core.undo_reaction(ada, tip.id)

    await sync(world, ada)
    open_again = await world.look(lambda work: work.tips.open_of(ada))
    await world.core.send_commands()
    world.clock.advance(minutes=2)
    await settled(world, tip)

    assert open_again.id == tip.id
    assert (await world.look(lambda work: work.tips.open_of(ada))).id == tip.id
    assert await kinds(world, tip) == [OutcomeKind.DONE, OutcomeKind.UNDONE]
    assert await reward(world, tip) is None


@pytest.mark.parametrize("recurring", [False, True])
async def test_our_own_reopening_is_not_taken_for_the_persons(recurring):
    world = a_daily_world() if recurring else a_world(*tasks(3))
    tip = await served(world, await world.a_reader())
    await answer(world, tip, DONE)
    await world.core.send_commands()
    await sync(world, tip.user_id)
    world.clock.advance(minutes=5)
    await world.core.undo_reaction(tip.user_id, tip.id)
    await world.core.send_commands()

    await sync(world, tip.user_id)
    told = await world.events()

    assert not any(isinstance(it, TaskReopened | TaskEdited) for it in told)
    assert await settled(world, tip) is None
    assert await kinds(world, tip) == [OutcomeKind.DONE, OutcomeKind.UNDONE]


async def test_what_is_completed_after_an_undo_is_the_persons_own(world, ada):
    tip = await served(world, ada)
    await answer(world, tip, DONE)
    await world.core.send_commands()
    await world.core.undo_reaction(ada, tip.id)
    await world.core.send_commands()
    await sync(world, ada)
    world.clock.advance(minutes=5)
    world.todoist.complete(tip.task.id)

    assert await settled(world, tip) == 600


async def test_what_we_closed_and_the_person_opened_again_stays_done(world, ada):
    tip = await served(world, ada)
    world.clock.advance(seconds=30)
    await answer(world, tip, DONE)
    await world.core.send_commands()
    await sync(world, ada)
    world.clock.advance(minutes=30)
    world.todoist.reopen(tip.task.id)

    assert await settled(world, tip) == 1000
    assert await kinds(world, tip) == [OutcomeKind.DONE, OutcomeKind.REOPENED]


async def test_our_own_recurring_close_told_by_a_webhook_is_no_signal():
    world = a_daily_world()
    tip = await served(world, await world.a_reader())
    await answer(world, tip, DONE)
    await world.core.send_commands()

    await sync(world, tip.user_id, hints={"r": world.clock.now()})

    assert await world.events(TaskCompleted) == []


async def test_a_task_put_back_while_a_sync_was_reading_is_not_lost(world, ada):
    tip = await served(world, ada)
    await answer(world, tip, DONE)
    await world.core.send_commands()
    await sync(world, ada)

    world.todoist.gate = asyncio.Event()
    syncing = asyncio.create_task(sync(world, ada))
    await asyncio.sleep(0.01)
    await world.core.undo_reaction(ada, tip.id)
    world.todoist.gate.set()
    await syncing

    known = await world.look(lambda work: work.tasks.of(ada, Provider.TODOIST))
    assert tip.task.id in {task.id for task in known.tasks}
    assert (await world.tip(ada)).tip_id == tip.id


async def test_who_was_quicker_elsewhere_told_of_it_and_nobody_tells_twice(world, ada):
    """Another process keeps what it read while this one still reads (reliability E2)."""
    tip = await served(world, ada)
    world.clock.advance(minutes=1)
    world.todoist.complete(tip.task.id)
    world.todoist.gate = asyncio.Event()
    slow = asyncio.create_task(sync(world, ada))
    await asyncio.sleep(0.01)
    world.core.sync_tasks._running.clear()  # as another process, which knows nothing of it
    quick = asyncio.create_task(sync(world, ada))
    await asyncio.sleep(0.01)
    world.todoist.gate.set()

    await asyncio.gather(slow, quick)

    assert len(await world.events(TaskCompleted)) == 1
    assert (await kinds(world, tip)).count(OutcomeKind.COMPLETED) == 1


async def test_a_read_that_another_process_overtook_is_thrown_away(world, ada):
    """What it saw open has been completed meanwhile: it must not look opened again (E2)."""
    tip = await served(world, ada)
    world.todoist.put(replace(tip.task, text="Edited"))

    async def meanwhile():
        world.todoist.complete(tip.task.id)
        world.core.sync_tasks._running.clear()  # as another process, which knows nothing of ours
        await sync(world, ada)

    world.store.before_writing = meanwhile

    await sync(world, ada)

    assert await world.events(TaskReopened) == []
    assert OutcomeKind.REOPENED not in await kinds(world, tip)
    known = await world.look(lambda work: work.tasks.of(ada, Provider.TODOIST))
    assert tip.task.id not in {task.id for task in known.tasks}


async def test_what_is_taken_back_after_the_window_is_final_at_once(world, ada):
    tip = await served(world, ada)
    world.clock.advance(hours=2)
    await answer(world, tip, DISMISS)
    await carried(world)
    world.clock.advance(hours=23)
    await world.core.close_windows()
    await world.core.undo_reaction(ada, tip.id)
    await carried(world)

    assert await reward(world, tip) is None
    assert await state(world, tip) is RewardState.FINAL
