"""A sync that fails comes again: later and later, never together with others, never too late."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.command import BACKOFF_CAP_S, OUTAGE_TRIES
from core.domain.integration import IntegrationState, Provider
from core.errors import IntegrationDown
from tests.fakes.clock import NOON
from tests.fakes.providers import down


@pytest.fixture
async def ada(world):
    return await world.a_reader()


async def sync(world, user_id):
    return await world.core.sync_tasks(user_id, Provider.TODOIST)


async def test_a_failure_is_remembered_and_the_next_try_backs_off(world, ada):
    world.todoist.failure = down()
    began = world.clock.now()

    waits = []
    full_length = replace(world.core.sync_tasks, jitter=lambda: 1.0)
    for _ in range(6):
        with pytest.raises(IntegrationDown):
            await full_length(ada, Provider.TODOIST)
        link = await world.link(ada)
        waits.append((link.next_sync_at - world.clock.now()).total_seconds())
        world.clock.advance(seconds=1)

    assert waits == [2.5, 4.5, 8.5, 16.5, 30.5, 30.5]
    assert (link.failing_since, link.failures) == (began, 6)
    assert link.state is IntegrationState.CONNECTED


async def test_users_who_fail_together_do_not_come_back_together(world, ada):
    """Reliability F2: full jitter."""
    world.todoist.failure = down()
    link = await world.link(ada)

    nexts = set()
    for share in (0.0, 0.25, 0.5):
        with pytest.raises(IntegrationDown):
            await replace(world.core.sync_tasks, jitter=lambda share=share: share)(
                ada, Provider.TODOIST
            )
        nexts.add(round((await world.link(ada)).next_sync_at.timestamp() - NOON.timestamp(), 2))
    with pytest.raises(IntegrationDown):
        await sync(world, ada)

    drawn = (await world.link(ada)).next_sync_at - NOON
    assert link.failing_since is None
    assert nexts == {0.5, 1.5, 4.5}
    assert timedelta(seconds=0.5) <= drawn < timedelta(seconds=16.5)


async def test_a_link_that_fails_for_more_than_a_day_is_looked_at_less_often(world, ada):
    world.todoist.failure = down()
    slow = replace(world.core.sync_tasks, jitter=lambda: 1.0)
    link = await world.link(ada)
    failing = replace(link, failing_since=NOON, failures=OUTAGE_TRIES)
    await world.do(lambda work: work.integrations.save(failing))

    with pytest.raises(IntegrationDown):
        await slow(ada, Provider.TODOIST)

    wait = (await world.link(ada)).next_sync_at - world.clock.now()
    assert wait == timedelta(seconds=BACKOFF_CAP_S + 0.5)


async def test_a_year_of_failures_is_still_only_a_failure(world, ada):
    world.todoist.failure = down()
    link = await world.link(ada)
    object.__setattr__(link, "failures", 5000)
    await world.do(lambda work: work.integrations.save(link))

    with pytest.raises(IntegrationDown):
        await sync(world, ada)

    wait = (await world.link(ada)).next_sync_at - world.clock.now()
    assert wait <= timedelta(seconds=BACKOFF_CAP_S + 1)
