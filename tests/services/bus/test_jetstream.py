"""What a bus on a server promises besides: forged, unreadable, shared, killed, wiped."""

import asyncio
import json

import nats
import pytest

from core.bus.wire import ID, SIGNATURE, Message, Wire
from core.errors import StaleWrite
from core.storage.errors import DatabaseDown, Trouble
from tests.services.bus.conftest import NATS
from tests.services.bus.stage import eventually, ids, over_nats

NOBODY = b"a key that nobody of ours has"


@pytest.fixture
async def stranger():
    """Somebody else on the same server."""
    client = await nats.connect(NATS)
    yield client
    await client.close()


async def advisories(office):
    js = await office.server.link.js()
    return (await js.stream_info(office.server.names.advisories)).state.messages


async def test_what_was_forged_has_no_effect_and_is_on_record(nats_office, stranger):
    """Reliability E4: no signature, another key, another body, another subject, another id."""
    office = nats_office
    other, *targets = await office.events(9)
    write = office.server.wire.write
    theirs = Wire(office.server.names.prefix, NOBODY).write(targets[0])
    elsewhere = f"{office.server.names.prefix}.signals.user.erased"
    await office.publish((other,))
    await office.had((other,))
    watch = office.bus.watch()

    none, wrong, odd, longer, moved, empty, renamed = map(write, targets[1:])
    for subject, headers, body in (
        (theirs.subject, theirs.headers, theirs.body),
        (none.subject, {}, none.body),
        (wrong.subject, {**wrong.headers, SIGNATURE: "0" * 64}, wrong.body),
        (odd.subject, {**odd.headers, SIGNATURE: "é"}, odd.body),
        (longer.subject, longer.headers, longer.body + b" "),
        (elsewhere, moved.headers, moved.body),
        (empty.subject, empty.headers, b""),
        (renamed.subject, {**renamed.headers, ID: str(other.id) + "1"}, renamed.body),
    ):
        await stranger.publish(subject, body, headers=dict(headers))

    async def refused():
        return office.bus.count.forged == 8 and await advisories(office) == 8

    await eventually(refused)
    (late,) = await office.events(1)
    await office.publish((late,))
    assert await office.had((late,)) == ids((other, late))
    seen = await asyncio.wait_for(watch.next(), 10)
    assert [event.id for event in seen.events] == [late.id]


async def test_what_another_release_wrote_is_left_for_it(nats_office, stranger):
    office = nats_office
    (event,) = await office.events(1)
    wire = office.server.wire
    plain = wire.write(event)
    newer = json.dumps({**json.loads(plain.body), "version": 99}).encode()
    signed = {ID: str(event.id), SIGNATURE: wire._sign(plain.subject, str(event.id), newer)}
    await office.bus.publish(())

    await stranger.publish(plain.subject, newer, headers=signed)

    async def met():
        return office.bus.count.unreadable == 1

    await eventually(met)
    (late,) = await office.events(1)
    await office.publish((late,))
    assert await office.had((late,)) == ids((late,))
    js = await office.server.link.js()
    info = await js.consumer_info(office.server.names.signals, "tell")
    assert (office.bus.count.forged, info.num_ack_pending) == (0, 1)


async def test_two_processes_share_the_work_and_each_effect_comes_once(sql_store, prefix):
    """Reliability E2: two instances, one durable, one database."""
    one, other = (over_nats(sql_store, NATS, prefix) for _ in range(2))
    events = await one.events(400)

    async with one.open(), other.open():
        await one.bus.publish(())
        await one.publish(events)
        assert await one.had(events) == ids(events)

    assert one.handed + other.handed >= len(events)


async def test_a_process_hears_the_rings_of_the_others_but_not_its_own(memory, prefix):
    one, other = (over_nats(memory, NATS, prefix) for _ in range(2))

    async with one.open(), other.open():

        async def heard():
            await one.bus.wake()
            return other.woken > 0

        await eventually(heard)

    assert one.woken == 0


async def test_viewers_in_every_process_see_what_one_of_them_publishes(memory, prefix):
    """Reliability E4."""
    one, other = (over_nats(memory, NATS, prefix) for _ in range(2))
    async with one.open(), other.open():
        watch = other.bus.watch()

        async def seen():
            await one.publish(await one.events(1))
            return len(other.bus.ring._events) > 0

        await eventually(seen)

        assert (await asyncio.wait_for(watch.next(), 10)).events


async def test_events_wait_in_hand_while_the_database_is_away(nats_office):
    """Reliability E3: a fault of ours is none of an event's tries, nor of its deliveries."""
    office = nats_office
    events = await office.events(5)
    hand_in, refusals = office.deliver, [DatabaseDown(Trouble.BUSY), StaleWrite()]

    async def refuse_first(name, given):
        if refusals:
            raise refusals.pop()
        return await hand_in(name, given)

    office.deliver = refuse_first
    await office.publish(events)

    assert await office.had(events) == ids(events)
    assert await office.letters.dead() == ()
    js = await office.server.link.js()
    info = await js.consumer_info(office.server.names.signals, "tell")
    assert info.delivered.consumer_seq == len(events)


async def test_what_kills_each_process_that_takes_it_ends_on_record(memory, prefix):
    """Reliability E3: the server's own limit leaves an advisory, whoever listens."""
    office = over_nats(memory, NATS, prefix, max_deliver=2)
    (event,) = await office.events(1)
    await office.publish((event,))
    js = await office.server.link.js()
    await office.server.streams.make_consumer(js, "tell")
    sub = await js.pull_subscribe_bind(durable="tell", stream=office.server.names.signals)
    for _ in range(3):
        try:
            (message,) = await sub.fetch(1, timeout=0.5)
        except nats.errors.TimeoutError:
            break
        await message.nak()

    async def kept():
        return await advisories(office) == 1

    await eventually(kept)
    await office.bus.close()


async def test_publishing_while_the_server_is_away_takes_nothing_and_does_not_raise(memory):
    office = over_nats(memory, "nats://127.0.0.1:9", "t-none")
    events = await office.events(3)

    async with asyncio.timeout(20):
        carried = await office.bus.publish(events)
        await office.bus.wake()

    assert (carried.taken, set(carried.again)) == (frozenset(), set(ids(events)))
    await office.bus.close()


async def test_a_killed_server_loses_nothing(memory, own_server):
    """Reliability E1, E5: SIGKILL in the middle, thrice; the outbox tries until it is taken."""
    office = over_nats(memory, own_server.url, "t-own")
    every = []
    async with office.open():
        for _ in range(3):
            events = await office.events(300)
            every += events
            await office.tell(events)
            relaying = asyncio.create_task(office.relay())
            await asyncio.sleep(0.05)
            await own_server.kill()
            await relaying
            await own_server.start()

        async def relayed():
            await office.relay()
            async with office.store.reading() as work:
                return len(await work.inbox.had("tell", tuple(every))) == len(every)

        await eventually(relayed)


async def test_a_wiped_server_is_filled_again_from_the_outbox(memory, own_server, tmp_path):
    """Reliability E5: nothing new has to happen for it to be noticed."""
    office = over_nats(memory, own_server.url, "t-own")
    events = await office.events(40)
    await office.tell(events)
    names = office.server.names

    async def sent():
        await office.relay()
        return (await office.relay.backlog()).depth == 0

    await eventually(sent)  # nobody consumes them yet
    await own_server.kill()
    own_server.folder = tmp_path / "another disk"
    await own_server.start()
    js = await office.server.link.js()

    async def filled():
        await office.relay()
        try:
            return (await js.stream_info(names.signals)).state.messages >= len(events)
        except nats.errors.Error:
            return False

    await eventually(filled)
    async with office.open():

        async def had():
            async with office.store.reading() as work:
                return len(await work.inbox.had("tell", events)) == len(events)

        await eventually(had)


async def test_a_stream_that_is_deleted_while_all_run_is_made_and_filled_again(nats_office):
    """Reliability E5."""
    office = nats_office
    events = await office.events(10)
    await office.tell(events)
    js = await office.server.link.js()

    async def relayed():
        await office.relay()
        return (await office.relay.backlog()).depth == 0

    await eventually(relayed)
    await js.delete_stream(office.server.names.signals)
    handed = office.handed

    async def again():
        await office.relay()
        return office.handed >= handed + len(events)

    await eventually(again)


async def test_a_loss_is_told_until_it_was_heard_and_then_to_nobody_more(memory, prefix):
    """Reliability E5: whoever was told may die before the outbox was replayed."""
    offices = [over_nats(memory, NATS, prefix) for _ in range(3)]
    died, heard, later = [office.bus for office in offices]

    lost = [(await bus.publish(())).lost for bus in (died, heard, heard, heard, later)]

    assert lost == [True, True, False, False, False]
    for office in offices:
        await office.bus.close()


async def test_a_server_that_forgot_what_it_acknowledged_is_told_as_lost(nats_office):
    """Reliability M7: after a power cut the newest messages may be gone from its disk."""
    office = nats_office
    await office.publish(await office.events(3))
    office.bus._last_seq += 1

    lost = [(await office.bus.publish(())).lost for _ in range(2)]

    assert lost == [True, False]


async def test_a_message_has_a_size_that_any_server_takes(nats_office):
    (event,) = await nats_office.events(1)

    message = nats_office.server.wire.write(event)

    assert isinstance(message, Message)
    assert len(message.body) < 1024
