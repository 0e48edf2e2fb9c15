"""Integrations, tokens, task lists and rests, in every home."""

import asyncio
from dataclasses import replace

import pytest

from core.domain.ids import IntegrationId, TaskId, new_id
from core.domain.integration import IntegrationState, Provider
from core.domain.reaction import ReactionKind, Rest
from core.errors import NotFound, ReconnectNeeded, StaleWrite
from tests.services.storage.things import (
    HOUR,
    NOW,
    Stop,
    a_task,
    a_task_list,
    an_integration,
    connected,
    signed_up,
    some_tokens,
    tipped,
)

TODOIST = Provider.TODOIST


async def test_an_integration_comes_back_one_version_on(store):
    user = await signed_up(store)
    link = an_integration(user, synced_at=NOW, failing_since=NOW, failures=2, task_count=7)
    async with store.writing() as work:
        await work.integrations.save(link)

    async with store.reading() as work:
        assert await work.integrations.get(user.id, TODOIST) == replace(link, version=2)
        assert await work.integrations.of(user.id) == (replace(link, version=2),)


async def test_of_two_writers_who_read_the_same_the_second_is_told(store):
    user = await signed_up(store)
    read = await connected(store, user)
    async with store.writing() as work:
        await work.integrations.save(replace(read, failures=1))

    with pytest.raises(StaleWrite):
        async with store.writing() as work:
            await work.integrations.save(replace(read, failures=9))

    async with store.reading() as work:
        found = await work.integrations.get(user.id, TODOIST)
        assert found is not None
        assert found.failures == 1


async def test_a_sync_does_not_bring_a_forgotten_integration_back(store):
    user = await signed_up(store)
    read = await connected(store, user)
    async with store.writing() as work:
        await work.integrations.forget(read)

    with pytest.raises(StaleWrite):
        async with store.writing() as work:
            await work.integrations.save(replace(read, synced_at=NOW))


async def test_a_user_has_one_link_to_a_service(store):
    user = await signed_up(store)
    await connected(store, user)

    with pytest.raises(StaleWrite):
        async with store.writing() as work:
            await work.integrations.save(an_integration(user))


async def test_forgetting_drops_tokens_tasks_and_rests_of_that_user_alone(store):
    user, other = await signed_up(store), await signed_up(store)
    link, others = await connected(store, user), await connected(store, other)
    tip = await tipped(store, user)
    async with store.writing() as work:
        await work.tasks.rest(Rest(user.id, TaskId("a"), tip.id, NOW + HOUR, ReactionKind.SNOOZE))

    async with store.writing() as work:
        await work.integrations.forget(link)

    async with store.reading() as work:
        assert await work.integrations.of(user.id) == ()
        assert await work.tasks.of(user.id, TODOIST) is None
        assert await work.tasks.rests(user.id, NOW) == ()
        assert await work.tasks.of(other.id, TODOIST) == a_task_list()
        assert await work.tokens.of(others) == some_tokens()
        with pytest.raises(ReconnectNeeded):
            await work.tokens.of(link)


async def test_tasks_of_a_new_link_are_not_those_of_the_old_one(store):
    user = await signed_up(store)
    link = await connected(store, user)
    async with store.reading() as work:
        await work.tasks.of(user.id, TODOIST)
    async with store.writing() as work:
        await work.integrations.forget(link)
    fresh = a_task_list(a_task(text="From the new account"))

    async with store.writing() as work:
        await work.integrations.save(an_integration(user))
        await work.tasks.keep(user.id, TODOIST, fresh)

    async with store.reading() as work:
        assert await work.tasks.of(user.id, TODOIST) == fresh


async def test_due_links_come_longest_overdue_first_and_dead_ones_never(store):
    dues = [NOW - HOUR, NOW, NOW + HOUR, None]
    links = [an_integration(await signed_up(store), next_sync_at=due) for due in dues]
    dead = an_integration(await signed_up(store), state=IntegrationState.RECONNECT)
    async with store.writing() as work:
        for link in [*reversed(links), dead]:
            await work.integrations.save(link)

    async with store.reading() as work:
        found = await work.integrations.due(NOW, 10)
        first = await work.integrations.due(NOW, 1)

    assert [link.id for link in found] == [links[0].id, links[1].id]
    assert [link.id for link in first] == [links[0].id]


async def test_a_clock_that_is_set_back_leaves_no_link_unread(store):
    """Reliability F4: nothing is planned hours ahead, so what seems to be is due."""
    link = an_integration(await signed_up(store), next_sync_at=NOW + HOUR)
    async with store.writing() as work:
        await work.integrations.save(link)

    async with store.reading() as work:
        in_order = await work.integrations.due(NOW, 10)
        set_back = await work.integrations.due(NOW - 3 * HOUR, 10)

    assert in_order == ()
    assert [it.id for it in set_back] == [link.id]


async def test_tokens_are_replaced(store):
    user = await signed_up(store)
    link = await connected(store, user)
    fresh = some_tokens(access="access-2", refresh="", expires_at=None, scopes=frozenset())

    async with store.writing() as work:
        await work.tokens.keep(link, fresh)

    async with store.reading() as work:
        assert await work.tokens.of(link) == fresh


async def test_tokens_need_their_integration(store):
    user = await signed_up(store)

    with pytest.raises(NotFound):
        async with store.writing() as work:
            await work.tokens.keep(an_integration(user), some_tokens())


async def test_of_fifty_callers_exactly_one_may_refresh(store):
    """Reliability T4."""
    user = await signed_up(store)
    link = await connected(store, user)

    async def claim():
        async with store.writing() as work:
            return await work.tokens.claim(link.id, NOW, NOW + HOUR)

    answers = await asyncio.gather(*(claim() for _ in range(50)))

    assert answers.count(True) == 1


async def test_a_claim_ends_when_released_or_out_of_time(store):
    user = await signed_up(store)
    link = await connected(store, user)
    async with store.writing() as work:
        assert await work.tokens.claim(link.id, NOW, NOW + HOUR)
        await work.tokens.keep(link, some_tokens(access="access-2"))
        assert not await work.tokens.claim(link.id, NOW, NOW + HOUR)
        assert await work.tokens.claim(link.id, NOW + HOUR, NOW + 2 * HOUR)
        await work.tokens.release(link.id)
        assert await work.tokens.claim(link.id, NOW, NOW + HOUR)
        assert not await work.tokens.claim(IntegrationId(new_id()), NOW, NOW + HOUR)


async def test_a_task_list_comes_back_whole(store):
    user = await signed_up(store)
    tasks = a_task_list(a_task(), a_task(id=TaskId("b"), due=None, added_at=None, labels=()))

    async with store.writing() as work:
        await work.tasks.keep(user.id, TODOIST, tasks)
        assert await work.tasks.of(user.id, TODOIST) == tasks

    async with store.reading() as work:
        assert await work.tasks.of(user.id, TODOIST) == tasks


async def test_a_newer_task_list_takes_the_place_of_the_older(store):
    user = await signed_up(store)
    newer = a_task_list(a_task(text="Newer"))
    for tasks in (a_task_list(), newer):
        async with store.writing() as work:
            await work.tasks.keep(user.id, TODOIST, tasks)
        async with store.reading() as work:
            assert await work.tasks.of(user.id, TODOIST) == tasks


async def test_a_task_list_that_was_rolled_back_was_never_there(store):
    user = await signed_up(store)
    await connected(store, user)
    later = a_task_list(a_task(text="Later"))

    async def keep_and_fail():
        async with store.writing() as work:
            await work.tasks.keep(user.id, TODOIST, a_task_list(a_task(text="Never")))
            assert await work.tasks.of(user.id, TODOIST) != a_task_list()
            raise Stop

    with pytest.raises(Stop):
        await keep_and_fail()

    async with store.reading() as work:
        assert await work.tasks.of(user.id, TODOIST) == a_task_list()
    async with store.writing() as work:
        await work.tasks.keep(user.id, TODOIST, later)
    async with store.reading() as work:
        assert await work.tasks.of(user.id, TODOIST) == later


async def test_rests_are_those_that_still_last(store):
    user = await signed_up(store)
    tip = await tipped(store, user)
    short = Rest(user.id, TaskId("a"), tip.id, NOW + HOUR, ReactionKind.SNOOZE)
    longer = replace(short, until=NOW + 3 * HOUR, cause=ReactionKind.DISMISS)
    async with store.writing() as work:
        await work.tasks.rest(short)
        await work.tasks.rest(longer)

    async with store.writing() as work:
        assert await work.tasks.rests(user.id, NOW + 2 * HOUR) == (longer,)
        assert await work.tasks.rests(user.id, NOW + 3 * HOUR) == ()
        await work.tasks.wake(tip.id)
        assert await work.tasks.rests(user.id, NOW) == ()


async def test_nobody_puts_a_task_to_rest_by_anothers_tip(store):
    """Reliability R2."""
    user, other = await signed_up(store), await signed_up(store)
    tip = await tipped(store, other)

    with pytest.raises(NotFound):
        async with store.writing() as work:
            await work.tasks.rest(Rest(user.id, TaskId("a"), tip.id, NOW, ReactionKind.DONE))
