"""Inbox, letters, deliveries and leases, in every home."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.delivery import Delivery
from core.domain.events import SignedIn
from core.domain.ids import DeliveryId, TaskId, new_id
from core.domain.integration import Provider
from core.domain.letter import Letter
from core.errors import StaleWrite
from core.ports import Backlog
from tests.services.storage.things import HOUR, NOW, an_integration, signed_up

TERM = timedelta(seconds=15)


def an_event(user, at=NOW, **other):
    return SignedIn(at, user.id, "https://issuer.example", True, **other)


def a_delivery(user, **other):
    fresh = Delivery(
        id=DeliveryId(new_id()),
        user_id=user.id,
        provider=Provider.TODOIST,
        digest=new_id().hex,
        key=new_id().hex,
        name="item:completed",
        task_id=TaskId("1"),
        intent="",
        triggered_at=NOW,
        received_at=NOW,
    )
    return replace(fresh, **other)


async def test_an_event_keeps_its_id_and_its_cause(store):
    user = await signed_up(store)
    told = an_event(user, cause=new_id())
    async with store.writing() as work:
        await work.outbox.tell(told)

    async with store.writing() as work:
        (claimed,) = await work.outbox.claim(NOW, NOW, 9)

    assert (claimed, claimed.id, claimed.cause) == (told, told.id, told.cause)


async def test_the_backlog_is_what_is_untold(store):
    """Reliability O2: depth and age of the outbox."""
    user = await signed_up(store)
    old, new = an_event(user, NOW - HOUR), an_event(user)
    async with store.writing() as work:
        assert await work.outbox.backlog() == Backlog(0)
        await work.outbox.tell(old)
        await work.outbox.tell(new)
        assert await work.outbox.backlog() == Backlog(2, NOW - HOUR)
        await work.outbox.sent((old.id,), NOW)

    async with store.reading() as work:
        assert await work.outbox.backlog() == Backlog(1, NOW)


async def test_an_event_waits_until_its_next_try(store):
    user = await signed_up(store)
    event = an_event(user)
    async with store.writing() as work:
        await work.outbox.tell(event)
        await work.outbox.later((event.id,), NOW + HOUR)
        await work.outbox.later((), NOW + HOUR)
        assert await work.outbox.claim(NOW, NOW, 9) == ()
        assert await work.outbox.claim(NOW + HOUR, NOW + HOUR, 9) == (event,)


async def test_events_are_told_again_since_a_time(store):
    """Reliability E5: a bus that lost its memory is filled again from the outbox."""
    user = await signed_up(store)
    old, new = an_event(user, NOW - HOUR), an_event(user)
    async with store.writing() as work:
        for event in (old, new):
            await work.outbox.tell(event)
        await work.outbox.sent((old.id, new.id), NOW)
        assert await work.outbox.claim(NOW, NOW, 9) == ()
        assert await work.sent_events.again(NOW) == 1

    async with store.writing() as work:
        assert await work.outbox.claim(NOW, NOW, 9) == (new,)


async def test_an_effect_is_had_once_by_each_consumer(store):
    """Reliability E2."""
    user = await signed_up(store)
    one, two = an_event(user), an_event(user)
    async with store.writing() as work:
        await work.inbox.keep("learn", (one,), NOW)
        await work.inbox.keep("tell", (one, two), NOW)
        await work.inbox.keep("tell", (), NOW)

    async with store.reading() as work:
        assert await work.inbox.had("learn", (one, two)) == {one.id}
        assert await work.inbox.had("tell", (one, two)) == {one.id, two.id}
        assert await work.inbox.had("learn", ()) == frozenset()
    with pytest.raises(StaleWrite):
        async with store.writing() as work:
            await work.inbox.keep("learn", (two, one), NOW)
    async with store.reading() as work:
        assert await work.inbox.had("learn", (two,)) == frozenset()


async def test_effects_are_forgotten_when_nothing_can_come_again(store):
    user = await signed_up(store)
    old, new = an_event(user), an_event(user)
    async with store.writing() as work:
        await work.inbox.keep("learn", (old,), NOW - HOUR)
        await work.inbox.keep("learn", (new,), NOW)

    async with store.writing() as work:
        assert await work.inbox.sweep(NOW) == 1
        assert await work.inbox.had("learn", (old, new)) == {new.id}


async def test_a_letter_is_kept_with_its_event_until_it_is_dropped(store):
    """Reliability E3."""
    user = await signed_up(store)
    event = an_event(user, cause=new_id())
    failed = Letter("learn", event, 1, "ValueError", NOW)
    dead = replace(failed, tries=5, dead_at=NOW + HOUR)
    async with store.writing() as work:
        await work.letters.save(failed)
        assert await work.letters.find("learn", event.id) == failed
        assert await work.letters.find("tell", event.id) is None
        assert await work.letters.dead(9) == ()
        await work.letters.save(dead)

    async with store.writing() as work:
        (found,) = await work.letters.dead(9)
        assert (found, found.event.id, found.event.cause) == (dead, event.id, event.cause)
        assert await work.letters.dead(0) == ()
        await work.letters.drop("tell", (event.id,))
        await work.letters.drop("learn", (event.id,))
        assert await work.letters.dead(9) == ()


async def test_a_delivery_that_came_before_is_not_added(store):
    """Reliability H2: the digest of what was signed, and the sender's id for it."""
    user = await signed_up(store)
    first = a_delivery(user)
    async with store.writing() as work:
        assert await work.deliveries.add((first,)) == 1
    again = a_delivery(user, digest=first.digest)
    renamed = a_delivery(user, key=first.key)
    twins = (a_delivery(user, key="", digest="same"), a_delivery(user, key="", digest="same"))
    nameless = a_delivery(user, key="")

    async with store.writing() as work:
        assert await work.deliveries.add((again, renamed, *twins, nameless)) == 2
        assert await work.deliveries.add(()) == 0

    async with store.writing() as work:
        claimed = await work.deliveries.claim(NOW, NOW + TERM, 9)
        assert claimed == (first, twins[0], nameless)
        assert await work.deliveries.claim(NOW, NOW + TERM, 9) == ()
        await work.deliveries.done((first.id,), NOW)
        await work.deliveries.done((), NOW)

    async with store.writing() as work:
        later = NOW + TERM
        assert await work.deliveries.claim(later, later, 9) == (twins[0], nameless)
        assert await work.deliveries.sweep(NOW) == 0
        assert await work.deliveries.sweep(NOW + HOUR) == 3


async def test_a_delivery_finds_its_users_by_the_id_over_there(store):
    user, twin, other, pasted = [await signed_up(store) for _ in range(4)]
    there = new_id().hex
    async with store.writing() as work:
        await work.integrations.save(an_integration(user, external_id=there))
        await work.integrations.save(an_integration(twin, external_id=there))
        await work.integrations.save(an_integration(other, external_id="7"))
        await work.integrations.save(an_integration(pasted, external_id=there, personal=True))

    async with store.reading() as work:
        assert await work.deliveries.owners(Provider.TODOIST, there) == (user.id, twin.id)
        assert await work.deliveries.owners(Provider.TODOIST, there[:-1]) == ()


async def test_a_delivery_comes_once_to_each_of_its_users(store):
    """Reliability H2."""
    user, twin = await signed_up(store), await signed_up(store)
    mine = a_delivery(user)
    theirs = a_delivery(twin, digest=mine.digest, key=mine.key)
    async with store.writing() as work:
        assert await work.deliveries.add((mine,)) == 1
        assert await work.deliveries.add((mine, theirs)) == 1


async def test_a_lease_is_one_holders_until_it_ends(store):
    name = f"relay {new_id()}"
    async with store.writing() as work:
        first = await work.leases.take(name, "a", NOW, NOW + TERM)
        assert await work.leases.take(name, "b", NOW, NOW + TERM) is None
        assert first is not None
        longer = await work.leases.take(name, "a", NOW, NOW + 2 * TERM)

    assert longer == replace(first, until=NOW + 2 * TERM)
    then = NOW + 2 * TERM
    async with store.writing() as work:
        second = await work.leases.take(name, "b", then, then + TERM)
        assert second is not None
        assert (second.holder, second.term) == ("b", first.term + 1)
        assert await work.leases.take(name, "a", then, then + TERM) is None
        await work.leases.release(name, "a", then)
        assert await work.leases.take(name, "a", then, then + TERM) is None
        await work.leases.release(name, "b", then)
        third = await work.leases.take(name, "a", then, then + TERM)
        assert third is not None
        assert third.term == second.term + 1

    async with store.reading() as work:
        assert third in await work.leases.all()


async def test_of_many_at_once_one_gets_the_lease(store):
    name = f"relay {new_id()}"

    async def take(holder):
        try:
            async with store.writing() as work:
                return await work.leases.take(name, holder, NOW, NOW + TERM)
        except StaleWrite:
            return None

    taken = await asyncio.gather(*(take(str(number)) for number in range(8)))

    assert len([lease for lease in taken if lease is not None]) == 1
