"""What every bus promises: each effect once, poison set aside, viewers that cannot hurt."""

import asyncio
import random
import resource

from core.domain.events import IntegrationLost
from core.domain.integration import Provider
from tests.services.bus.stage import eventually, ids
from tests.services.storage.things import NOW


async def test_what_is_published_has_its_effect_once(office):
    """Reliability E1, E2."""
    events = await office.events(100)

    await office.publish(events)

    assert await office.had(events) == ids(events)


async def test_what_comes_again_and_shuffled_has_no_second_effect(office):
    """Reliability E2: it depends on the inbox, not on the server's window."""
    events = await office.events(60)
    await office.publish(events)
    await office.had(events)
    handed = office.handed

    again = random.Random(7).sample(events, len(events))
    await office.publish(again)
    if hasattr(office, "server"):  # forget the consumer's place, so that all of it comes again
        js = await office.server.link.js()
        await js.delete_consumer(office.server.names.signals, "tell")

    async def came_again():
        return office.handed >= handed + len(events)

    await eventually(came_again)
    late = await office.events(1)
    await office.publish(late)
    assert await office.had(late) == ids((*events, *late))


async def test_what_nobody_wants_is_taken_and_leaves_no_trace(office):
    (event,) = await office.events(1)
    unwanted = IntegrationLost(NOW, event.user_id, Provider.TODOIST)

    await office.publish((unwanted, event))

    assert await office.had((event,)) == ids((event,))
    async with office.store.reading() as work:
        assert await work.inbox.had("tell", (unwanted, event)) == {event.id}


async def test_poison_is_set_aside_and_all_others_pass(office):
    """Reliability E3: one in a hundred always fails; replay works once the cause is mended."""
    events = await office.events(300)
    poison = random.Random(3).sample(events, 3)
    office.poison |= set(ids(poison))
    healthy = [event for event in events if event not in poison or event.id not in office.poison]

    await office.publish(events)
    await office.had(healthy)

    async def all_dead():
        return await office.dead() == office.poison

    await eventually(all_dead)
    assert await office.effects() == ids(healthy)
    assert {(it.tries, it.error) for it in await office.letters.dead()} == {(5, "ValueError")}
    assert len(await office.letters.every()) == 3  # nothing was mended yet
    office.poison.clear()
    assert await office.letters.every() == ()
    assert (await office.effects(), await office.dead()) == (ids(events), set())


async def test_a_viewer_sees_what_passes(office):
    events = await office.events(3)
    await office.publish(events[:1])  # whoever comes later does not see it
    await office.had(events[:1])
    if hasattr(office, "server"):
        await seen_by_now(office, 1)
    watch = office.bus.watch()

    await office.publish(events[1:])

    seen = []
    while len(seen) < 2:
        seen += (await asyncio.wait_for(watch.next(), 10)).events
    assert [event.id for event in seen] == [event.id for event in events[1:]]


async def seen_by_now(office, count):
    async def all_there():
        return len(office.bus.ring._events) >= count

    await eventually(all_there)


async def test_a_stuck_viewer_neither_blocks_nor_grows(office):
    """Reliability E4: ten thousand at once; who is behind is told of the gap."""
    events = await office.events(1)
    burst = tuple(IntegrationLost(NOW, events[0].user_id, Provider.TODOIST) for _ in range(10_000))
    await office.publish(events)
    await seen_by_now(office, 1)
    stuck = office.bus.watch()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    await office.publish(burst)

    async def all_passed():
        return office.bus.ring._end >= 10_001

    await eventually(all_passed)
    seen = await asyncio.wait_for(stuck.next(), 10)
    assert seen.missed + len(seen.events) == 10_000
    assert len(seen.events) <= 500
    assert office.bus.ring.dropped >= 9_500
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before <= 20 * 1024


async def test_the_relay_sends_exactly_what_the_bus_has_taken(office):
    """Reliability E1."""
    events = await office.events(20)
    await office.tell(events)

    async def relayed():
        await office.relay()
        return (await office.relay.backlog()).depth == 0

    await eventually(relayed)

    async def had():
        async with office.store.reading() as work:
            return await work.inbox.had("tell", events) == set(ids(events))

    await eventually(had)
    assert office.handed >= len(events)


async def test_ringing_never_fails(office):
    await office.bus.wake()
