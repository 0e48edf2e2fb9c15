"""Replies, the outbox, commands and revocations, in every home."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.events import IntegrationConnected, SignedIn
from core.domain.integration import Provider
from core.domain.task import Due
from core.errors import KeyReused
from core.ports import Reply
from tests.services.storage.things import HOUR, NOW, Stop, a_command, a_revocation, signed_up

LEASE = timedelta(seconds=30)


async def test_a_reply_is_repeated_to_its_user_alone(store):
    user, other = await signed_up(store), await signed_up(store)
    reply = Reply("digest", '{"tip": "Call the dentist"}', NOW)
    async with store.writing() as work:
        await work.replies.keep(user.id, "key-1", reply)

    async with store.reading() as work:
        assert await work.replies.find(user.id, "key-1") == reply
        assert await work.replies.find(user.id, "key-2") is None
        assert await work.replies.find(other.id, "key-1") is None


async def test_a_key_is_used_once(store):
    """Reliability E6."""
    user = await signed_up(store)
    async with store.writing() as work:
        await work.replies.keep(user.id, "key-1", Reply("one", "{}", NOW))

    with pytest.raises(KeyReused):
        async with store.writing() as work:
            await work.replies.keep(user.id, "key-1", Reply("two", "{}", NOW))


async def test_of_two_twins_at_once_one_is_told(store):
    """Reliability E6."""
    user = await signed_up(store)

    async def keep():
        async with store.writing() as work:
            if await work.replies.find(user.id, "key-1") is None:
                await work.replies.keep(user.id, "key-1", Reply("one", "{}", NOW))

    results = await asyncio.gather(*(keep() for _ in range(5)), return_exceptions=True)

    assert all(result is None or isinstance(result, KeyReused) for result in results)
    async with store.reading() as work:
        assert await work.replies.find(user.id, "key-1") == Reply("one", "{}", NOW)


@pytest.mark.parametrize("waits", ["commands", "revocations"])
async def test_a_clock_that_is_set_back_holds_nothing_up(store, waits):
    """Reliability F4: nothing is ever put off for hours, so what seems to be is free."""
    user = await signed_up(store)
    item = a_command(user) if waits == "commands" else a_revocation()
    async with store.writing() as work:
        queue = getattr(work, waits)
        await queue.add(item)
        await queue.claim(NOW, NOW + LEASE, 9)
        await queue.later(item.id, NOW + HOUR, "unanswered")

    async with store.writing() as work:
        queue = getattr(work, waits)
        in_order = await queue.claim(NOW, NOW + LEASE, 9)
        set_back = await queue.claim(NOW - 3 * HOUR, NOW - 3 * HOUR + LEASE, 9)
        again = await queue.claim(NOW - 3 * HOUR, NOW - 3 * HOUR + LEASE, 9)

    assert (in_order, again) == ((), ())
    assert [it.id for it in set_back] == [item.id]


async def test_what_was_carried_after_all_is_not_set_aside(store):
    """An undo drops a close while it is on its way; its answer then says that it was done."""
    user = await signed_up(store)
    item = a_command(user)
    async with store.writing() as work:
        await work.commands.add(item)
        await work.commands.dead(item.id, NOW, "undone")
        await work.commands.done(item.id, NOW + HOUR)

    async with store.reading() as work:
        (asked,) = await work.traces.commands(user.id, frozenset({item.task_id}), NOW - HOUR)

    assert (asked.over_at, asked.failed) == (NOW + HOUR, False)


async def test_old_replies_are_swept(store):
    user = await signed_up(store)
    async with store.writing() as work:
        await work.replies.keep(user.id, "old", Reply("one", "{}", NOW - HOUR))
        await work.replies.keep(user.id, "new", Reply("one", "{}", NOW))

    async with store.writing() as work:
        assert await work.replies.sweep(NOW) == 1
        assert await work.replies.find(user.id, "old") is None


async def test_events_come_oldest_first_and_are_held(store):
    """Reliability E1."""
    user = await signed_up(store)
    first = SignedIn(NOW, user.id, "https://issuer.example", True)
    second = IntegrationConnected(NOW, user.id, Provider.TODOIST)
    async with store.writing() as work:
        await work.outbox.tell(first)
        await work.outbox.tell(second)

    async with store.writing() as work:
        (one,) = await work.outbox.claim(NOW, NOW + LEASE, 1)
        (two,) = await work.outbox.claim(NOW, NOW + LEASE, 9)
        none = await work.outbox.claim(NOW, NOW + LEASE, 9)
        again = await work.outbox.claim(NOW + LEASE, NOW + 2 * LEASE, 9)

    assert (one, two, none) == (first, second, ())
    assert again == (one, two)


async def test_sent_events_stay_until_they_are_swept(store):
    user = await signed_up(store)
    async with store.writing() as work:
        await work.outbox.tell(SignedIn(NOW, user.id, "https://issuer.example", True))
        (claimed,) = await work.outbox.claim(NOW, NOW, 9)
        await work.outbox.sent((claimed.id,), NOW)
        await work.outbox.sent((), NOW)

    async with store.writing() as work:
        assert await work.outbox.claim(NOW + HOUR, NOW + HOUR, 9) == ()
        assert await work.sent_events.sweep(NOW) == 0
        assert await work.sent_events.sweep(NOW + HOUR) == 1


async def test_an_event_falls_with_its_transaction(store):
    """Reliability E1: state and event, or neither."""
    user = await signed_up(store)

    async def tell_and_fail():
        async with store.writing() as work:
            await work.outbox.tell(SignedIn(NOW, user.id, "https://issuer.example", True))
            raise Stop

    with pytest.raises(Stop):
        await tell_and_fail()

    async with store.writing() as work:
        assert await work.outbox.claim(NOW, NOW, 9) == ()


async def test_claimers_at_once_never_get_the_same(store):
    """Reliability E1."""
    users = [await signed_up(store) for _ in range(40)]
    async with store.writing() as work:
        for user in users:
            await work.outbox.tell(SignedIn(NOW, user.id, "https://issuer.example", True))
            await work.commands.add(a_command(user))

    async def claim():
        async with store.writing() as work:
            events = await work.outbox.claim(NOW, NOW + LEASE, 10)
            commands = await work.commands.claim(NOW, NOW + LEASE, 10)
            return [it.id for it in (*events, *commands)]

    claimed = [it for each in await asyncio.gather(*(claim() for _ in range(8))) for it in each]

    assert len(claimed) == len(set(claimed)) == 80


async def test_nothing_of_a_user_overtakes_what_is_held(store):
    """A close that has to be tried again goes before the undo that was added since."""
    ada, eve = await signed_up(store), await signed_up(store)
    close, reopen, other = a_command(ada), a_command(ada), a_command(eve)
    async with store.writing() as work:
        await work.commands.add(close)
        assert [it.id for it in await work.commands.claim(NOW, NOW + LEASE, 9)] == [close.id]
        await work.commands.later(close.id, NOW + HOUR, "unanswered")
        await work.commands.add(reopen)
        await work.commands.add(other)

    async with store.writing() as work:
        meanwhile = await work.commands.claim(NOW + LEASE, NOW + 2 * LEASE, 9)
        in_time = await work.commands.claim(NOW + HOUR, NOW + HOUR + LEASE, 9)

    assert [it.id for it in meanwhile] == [other.id]
    assert [it.id for it in in_time if it.user_id == ada.id] == [close.id, reopen.id]


async def test_commands_come_oldest_first_with_their_due(store):
    user = await signed_up(store)
    younger = a_command(user, due=Due("2026-11-22", "every day", recurring=True))
    older = a_command(user, created_at=NOW - HOUR)
    async with store.writing() as work:
        await work.commands.add(younger)
        await work.commands.add(older)

    async with store.writing() as work:
        assert await work.commands.claim(NOW, NOW + LEASE, 9) == (older, younger)
        assert await work.commands.claim(NOW, NOW + LEASE, 9) == ()


async def test_a_failed_command_comes_again_with_one_more_try(store):
    user = await signed_up(store)
    command = a_command(user)
    async with store.writing() as work:
        await work.commands.add(command)
        await work.commands.claim(NOW, NOW + LEASE, 9)
        await work.commands.later(command.id, NOW + HOUR, "down")

    async with store.writing() as work:
        assert await work.commands.claim(NOW + LEASE, NOW + HOUR, 9) == ()
        again = await work.commands.claim(NOW + HOUR, NOW + 2 * HOUR, 9)

    assert again == (replace(command, tries=1),)


@pytest.mark.parametrize("end", ["done", "dead"])
async def test_a_settled_item_does_not_come_again(store, end):
    user = await signed_up(store)
    command, revocation = a_command(user), a_revocation()
    async with store.writing() as work:
        await work.commands.add(command)
        await work.revocations.add(revocation)
        why = ("gone",) if end == "dead" else ()
        await getattr(work.commands, end)(command.id, NOW, *why)
        await getattr(work.revocations, end)(revocation.id, NOW, *why)

    async with store.writing() as work:
        assert await work.commands.claim(NOW + HOUR, NOW + HOUR, 9) == ()
        assert await work.revocations.claim(NOW + HOUR, NOW + HOUR, 9) == ()


async def test_settling_what_is_gone_is_nobodys_loss(store):
    user = await signed_up(store)
    async with store.writing() as work:
        await work.commands.done(a_command(user).id, NOW)
        await work.commands.later(a_command(user).id, NOW, "down")
        await work.commands.dead(a_command(user).id, NOW, "down")


async def test_a_revocation_keeps_its_token_until_it_is_settled(store):
    revocation = a_revocation(receipt="receipt-1")
    async with store.writing() as work:
        await work.revocations.add(revocation)
        await work.revocations.later(revocation.id, NOW, "down")

    async with store.writing() as work:
        claimed = await work.revocations.claim(NOW, NOW + LEASE, 9)

    assert claimed == (replace(revocation, tries=1),)
