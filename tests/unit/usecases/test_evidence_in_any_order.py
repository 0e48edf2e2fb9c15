"""Whatever comes late, twice or out of turn, policies end as if only the last had been learned."""

import asyncio
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes.evidence import (
    LEARNERS,
    SETTINGS,
    chores,
    learned,
    live,
    taken_for_theirs,
    tell_all,
    worth,
)
from tests.fakes.world import a_world


async def lived(seed):
    world, dice = a_world(*chores(), **SETTINGS), Random(seed)
    ada = await world.a_reader()
    shown = await live(world, ada, dice)
    await tell_all(world, ada, dice, shown)
    return world, ada, shown


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32))
def test_posteriors_end_as_a_rebuild_from_the_log_would(seed):
    """Reliability E2: redelivered and shuffled, the final state is the one of any other order."""

    async def check():
        world, ada, shown = await lived(seed)

        kept, rebuilt = await learned(world, ada)
        assert kept == rebuilt
        for tip_id in shown:
            stands, expected = await worth(world, ada, tip_id)
            assert stands == expected
        assert await taken_for_theirs(world, ada, shown) == set()
        for name in LEARNERS:
            await world.core.rebuild_posteriors(name)
        assert (await learned(world, ada))[0] == kept

    asyncio.run(check())
