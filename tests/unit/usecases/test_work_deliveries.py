"""A webhook is a hint: tasks are read again, seldom, and never twice for nothing (H2)."""

import asyncio
from contextlib import suppress
from datetime import timedelta

import pytest

from core.domain.hook import Posted
from core.domain.integration import Provider
from core.errors import IntegrationBusy, ReconnectNeeded
from tests.fakes.builders import a_task
from tests.fakes.clock import NOON
from tests.fakes.hooks import SECRET, a_hook, sign, text_of
from tests.fakes.providers import down
from tests.fakes.world import a_world


@pytest.fixture
def world():
    return a_world(a_task("1"), a_task("2"), todoist_client_secret=SECRET)


async def deliver(world, hook=None, delivery_id=""):
    body = text_of(hook or a_hook())
    posted = Posted(body, "application/json", sign(body), delivery_id)
    await world.core.take_delivery(Provider.TODOIST, posted)


async def many(world, count, **other):
    for number in range(count):
        at = world.clock.now() + timedelta(microseconds=number)
        await deliver(world, a_hook(at=at, **other))


async def pending(world):
    """Return how many deliveries are not done, whoever holds them."""
    later = world.clock.now() + timedelta(days=1)
    return len(await world.do(lambda work: work.deliveries.claim(later, later, 1000)))


async def rung(ear):
    """Return when the bell has rung. Raises: TimeoutError when it never does."""
    async with asyncio.timeout(5):
        await ear.wait(3600)


async def hints_of(world):
    """Let the sync say what it was told; return where it writes that down."""
    told, sync = [], world.core.sync_tasks

    class Told:
        running = sync.running

        async def __call__(self, *whose, hints):
            told.append(dict(hints))
            return await sync(*whose, hints=hints)

    work = world.core.work_deliveries
    world.core.work_deliveries = type(work)(work.store, work.clock, Told(), work.bell)
    return told


async def test_the_first_is_worked_on_at_once(world):
    user_id = await world.a_reader()
    world.todoist.remove("1")
    reads = world.todoist.syncs

    await deliver(world)

    assert await world.core.work_deliveries() == 1
    assert world.todoist.syncs == reads + 1
    assert (await world.link(user_id)).task_count == 1
    assert await pending(world) == 0


async def test_taking_one_in_reads_nothing_and_rings(world):
    """Reliability H3: work happens later."""
    await world.a_reader()
    reads, ear = world.todoist.syncs, world.core.hook_bell.ear()

    await deliver(world)

    assert world.todoist.syncs == reads
    await rung(ear)


async def test_hundreds_of_one_user_are_one_read_in_two_seconds(world):
    """Reliability H2: at most one API read per user and 2 s."""
    await world.a_reader()
    reads = world.todoist.syncs
    await many(world, 300)
    await world.core.work_deliveries()
    for _ in range(4):
        world.clock.advance(seconds=0.4)
        await many(world, 50)
        assert await world.core.work_deliveries() == 0
    assert world.todoist.syncs == reads + 1

    world.clock.advance(seconds=0.4)

    assert await world.core.work_deliveries() == 200
    assert world.todoist.syncs == reads + 2
    assert await pending(world) == 0


async def test_who_must_wait_is_rung_for_when_the_time_has_come(world):
    await world.a_reader()
    await deliver(world)
    await world.core.work_deliveries()
    await deliver(world, a_hook(task_id="2"))
    ear = world.core.hook_bell.ear()
    world.clock.advance(seconds=1.99)

    await world.core.work_deliveries()

    await rung(ear)
    assert await pending(world) == 1


async def test_a_crash_leaves_what_waited_to_the_next(world):
    await world.a_reader()
    await deliver(world)
    await world.core.work_deliveries()
    await deliver(world, a_hook(task_id="2"))
    await world.core.work_deliveries()
    work = world.core.work_deliveries
    after_a_restart = type(work)(work.store, work.clock, work.sync, work.bell)

    assert await after_a_restart() == 0
    world.clock.advance(seconds=61)

    assert await after_a_restart() == 1


async def test_what_comes_while_a_read_is_under_way_is_read_after_it(world):
    """A read that began earlier may have missed what this one tells of."""
    user_id = await world.a_reader()
    world.todoist.gate = asyncio.Event()
    early = asyncio.create_task(world.core.sync_tasks(user_id, Provider.TODOIST))
    await asyncio.sleep(0.01)
    reads = world.todoist.syncs
    await deliver(world, a_hook("item:updated"))
    late = asyncio.create_task(world.core.work_deliveries())
    await asyncio.sleep(0.01)
    world.todoist.gate.set()

    await early
    assert await late == 1

    assert world.todoist.syncs == reads + 1


async def test_a_recurring_completion_reaches_the_sync_as_a_hint(world):
    await world.a_reader()
    told = await hints_of(world)
    await deliver(world, a_hook("item:updated", "1", intent="item_completed"))
    await deliver(world, a_hook("item:completed", "2", at=NOON + timedelta(seconds=9)))
    await deliver(world, a_hook("item:updated", "3", intent="item_updated"))

    await world.core.work_deliveries()

    assert told == [{"1": NOON, "2": NOON}]  # a moment to come is one of an untrue clock


async def test_what_was_old_when_it_came_asks_for_a_read_and_hints_at_nothing(world):
    """Reliability H2: older than 2 h."""
    await world.a_reader()
    told = await hints_of(world)
    await deliver(world, a_hook(at=NOON - timedelta(hours=2, seconds=1)))

    assert await world.core.work_deliveries() == 1

    assert told == [{}]


async def test_what_became_old_while_todoist_was_away_is_a_hint_still(world):
    await world.a_reader()
    told = await hints_of(world)
    await deliver(world)
    world.clock.advance(hours=3)

    await world.core.work_deliveries()

    assert told == [{"1": NOON}]


@pytest.mark.parametrize("failure", [down(), IntegrationBusy(Provider.TODOIST, 300)])
async def test_a_service_that_is_away_is_asked_again_when_its_time_has_come(world, failure):
    """Reliability F2: the wait it asked for, or a growing one."""
    user_id = await world.a_reader()
    world.todoist.failure = failure
    await deliver(world)
    assert await world.core.work_deliveries() == 0
    world.todoist.failure, reads = None, world.todoist.syncs
    again_at = (await world.link(user_id)).next_sync_at
    while world.clock.now() + timedelta(seconds=61) < again_at:
        world.clock.advance(seconds=61)
        assert await world.core.work_deliveries() == 0
        assert world.todoist.syncs == reads

    world.clock.advance(seconds=122)

    assert await world.core.work_deliveries() == 1
    assert await pending(world) == 0


async def test_what_is_not_linked_any_more_is_done(world):
    user_id = await world.a_reader()
    await deliver(world)
    await world.core.disconnect(user_id, Provider.TODOIST)

    assert await world.core.work_deliveries() == 1
    assert await pending(world) == 0


async def test_a_dead_link_waits_for_its_user_and_not_for_us(world):
    await world.a_reader()
    world.todoist.access.clear()
    world.todoist.refresh_failure = ReconnectNeeded(Provider.TODOIST)
    await deliver(world)

    assert await world.core.work_deliveries() == 1
    assert await pending(world) == 0


async def test_one_users_fault_keeps_nobody_elses_deliveries(world):
    user_id = await world.a_reader()
    await deliver(world)
    work, sync = world.core.work_deliveries, world.core.sync_tasks

    class Faulty:
        running = sync.running

        async def __call__(self, *whose, hints):
            raise ZeroDivisionError

    faulty = type(work)(work.store, work.clock, Faulty(), work.bell)
    with pytest.raises(ExceptionGroup):
        await faulty()
    assert (await world.link(user_id)) is not None
    world.clock.advance(seconds=61)

    assert await work() == 1


async def test_the_hourly_sync_repairs_what_webhooks_missed(world):
    """Reliability H3: a day without webhooks; every cycle finds what happened since the last."""
    user_id = await world.a_reader()
    for hour in range(24):
        world.todoist.put(a_task(f"new-{hour}"))
        if hour % 2:
            world.todoist.remove(f"new-{hour - 1}")
        world.clock.advance(hours=1)
        await world.core.sync_due()

        known = await world.look(lambda work: work.tasks.of(user_id, Provider.TODOIST))
        assert {task.id for task in known.tasks} == set(world.todoist.tasks)


async def test_a_sender_who_hangs_up_leaves_the_others_their_answers(world):
    await world.a_reader()
    gone = asyncio.create_task(deliver(world, a_hook(task_id="2")))
    stays = asyncio.create_task(deliver(world))
    await asyncio.sleep(0)
    gone.cancel()
    with suppress(asyncio.CancelledError):
        await gone

    await stays

    assert await pending(world) >= 1
