"""A page shows fresh tasks when Todoist answers in time, and what is known when it does not."""

import pytest

from tests.fakes.providers import down


@pytest.fixture
async def ada(world):
    return await world.a_reader()


async def test_an_old_list_is_read_again_before_a_page_is_shown(world, ada):
    syncs = world.todoist.syncs

    world.clock.advance(seconds=29)
    await world.tip(ada, fresh=True)
    early = world.todoist.syncs
    world.clock.advance(seconds=1)
    await world.tip(ada, fresh=True)

    assert (early, world.todoist.syncs) == (syncs, syncs + 1)


async def test_a_next_tip_does_not_wait_for_todoist(world, ada):
    world.clock.advance(minutes=5)
    syncs = world.todoist.syncs

    await world.tip(ada)

    assert world.todoist.syncs == syncs


async def test_when_todoist_is_down_what_is_known_is_shown(world, ada):
    world.clock.advance(minutes=5)
    world.todoist.failure = down()

    shown = await world.tip(ada, fresh=True)

    assert shown.card.text
    assert (await world.link(ada)).failing_since == world.clock.now()


async def test_a_lost_race_of_two_syncs_does_not_spoil_the_page(world, ada):
    world.clock.advance(minutes=5)
    world.store.refuse_write(1)

    assert (await world.tip(ada, fresh=True)).card.text
