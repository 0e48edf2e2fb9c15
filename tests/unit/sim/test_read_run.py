"""What a run says is computed once for each state of it, and only now and then while it grows."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from core.domain.ids import RunId, new_id
from core.domain.sim_run import RunState
from core.errors import NotFound
from core.memory.store import MemoryStore
from core.sim.look import look
from core.sim.read_run import KEPT, REST, ReadSimRun
from core.sim.run import BeginRun
from tests.fakes.clock import FakeClock
from tests.fakes.personas import FOUR, a_plan, a_sim_life

PLAN = a_plan("bayes-v1", "random", "rule-v1", "oracle", people=FOUR, seeds=(1,))
WORTHS = {"bayes-v1": 0.5, "random": 0.0, "rule-v1": 0.1, "oracle": 1.0}


@dataclass
class Bench:
    """A run whose parts a test finishes, and a reader on a clock that looking takes time by."""

    store: MemoryStore = field(default_factory=MemoryStore)
    clock: FakeClock = field(default_factory=FakeClock)
    looks: int = 0

    async def begin(self):
        self.run = await BeginRun(self.store, self.clock)(PLAN)
        self.read = ReadSimRun(self.store, self.clock, self.counted)
        return self

    def counted(self, *args):
        """Look as the real one does, in a second."""
        self.looks += 1
        self.clock.advance(seconds=1)
        return look(*args)

    async def finish(self, parts=1):
        now = self.clock.now()
        for _ in range(parts):
            async with self.store.writing() as work:
                shard = await work.sim_shards.claim(self.run.id, "one", now, now + timedelta(1))
                who = shard.key.split("/")[1]
                lives = tuple(
                    replace(
                        a_sim_life(name, who, (worth, worth)),
                        run_id=self.run.id,
                        place=shard.place,
                    )
                    for name, worth in WORTHS.items()
                )
                assert await work.sim_shards.finish(shard, lives, now)

    async def told(self):
        return await self.read(self.run.id)


async def test_a_finished_run_is_looked_at_once():
    bench = await Bench().begin()
    await bench.finish(4)

    first = await bench.told()
    second = await bench.told()

    assert (bench.looks, first.done) == (1, 4)
    assert second is first
    assert first.worlds[0].policies[0].gap.value == pytest.approx(0.5)
    assert not first.headline.startswith("So far")


async def test_before_the_first_part_nothing_is_known():
    bench = await Bench().begin()

    found = await bench.told()

    assert (found.done, found.worlds, bench.looks) == (0, (), 0)


async def test_while_it_grows_looking_takes_a_twentieth_of_the_time():
    bench = await Bench().begin()
    await bench.finish(2)
    await bench.told()
    await bench.finish()

    at_once = await bench.told()
    bench.clock.advance(seconds=REST)
    later = await bench.told()

    assert (at_once.done, later.done, bench.looks) == (2, 3, 2)


async def test_the_end_is_told_at_once():
    bench = await Bench().begin()
    await bench.finish(3)
    assert (await bench.told()).headline.startswith("So far")
    await bench.finish()

    assert (await bench.told()).done == 4


async def test_a_run_that_was_stopped_says_so_though_nothing_was_added():
    bench = await Bench().begin()
    await bench.finish(3)
    await bench.told()
    async with bench.store.writing() as work:
        stopped = replace(bench.run, state=RunState.STOPPED, note="Cancelled by u_x")
        await work.sim_runs.save(stopped)

    found = await bench.told()

    assert "Stopped. Cancelled by u_x." in found.warnings[0]


async def test_only_so_many_runs_are_remembered():
    bench = await Bench().begin()
    for _ in range(KEPT + 1):
        bench.run = await BeginRun(bench.store, bench.clock)(PLAN)
        await bench.finish(4)
        await bench.told()

    assert len(bench.read._kept) == KEPT


async def test_a_run_that_is_not_there_is_not_found():
    with pytest.raises(NotFound):
        await ReadSimRun(MemoryStore(), FakeClock())(RunId(new_id()))
