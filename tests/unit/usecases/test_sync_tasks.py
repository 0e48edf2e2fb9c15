"""Syncs bring what changed, and remember when they could not."""

import asyncio
import gc
from datetime import timedelta

import pytest

from core.domain.events import TasksSynced
from core.domain.integration import IntegrationState, Provider
from core.domain.task import TaskList
from core.domain.tip import TipStatus
from core.errors import (
    AccessExpired,
    IntegrationBusy,
    IntegrationDown,
    NotFound,
    ReconnectNeeded,
)
from tests.fakes.builders import a_task, an_identity
from tests.fakes.providers import down


@pytest.fixture
async def ada(world):
    return await world.a_reader()


async def sync(world, user_id):
    return await world.core.sync_tasks(user_id, Provider.TODOIST)


async def known(world, user_id):
    tasks = await world.look(lambda work: work.tasks.of(user_id, Provider.TODOIST))
    return {task.id: task.text for task in tasks.tasks}


async def test_the_first_sync_brings_everything(world):
    ada = await world.a_person()
    await world.connect(ada)

    assert await sync(world, ada) == 3
    assert len(await known(world, ada)) == 3
    link = await world.link(ada)
    assert (link.state, link.task_count) == (IntegrationState.CONNECTED, 3)
    assert link.synced_at == world.clock.now()
    assert link.next_sync_at == world.clock.now() + timedelta(hours=1)


async def test_the_next_sync_brings_what_changed(world, ada):
    world.todoist.put(a_task("t1", "Changed"))
    world.todoist.put(a_task("t9", "New"))
    world.todoist.remove("t2")

    assert await sync(world, ada) == 3
    assert await known(world, ada) == {"t1": "Changed", "t3": "Task number 3", "t9": "New"}


async def test_a_sync_that_brings_nothing_tells_nothing(world, ada):
    before = len(await world.events(TasksSynced))

    await sync(world, ada)

    assert len(await world.events(TasksSynced)) == before


async def test_a_sync_tells_numbers_and_no_words(world, ada):
    world.todoist.remove("t2")

    await sync(world, ada)

    told = (await world.events(TasksSynced))[-1]
    assert (told.changed, told.gone, told.total) == (0, 1, 2)


async def test_nothing_connected_is_nothing_to_sync(world):
    ada = await world.a_person()

    with pytest.raises(NotFound):
        await sync(world, ada)


async def test_a_success_forgets_the_failures(world, ada):
    world.todoist.failure = down()
    with pytest.raises(IntegrationDown):
        await sync(world, ada)
    world.todoist.failure = None

    await sync(world, ada)

    link = await world.link(ada)
    assert (link.failing_since, link.failures) == (None, 0)


async def test_a_busy_todoist_is_left_alone_as_long_as_it_asked(world, ada):
    world.todoist.failure = IntegrationBusy(Provider.TODOIST, 600)
    with pytest.raises(IntegrationBusy):
        await sync(world, ada)
    syncs = world.todoist.syncs

    for _ in range(19):
        world.clock.advance(seconds=30)
        await world.core.sync_due()
        await world.tip(ada, fresh=True)
    early = world.todoist.syncs
    world.clock.advance(seconds=31)
    await world.core.sync_due()

    assert early == syncs
    assert world.todoist.syncs == syncs + 1


async def test_callers_at_the_same_time_share_one_sync(world, ada):
    syncs = world.todoist.syncs

    counts = await asyncio.gather(*(sync(world, ada) for _ in range(20)))

    assert counts == [3] * 20
    assert world.todoist.syncs == syncs + 1


async def test_a_caller_who_gives_up_does_not_stop_the_sync_of_others(world, ada):
    world.todoist.gate = asyncio.Event()
    world.todoist.put(a_task("t9", "New"))

    impatient = asyncio.create_task(sync(world, ada))
    patient = asyncio.create_task(sync(world, ada))
    await asyncio.sleep(0.01)
    impatient.cancel()
    world.todoist.gate.set()

    assert await patient == 4


async def test_a_failure_after_everybody_gave_up_is_remembered_without_a_noise(world, ada):
    noises = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: noises.append(context))
    world.todoist.gate = asyncio.Event()
    world.todoist.failure = down()

    impatient = asyncio.create_task(sync(world, ada))
    await asyncio.sleep(0.01)
    impatient.cancel()
    world.todoist.gate.set()
    await asyncio.sleep(0.02)
    del impatient
    gc.collect()

    assert (await world.link(ada)).failing_since == world.clock.now()
    assert noises == []


async def test_two_users_do_not_share_a_sync(world, ada):
    eve = await world.a_person(an_identity("eve"))

    with pytest.raises(NotFound):
        await sync(world, eve)

    assert await sync(world, ada) == 3


async def test_an_open_tip_whose_task_is_gone_vanishes(world, ada):
    shown = await world.tip(ada)
    tip = await world.look(lambda work: work.tips.get(ada, shown.tip_id))
    world.todoist.remove(tip.task.id)

    await sync(world, ada)

    tip = await world.look(lambda work: work.tips.get(ada, shown.tip_id))
    assert tip.status is TipStatus.VANISHED


async def test_a_disconnection_during_a_sync_writes_nothing(world, ada):
    world.todoist.gate = asyncio.Event()
    syncing = asyncio.create_task(sync(world, ada))
    await asyncio.sleep(0.01)

    await world.core.disconnect(ada, Provider.TODOIST)
    told = len(await world.events(TasksSynced))
    world.todoist.gate.set()

    assert await syncing == 0
    assert await world.link(ada) is None
    assert await world.look(lambda work: work.tasks.of(ada, Provider.TODOIST)) is None
    assert len(await world.events(TasksSynced)) == told


async def test_a_failure_after_a_disconnection_writes_nothing(world, ada):
    world.todoist.gate = asyncio.Event()
    world.todoist.failure = down()
    syncing = asyncio.create_task(sync(world, ada))
    await asyncio.sleep(0.01)

    await world.core.disconnect(ada, Provider.TODOIST)
    world.todoist.gate.set()

    with pytest.raises(IntegrationDown):
        await syncing
    assert await world.link(ada) is None


async def test_a_token_that_was_revoked_early_is_refreshed_once(world, ada):
    world.todoist.access.clear()

    assert await sync(world, ada) == 3
    assert world.todoist.refreshes == 1


async def test_a_token_that_stays_refused_asks_the_user_to_reconnect(world, ada):
    world.todoist.failure = AccessExpired(Provider.TODOIST)

    with pytest.raises(ReconnectNeeded):
        await sync(world, ada)

    assert (await world.link(ada)).state is IntegrationState.RECONNECT
    assert world.todoist.refreshes == 1


async def test_the_turn_comes_after_an_hour(world, ada):
    syncs = world.todoist.syncs

    world.clock.advance(minutes=59)
    early = await world.core.sync_due()
    world.clock.advance(minutes=1)
    due = await world.core.sync_due()

    assert (early, due, world.todoist.syncs) == (0, 1, syncs + 1)


async def test_one_users_failure_does_not_keep_the_others_waiting(world, ada):
    eve = await world.a_person(an_identity("eve"))
    await world.connect(eve)
    world.clock.advance(hours=1)
    broken = TaskList(sync_token="no such place")  # noqa: S106 — a place in a stream
    await world.do(lambda work: work.tasks.keep(ada, Provider.TODOIST, broken))

    with pytest.raises(ExceptionGroup):
        await world.core.sync_due()

    assert (await world.link(eve)).state is IntegrationState.CONNECTED


async def test_the_sweep_drops_what_nobody_will_ask_for(world, ada):
    await world.begin()
    await world.answer(ada)
    await world.core.relay_events()
    await world.core.relay_events()

    soon = await world.core.sweep()
    world.clock.advance(days=8)
    later = await world.core.sweep()

    assert soon == 0
    assert later > 3
    assert await world.core.sweep() == 0
