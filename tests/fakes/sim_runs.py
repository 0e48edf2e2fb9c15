"""A run whose lives nobody has lived: every policy's picks are worth what the test says."""

from datetime import timedelta

import numpy as np

from core.domain.sim_run import SimLife, SimRun
from core.sim.crowd import Crowd
from core.sim.diary import ROW, UNASKED, Diary
from core.sim.run import BeginRun, SeeRun

WORTHS = {"bayes-v1": 0.7, "egreedy-v1": 0.2, "random": 0.0, "rule-v1": -0.05, "oracle": 1.0}
PICKS = 20


async def a_told_run(store, clock, worlds=("linear", "gated"), *, leave=0, seeds=(1,)) -> SimRun:
    """Return a run of held-out people that is done but for so many parts."""
    crowd = Crowd.of("heldout", worlds)
    plan = crowd.plan("heldout", ("bayes-v1", "egreedy-v1"), seeds=seeds, decisions=PICKS)
    run, rng = await BeginRun(store, clock)(plan), np.random.default_rng(1)
    for _ in range(run.shards - leave):
        now = clock.now()
        async with store.writing() as work:
            shard = await work.sim_shards.claim(run.id, "test", now, now + timedelta(minutes=1))
            gap = rng.normal(0.5, 0.05)
            lives = tuple(_life(shard, it, gap * WORTHS[it], rng) for it in plan.policies)
            await work.sim_shards.finish(shard, lives, clock.now())
    return (await SeeRun(store, clock)(run.id))[0]


def _life(shard, policy, worth, rng):
    world, persona, seed = shard.key.split("/")
    rows = np.zeros(PICKS, dtype=ROW)
    rows["worth"], rows["other"] = worth + rng.normal(0, 0.02, PICKS), UNASKED
    rows["kind"] = rng.integers(0, 4, PICKS)
    blob = Diary(world, persona, int(seed), policy, rows).pack()
    return SimLife(shard.run_id, shard.place, policy, world, persona, int(seed), PICKS, blob)
