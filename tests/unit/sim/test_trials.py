"""What finished simulations say of a policy: of the newest run that has both, and of no other."""

from dataclasses import replace

import pytest

from core.memory.store import MemoryStore
from core.sim.cast import RuleCourt
from core.sim.crowd import Crowd
from core.sim.run import BeginRun, SeeRun, WorkOnRun
from core.sim.trials import Trials
from tests.fakes.clock import FakeClock


@pytest.fixture
def store():
    return MemoryStore()


@pytest.fixture
def clock():
    return FakeClock()


async def ran(store, clock, *policies, finished=True):
    """Let two people live under these policies, a few tips each."""
    crowd = Crowd.of("training", ("linear",))
    plan = crowd.plan("training", policies, seeds=(1,), decisions=4)
    run = await BeginRun(store, clock)(replace(plan, people=plan.people[:2]))
    if finished:
        await WorkOnRun(store, clock, "one")(run.id, crowd.cast(RuleCourt()))
        await SeeRun(store, clock)(run.id)
    clock.advance(hours=1)
    return run


async def test_where_nothing_ran_nothing_is_said(store):
    assert await Trials(store)("bayes-v1", "linucb-v1") is None


async def test_a_run_that_is_not_finished_says_nothing(store, clock):
    await ran(store, clock, "linucb-v1", "egreedy-v1", finished=False)

    assert await Trials(store)("egreedy-v1", "linucb-v1") is None


async def test_the_newest_finished_run_with_both_says_its_verdict_in_every_world(store, clock):
    await ran(store, clock, "linucb-v1", "bayes-v1")
    run = await ran(store, clock, "linucb-v1", "egreedy-v1")
    trials = Trials(store)

    found = await trials("egreedy-v1", "linucb-v1")
    turned = await trials("linucb-v1", "egreedy-v1")

    assert (found.run, found.against) == (run.id, "linucb-v1")
    assert [it.world for it in found.simulated] == ["linear"]
    assert {it.verdict for it in found.simulated} <= {"better", "worse", "no evidence"}
    assert turned.against == "egreedy-v1"
    assert await trials("squarecb-ridge-v1", "linucb-v1") is None
    assert await trials("linucb-v1", "linucb-v1") is None
