"""Steering on real databases: in force in every process at once, and undone without a trace."""

import asyncio
import random

import pytest

from core.domain.change import ChangeKind
from core.errors import NotFound, OoError
from core.usecases.learned import lessons, taught
from tests.fakes.builders import tasks
from tests.fakes.clock import FakeClock
from tests.fakes.deeds import REASON, an_actor
from tests.fakes.evidence import SETTINGS, chores, learned, live, tell_all
from tests.fakes.providers import FakeIssuer, FakeTodoist
from tests.fakes.world import RestlessStore, World, a_core


def a_process(store, clock, todoist, **settings):
    """Return a core of its own on a database that it shares."""
    restless, issuers = RestlessStore(store), {"google": FakeIssuer("google")}
    core = a_core(restless, clock, todoist, issuers, **settings)
    return World(core, clock, restless, todoist, issuers)


@pytest.fixture
def two(sql_url, open_store):
    clock = FakeClock()
    todoist = FakeTodoist(clock, *tasks(6))
    return [a_process(open_store(sql_url), clock, todoist) for _ in range(2)]


async def served(world, user_id):
    shown, _ = await world.answer(user_id)
    return (await world.look(lambda work: work.tips.pick_of(user_id, shown.tip_id))).policy


async def promote(world, policy):
    steering = world.core.steering
    change = await steering.propose(an_actor("analyst"), ChangeKind.PROMOTE, policy, REASON)
    return await steering.apply(an_actor(), change.id, "nothing to judge by")


async def test_a_promotion_is_in_force_in_another_process_at_its_next_tip(two):
    here, there = two
    ada = await there.a_reader()
    assert await served(there, ada) == "random"

    await promote(here, "linucb-v1")
    promoted = await served(there, ada)
    since = (await there.core.steering.read_live()).since
    await there.core.steering.roll_back(an_actor(), REASON, seen=since)

    assert promoted == "linucb-v1"
    assert await served(here, ada) == "random"


async def test_of_two_roll_backs_at_once_one_has_its_effect(two):
    here, there = two
    for policy in ("linucb-v1", "egreedy-v1"):
        await promote(here, policy)
    since = (await there.core.steering.read_live()).since

    ends = await asyncio.gather(
        *(it.core.steering.roll_back(an_actor(), REASON, seen=since) for it in two),
        return_exceptions=True,
    )

    assert sum(isinstance(it, OoError) for it in ends) == 1
    assert (await here.core.steering.read_live()).policies.served == "linucb-v1"


async def test_processes_that_start_at_once_write_everything_once(two):
    await asyncio.gather(*(it.core.note_start() for it in two * 2))

    rows, _ = await two[0].core.steering.read_live.timeline()
    now = two[0].clock.now()
    marks = await two[0].core.steering.read_annotations(now, now.replace(year=2027))
    assert [it.policy for it in rows] == ["random"]
    assert len(marks) == 3


@pytest.mark.parametrize("seed", range(2))
async def test_a_reset_holds_and_its_undoing_leaves_no_trace(sql_url, open_store, seed):
    clock, dice = FakeClock(), random.Random(seed)
    world = a_process(open_store(sql_url), clock, FakeTodoist(clock, *chores()), **SETTINGS)
    ada, steering = await world.a_reader(), world.core.steering
    shown = await live(world, ada, dice, steps=8)
    reset = await steering.reset_posterior(an_actor(), ada, REASON)
    clock.advance(seconds=1)
    shown += await live(world, ada, dice, steps=5)
    await tell_all(world, ada, dice, shown)

    kept = await world.look(lambda work: work.posteriors.of(ada))
    for name, posterior in kept.items():
        rest = await world.look(lambda work, it=name: lessons(work, ada, it))
        assert posterior.blob == taught(name, rest).dump()
    await steering.restore_posterior(an_actor(), ada, reset.id, REASON)

    known, every = await learned(world, ada)
    assert known == every
    with pytest.raises(NotFound):
        await steering.restore_posterior(an_actor(), ada, reset.id, REASON)
