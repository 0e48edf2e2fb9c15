"""Late and shuffled evidence ends in the same posteriors in every database."""

from random import Random

import pytest

from tests.fakes.clock import FakeClock
from tests.fakes.evidence import SETTINGS, chores, learned, live, tell_all, worth
from tests.fakes.providers import FakeIssuer, FakeTodoist
from tests.fakes.world import World, a_core


@pytest.mark.parametrize("seed", [3, 8, 21])
async def test_posteriors_end_as_a_rebuild_from_the_log_would(sql_store, seed):
    """Reliability E2."""
    clock, dice = FakeClock(), Random(seed)
    todoist = FakeTodoist(clock, *chores())
    issuers = {"google": FakeIssuer("google")}
    core = a_core(sql_store, clock, todoist, issuers, **SETTINGS)
    world = World(core, clock, sql_store, todoist, issuers)
    ada = await world.a_reader()

    shown = await live(world, ada, dice, steps=25)
    await tell_all(world, ada, dice, shown)

    kept, rebuilt = await learned(world, ada)
    assert kept
    assert kept == rebuilt
    pairs = [await worth(world, ada, tip_id) for tip_id in shown]
    assert [stands for stands, _ in pairs] == [expected for _, expected in pairs]
