"""What is counted event by event is what counting everything anew gives: always, for everybody."""

import asyncio
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes.builders import an_identity
from tests.fakes.counted import counted, settle_down
from tests.fakes.evidence import SETTINGS, chores, live, tell_all
from tests.fakes.world import a_world


async def lived(dice):
    """Return a world in which two people answered, undid, completed elsewhere, and were silent."""
    world = a_world(*chores(), **SETTINGS)
    people = [await world.a_reader(), await world.a_reader(an_identity("bob"))]
    for person in people:
        shown = await live(world, person, dice, told=0.7)
        await tell_all(world, person, dice, shown)
        await world.core.request_tip(person, "page", anyway=True)
        world.clock.advance(days=dice.choice((0, 1, 3, 8)))
    await world.core.close_windows()
    return world, people


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.booleans(), st.booleans())
def test_counting_by_events_is_counting_anew(seed, leaves, sweeps):
    async def check():
        world, people = await lived(Random(seed))
        await settle_down(world)
        if leaves:
            await world.core.erase_user(people[0])
        if sweeps:
            world.clock.advance(days=31)
            await world.core.sweep()
        by_events = await counted(world)

        await world.core.rebuild_rollups()

        assert await counted(world) == by_events
        assert by_events["facts"]

    asyncio.run(check())


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32))
def test_when_everybody_has_left_nothing_is_counted(seed):
    async def check():
        world, people = await lived(Random(seed))

        for person in people:
            await world.core.erase_user(person)

        await settle_down(world)
        assert not any((await counted(world)).values())

    asyncio.run(check())
