"""A recurring task is never ticked off: its completion is hinted at, logged, or guessed."""

import asyncio
from dataclasses import replace

import pytest

from core.domain.completion import Noticed
from core.domain.events import TaskCompleted, TaskPostponed
from core.domain.integration import Provider
from core.domain.outcome import OutcomeKind, OutcomeSource
from core.errors import IntegrationDown, IntegrationRefused
from tests.fakes.builders import a_task, daily
from tests.fakes.elsewhere import a_daily_world, carried, kinds, reward, served, settled, sync
from tests.fakes.providers import down
from tests.fakes.world import a_world


@pytest.fixture
async def ada(world):
    return await world.a_reader()


async def test_a_recurring_completion_is_found_in_the_log():
    world = a_daily_world()
    tip = await served(world, await world.a_reader())
    world.clock.advance(minutes=5)
    world.todoist.complete("r")
    world.clock.advance(minutes=40)

    assert await settled(world, tip) == 600
    mine = await world.look(lambda work: work.outcomes.of_tip(tip.user_id, tip.id))
    assert (mine[0].kind, mine[0].rule) == (OutcomeKind.COMPLETED, Noticed.ACTIVITY)
    assert OutcomeKind.VANISHED in await kinds(world, tip)


async def test_a_recurring_task_that_was_only_postponed_earns_nothing():
    world = a_daily_world()
    tip = await served(world, await world.a_reader())
    world.todoist.put(replace(tip.task, due=daily("2026-11-25")))

    await sync(world, tip.user_id)

    assert len(await world.events(TaskPostponed)) == 1
    assert await settled(world, tip) is None
    assert (await world.look(lambda work: work.tips.open_of(tip.user_id))).id == tip.id


@pytest.mark.parametrize("failure", [IntegrationRefused("todoist", "FORBIDDEN"), down()])
async def test_where_the_log_cannot_be_asked_a_due_that_moved_counts(failure):
    world = a_daily_world()
    tip = await served(world, await world.a_reader())
    world.todoist.log_failure = failure
    world.clock.advance(minutes=5)
    world.todoist.complete("r")

    assert await settled(world, tip) == 600
    mine = await world.look(lambda work: work.outcomes.of_tip(tip.user_id, tip.id))
    assert mine[0].rule == Noticed.DUE_MOVED
    assert (await world.link(tip.user_id)).failing_since is None


async def test_a_webhooks_word_is_enough_and_more_exact_than_the_next_sync():
    world = a_daily_world()
    tip = await served(world, await world.a_reader())
    world.clock.advance(minutes=1)
    world.todoist.complete("r")
    completed_at = world.clock.now()
    world.clock.advance(minutes=30)

    await sync(world, tip.user_id, hints={"r": completed_at})
    await carried(world)

    mine = await world.look(lambda work: work.outcomes.of_tip(tip.user_id, tip.id))
    assert (mine[0].source, mine[0].rule) == (OutcomeSource.WEBHOOK, Noticed.INTENT)
    assert await reward(world, tip) == 1000
    assert world.todoist.logs == 0


async def test_a_webhook_that_comes_after_the_sync_mends_what_was_guessed():
    world = a_daily_world()
    tip = await served(world, await world.a_reader())
    world.todoist.log_failure = down()
    world.clock.advance(minutes=1)
    world.todoist.complete("r")
    completed_at = world.clock.now()
    world.clock.advance(minutes=30)
    guessed = await settled(world, tip)

    for _ in range(2):
        await sync(world, tip.user_id, hints={"r": completed_at})
    await carried(world)

    assert (guessed, await reward(world, tip)) == (300, 1000)
    assert (await kinds(world, tip)).count(OutcomeKind.COMPLETED) == 2


async def test_a_recurring_completion_that_was_taken_back_is_unlearned():
    world = a_daily_world()
    tip = await served(world, await world.a_reader())
    world.clock.advance(minutes=1)
    world.todoist.complete("r")
    first = await settled(world, tip)
    world.todoist.reopen("r", daily())
    world.clock.advance(minutes=1)

    assert (first, await settled(world, tip)) == (1000, None)


async def test_hints_that_come_during_a_sync_are_taken_by_the_next_one():
    """No hint is lost, and none is taken by a read that may have begun before it (H2)."""
    world = a_world(*(a_task(f"r{n}", due=daily()) for n in range(3)))
    ada = await world.a_reader()
    world.todoist.gate = asyncio.Event()
    syncs = world.todoist.syncs
    first = asyncio.create_task(sync(world, ada))
    await asyncio.sleep(0.01)
    for n in range(3):
        world.todoist.complete(f"r{n}")
    at = world.clock.now()
    others = [asyncio.create_task(sync(world, ada, hints={f"r{n}": at})) for n in range(3)]
    await asyncio.sleep(0.01)
    world.todoist.gate.set()

    await asyncio.gather(first, *others)

    told = await world.events(TaskCompleted)
    assert sorted(it.task_id for it in told) == ["r0", "r1", "r2"]
    assert world.todoist.syncs == syncs + 2


async def test_hints_given_to_a_sync_that_fails_can_be_given_again():
    world = a_daily_world()
    tip = await served(world, await world.a_reader())
    world.clock.advance(minutes=1)
    world.todoist.complete("r")
    hints = {"r": world.clock.now()}
    world.todoist.failure = down()
    with pytest.raises(IntegrationDown):
        await sync(world, tip.user_id, hints=hints)
    world.todoist.failure = None

    await sync(world, tip.user_id, hints=hints)
    await carried(world)

    assert await reward(world, tip) == 1000


async def test_what_is_missing_in_a_whole_list_is_asked_for(world, ada):
    tip = await served(world, ada)
    world.clock.advance(minutes=5)
    world.todoist.complete(tip.task.id)
    other = next(key for key in ("t1", "t2", "t3") if key in world.todoist.tasks)
    world.todoist.remove(other)
    known = await world.look(lambda work: work.tasks.of(ada, Provider.TODOIST))
    forgotten = replace(known, sync_token="*")  # noqa: S106 — a place in a stream
    await world.do(lambda work: work.tasks.keep(ada, Provider.TODOIST, forgotten))

    assert await settled(world, tip) == 600
    assert (await kinds(world, tip))[0] is OutcomeKind.COMPLETED
    assert world.todoist.logs == 1
