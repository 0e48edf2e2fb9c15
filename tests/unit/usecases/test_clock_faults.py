"""A clock that jumps loses no job, repeats none, and lets no storm loose (reliability F4)."""

from datetime import timedelta

import pytest

from core.domain.command import GIVE_UP_AFTER, OUTAGE_CAP_S
from core.domain.integration import Provider
from tests.fakes.providers import down

JUMPS = [timedelta(hours=-3), timedelta(hours=3), timedelta(days=40)]
LOOK_S = 15
"""How often the loop looks."""


@pytest.fixture
async def ada(world):
    return await world.a_reader()


def jump(world, by):
    """Set the wall clock only, as a time server does."""
    world.clock.jump_to(world.clock.now() + by)


async def run(world, **span):
    """Let the loops look for a while; return how many syncs and commands they tried."""
    ends_s = world.clock.monotonic_s() + timedelta(**span).total_seconds()
    syncs = commands = 0
    while world.clock.monotonic_s() < ends_s:
        world.clock.advance(seconds=LOOK_S)
        syncs += await world.core.sync_due()
        commands += await world.core.send_commands()
    return syncs, commands


@pytest.mark.parametrize("by", JUMPS, ids=str)
async def test_each_period_has_its_one_sync(world, ada, by):
    """Reliability F4: one at once after the jump, then one an hour, as before."""
    before, _ = await run(world, hours=5)
    jump(world, by)

    first, _ = await run(world, minutes=1)
    after, _ = await run(world, hours=5)

    assert before in {4, 5}
    assert first == 1
    assert after in {4, 5}


@pytest.mark.parametrize("by", JUMPS, ids=str)
async def test_an_outage_across_a_jump_is_no_storm_and_ends_within_a_minute(world, ada, by):
    """Reliability F4, F2."""
    await world.answer(ada)
    world.todoist.failure = down()
    usual_syncs, usual_commands = await run(world, minutes=30)
    jump(world, by)

    syncs, commands = await run(world, minutes=30)
    world.todoist.failure = None
    await run(world, seconds=OUTAGE_CAP_S + 2 * LOOK_S)

    assert usual_syncs / 2 < syncs < 2 * usual_syncs
    assert commands < 2 * usual_commands
    assert (await world.link(ada)).failing_since is None
    told = (await world.core.read_trouble(ada)).kept
    given_up = by > GIVE_UP_AFTER and told is not None and told.why == "gave_up"
    assert len(world.todoist.commands) == (0 if given_up else 1)


@pytest.mark.parametrize("by", JUMPS, ids=str)
async def test_a_command_that_waits_across_a_jump_is_sent_once(world, ada, by):
    _, reaction = await world.answer(ada)
    world.todoist.failure = down()
    await world.core.send_commands()
    world.todoist.failure = None
    jump(world, by)

    await run(world, minutes=2)
    await run(world, minutes=30)

    assert [it.id for it in world.todoist.commands] == [reaction.id]


async def test_a_command_is_not_given_up_because_the_clock_jumped(world, ada):
    await world.answer(ada)
    world.todoist.failure = down()
    await world.core.send_commands()
    jump(world, timedelta(days=40))
    world.clock.advance(seconds=OUTAGE_CAP_S + 1)

    await world.core.send_commands()
    world.todoist.failure = None
    await run(world, minutes=2)

    assert len(world.todoist.commands) == 1


async def test_a_page_reads_anew_after_the_clock_was_set_back(world, ada):
    jump(world, timedelta(hours=-3))
    syncs = world.todoist.syncs

    await world.tip(ada, fresh=True)

    assert world.todoist.syncs == syncs + 1
    assert (await world.link(ada)).synced_at == world.clock.now()
    assert (await world.link(ada)).provider is Provider.TODOIST
