"""Tokens are refreshed once, in time, and never in a loop (reliability T4)."""

import asyncio
from datetime import timedelta

import pytest

from core.domain.events import IntegrationLost
from core.domain.integration import IntegrationState, Provider
from core.errors import IntegrationDown, NotFound, ReconnectNeeded
from core.usecases.open_tokens import CLAIM
from tests.fakes.providers import down


@pytest.fixture
async def ada(world):
    return await world.a_reader()


async def test_fresh_tokens_are_handed_out_as_they_are(world, ada):
    link = await world.link(ada)

    await world.core._open_tokens(link)

    assert world.todoist.refreshes == 0


async def test_a_hundred_callers_at_once_make_one_refresh(world, ada):
    world.clock.advance(hours=1)
    link = await world.link(ada)

    tokens = await asyncio.gather(*(world.core._open_tokens(link) for _ in range(100)))

    assert world.todoist.refreshes == 1
    assert {each.access for each in tokens} == {world.todoist.newest}


async def test_a_hundred_callers_whose_token_was_refused_make_one_refresh(world, ada):
    link = await world.link(ada)
    refused = world.todoist.newest

    await asyncio.gather(*(world.core._open_tokens(link, refused=refused) for _ in range(100)))

    assert world.todoist.refreshes == 1


async def test_a_token_is_refreshed_a_minute_before_its_end(world, ada):
    link = await world.link(ada)

    world.clock.advance(minutes=58, seconds=59)
    await world.core._open_tokens(link)
    early = world.todoist.refreshes
    world.clock.advance(seconds=1)
    await world.core._open_tokens(link)

    assert (early, world.todoist.refreshes) == (0, 1)


async def test_new_tokens_are_stored_before_anybody_uses_them(world, ada):
    world.clock.advance(hours=1)
    link = await world.link(ada)

    tokens = await world.core._open_tokens(link)

    assert await world.look(lambda work: work.tokens.of(link)) == tokens


async def test_dead_tokens_are_tried_once_by_a_hundred_callers(world, ada):
    world.clock.advance(hours=1)
    world.todoist.refresh_failure = ReconnectNeeded(Provider.TODOIST)
    link = await world.link(ada)

    ended = await asyncio.gather(
        *(world.core._open_tokens(link) for _ in range(100)), return_exceptions=True
    )

    assert {type(one) for one in ended} == {ReconnectNeeded}
    assert world.todoist.refreshes == 1
    assert (await world.link(ada)).state is IntegrationState.RECONNECT
    assert len(await world.events(IntegrationLost)) == 1


async def test_after_the_tokens_died_nothing_calls_again(world, ada):
    await world.answer(ada)
    world.clock.advance(hours=1)
    world.todoist.refresh_failure = ReconnectNeeded(Provider.TODOIST)
    syncs = world.todoist.syncs

    for _ in range(10):
        await world.core.send_commands()
        await world.core.sync_due()
        with pytest.raises(ReconnectNeeded):
            await world.core.sync_tasks(ada, Provider.TODOIST)
        world.clock.advance(minutes=20)

    assert world.todoist.refreshes == 1
    assert (world.todoist.syncs, world.todoist.sends) == (syncs, 0)
    assert len(await world.events(IntegrationLost)) == 1


async def test_tokens_that_no_longer_open_ask_the_user_to_reconnect(world, ada):
    world.store.break_tokens()

    with pytest.raises(ReconnectNeeded):
        await world.core.sync_tasks(ada, Provider.TODOIST)

    assert (await world.link(ada)).state is IntegrationState.RECONNECT


async def test_a_refresh_that_fails_lets_the_next_caller_try(world, ada):
    world.clock.advance(hours=1)
    link = await world.link(ada)
    world.todoist.refresh_failure = down()
    with pytest.raises(IntegrationDown):
        await world.core._open_tokens(link)
    world.todoist.refresh_failure = None

    await world.core._open_tokens(link)

    assert world.todoist.refreshes == 2


async def test_what_another_process_refreshes_is_waited_for(world, ada):
    world.clock.advance(hours=1)
    link = await world.link(ada)
    now = world.clock.now()
    await world.do(lambda work: work.tokens.claim(link.id, now, now + CLAIM))

    waiting = asyncio.create_task(world.core._open_tokens(link))
    await asyncio.sleep(0.02)
    fresh = world.todoist.issue()
    await world.do(lambda work: work.tokens.keep(link, fresh))

    assert await waiting == fresh
    assert world.todoist.refreshes == 0


async def test_a_claim_of_a_process_that_died_runs_out(world, ada):
    world.clock.advance(hours=1)
    link = await world.link(ada)
    now = world.clock.now()
    await world.do(lambda work: work.tokens.claim(link.id, now, now + CLAIM))
    world.clock.advance(seconds=CLAIM / timedelta(seconds=1))

    await world.core._open_tokens(link)

    assert world.todoist.refreshes == 1


async def test_a_link_that_goes_during_a_refresh_takes_its_new_tokens_along(world, ada):
    world.clock.advance(hours=1)
    link = await world.link(ada)

    refreshing = asyncio.create_task(world.core._open_tokens(link))
    await world.todoist.refreshing.wait()
    await world.core.disconnect(ada, Provider.TODOIST)

    with pytest.raises(NotFound):
        await refreshing
    await world.core.send_revocations()
    assert world.todoist.newest in world.todoist.revoked


async def test_a_late_refresh_does_not_replace_tokens_of_a_new_link(world, ada):
    world.clock.advance(hours=1)
    link = await world.link(ada)

    refreshing = asyncio.create_task(world.core._open_tokens(link))
    await world.todoist.refreshing.wait()
    fresh = world.todoist.issue()
    await world.do(lambda work: work.tokens.keep(link, fresh))

    assert await refreshing == fresh
    assert await world.look(lambda work: work.tokens.of(link)) == fresh


async def test_a_late_failure_does_not_lose_a_link_that_was_made_anew(world, ada):
    world.clock.advance(hours=1)
    world.todoist.refresh_failure = ReconnectNeeded(Provider.TODOIST)

    refreshing = asyncio.create_task(world.core.sync_tasks(ada, Provider.TODOIST))
    await world.todoist.refreshing.wait()
    world.clock.advance(seconds=1)
    await world.connect(ada)
    with pytest.raises(ReconnectNeeded):
        await refreshing

    assert (await world.link(ada)).state is IntegrationState.SYNCING
