"""Any number of hands on one run: each part is computed once, whoever falls over."""

import asyncio
from dataclasses import dataclass, field, replace
from uuid import UUID

import pytest

from core.domain.ids import RunId
from core.domain.sim_run import RunState, SimRun
from core.errors import BudgetSpent, IntegrationDown, Malformed, NotFound
from core.memory.store import MemoryStore
from core.sim.cast import RuleCourt
from core.sim.diary import unpack
from core.sim.run import CLAIM, GONE, PAGE, SPENT, BeginRun, ReadLives, ResumeRun, SeeRun, WorkOnRun
from tests.fakes.clock import FakeClock
from tests.fakes.personas import Moody, a_cast, a_plan, a_sim_life, people

PLAN = a_plan("bayes-v1", "oracle", people=("p0", "p1"), seeds=(1, 2))


@dataclass
class Hall:
    """A run in a store, and who works on it; its judge may be made to fail or to stand still."""

    plan: object = PLAN
    store: MemoryStore = field(default_factory=MemoryStore)
    clock: FakeClock = field(default_factory=FakeClock)
    told: list = field(default_factory=list)
    fails: dict = field(default_factory=dict)
    """What the judge of a part raises, by persona and seed."""
    gates: dict = field(default_factory=dict)
    """What the judge of a part waits for."""
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when a judge waits."""
    run: SimRun | None = None

    def judge_of(self, part):
        place = part.persona.id, part.seed
        judge = Moody(RuleCourt().judge_of(part), fails_with=self.fails.get(place))
        return Waiting(judge, self.reached, self.gates.get(place))

    def other_of(self, part):
        return None

    async def reach(self, worker):
        """Return once the judge waits, or fail as the worker did."""
        waits = asyncio.ensure_future(self.reached.wait())
        await asyncio.wait({waits, worker}, return_when=asyncio.FIRST_COMPLETED)
        if worker.done():
            waits.cancel()
            pytest.fail(f"nobody waited: {worker.result()}")

    async def begin(self):
        self.run = await BeginRun(self.store, self.clock)(self.plan)
        return self

    async def work(self, by="one"):
        cast = a_cast(*people(2), court=self)
        tell = lambda shard: self.told.append((by, shard.key))  # noqa: E731 — a word of who spoke
        return await WorkOnRun(self.store, self.clock, by, tell)(self.run.id, cast)

    async def lives(self):
        found = await ReadLives(self.store)(self.run.id)
        return [replace(it, run_id=RunId(UUID(int=0))) for it in found]

    async def see(self):
        return await SeeRun(self.store, self.clock)(self.run.id)

    async def progress(self):
        _, it = await self.see()
        return it.done, it.claimed, it.waiting


@dataclass
class Waiting:
    """Judges once a gate is open."""

    judge: Moody
    reached: asyncio.Event
    gate: asyncio.Event | None = None

    async def score(self, scene):
        if self.gate is not None:
            self.reached.set()
            await self.gate.wait()
        return await self.judge.score(scene)

    async def react(self, scene, chosen):
        return await self.judge.react(scene, chosen)


async def whole():
    """The lives of the plan as one pair of hands computes them."""
    hall = await Hall().begin()
    await hall.work()
    return await hall.lives()


async def test_a_run_begins_in_parts_that_wait():
    hall = await Hall().begin()

    run, progress = await hall.see()

    assert (run.state, run.shards, run.created_at) == (RunState.RUNNING, 4, hall.clock.now())
    assert (progress.done, progress.claimed, progress.waiting) == (0, 0, 4)
    assert await hall.lives() == []


async def test_every_policy_lives_every_part():
    found = await whole()

    assert [(it.place, it.policy, it.persona, it.seed) for it in found] == [
        (place, policy, persona, seed)
        for place, (seed, persona) in enumerate([(1, "p0"), (1, "p1"), (2, "p0"), (2, "p1")])
        for policy in ("bayes-v1", "oracle")
    ]
    assert {it.decisions for it in found} == {len(unpack(it.columns)) for it in found} == {6}
    assert {it.world for it in found} == {"linear"}


async def test_two_workers_share_a_run_and_nothing_is_done_twice():
    hall = await Hall().begin()

    one, other = await asyncio.gather(hall.work("one"), hall.work("other"))

    assert min(one, other) > 0
    assert one + other == 4
    assert sorted(key for _, key in hall.told) == sorted(PLAN.shards)
    assert await hall.lives() == await whole()


async def test_what_a_killed_worker_held_is_taken_over_once_its_claim_has_run_out():
    hall = await Hall(gates={("p1", 1): asyncio.Event()}).begin()
    killed = asyncio.create_task(hall.work("killed"))
    await hall.reach(killed)
    killed.cancel()
    await asyncio.gather(killed, return_exceptions=True)
    hall.gates.clear()

    others = await hall.work("other")
    left = await hall.progress()
    hall.clock.advance(seconds=CLAIM.total_seconds())
    last = await hall.work("last")

    assert (others, left, last) == (2, (3, 1, 0), 1)
    assert await hall.lives() == await whole()


async def test_a_worker_who_was_overtaken_keeps_nothing_and_says_nothing():
    gate = asyncio.Event()
    hall = await Hall(gates={("p0", 1): gate}).begin()
    slow = asyncio.create_task(hall.work("slow"))
    await hall.reach(slow)
    hall.clock.advance(seconds=CLAIM.total_seconds())
    hall.gates.clear()

    quick = await hall.work("quick")
    gate.set()

    assert (quick, await slow) == (4, 0)
    assert [by for by, _ in hall.told] == ["quick"] * 4
    assert await hall.lives() == await whole()


async def test_a_claim_is_held_anew_after_each_life():
    gate = asyncio.Event()
    hall = await Hall(gates={("p0", 1): gate}).begin()
    slow = asyncio.create_task(hall.work("slow"))
    await hall.reach(slow)
    hall.clock.advance(seconds=CLAIM.total_seconds() - 1)
    gate.set()

    assert await slow == 4
    hall.clock.advance(seconds=CLAIM.total_seconds() - 1)
    assert await hall.lives() == await whole()


async def test_a_run_of_another_version_is_refused():
    hall = await Hall().begin()
    other = SimRun(RunId(UUID(int=9)), PLAN.dump(), "laboratory-0", hall.clock.now(), 4)
    async with hall.store.writing() as work:
        await work.sim_runs.add(other, PLAN.shards)
    hall.run = other

    with pytest.raises(Malformed):
        await hall.work()

    assert await hall.progress() == (0, 0, 4)


@pytest.mark.parametrize(
    ("error", "note"), [(BudgetSpent(5, 4), SPENT), (IntegrationDown("judge"), GONE)]
)
async def test_a_run_stops_with_its_judge_and_keeps_what_it_has(error, note):
    hall = await Hall(fails={("p0", 2): error}).begin()

    with pytest.raises(type(error)):
        await hall.work()

    run, progress = await hall.see()
    assert (run.state, run.note) == (RunState.STOPPED, note)
    assert (progress.done, progress.claimed, progress.waiting) == (2, 0, 2)
    assert await hall.lives() == (await whole())[:4]
    assert await hall.work("another") == 0


async def test_a_run_that_was_stopped_can_go_on():
    hall = await Hall(fails={("p0", 2): BudgetSpent(5, 4)}).begin()
    with pytest.raises(BudgetSpent):
        await hall.work()
    hall.fails.clear()

    resumed = await ResumeRun(hall.store)(hall.run.id)
    computed = await hall.work()

    assert (resumed.state, resumed.note, computed) == (RunState.RUNNING, "", 2)
    assert (await hall.see())[0].state is RunState.DONE
    assert await hall.lives() == await whole()


async def test_a_run_that_stops_lets_the_others_finish_what_they_hold():
    hall = await Hall(fails={("p0", 1): BudgetSpent(5, 4)}).begin()

    spent, other = await asyncio.gather(
        hall.work("one"), hall.work("other"), return_exceptions=True
    )

    assert isinstance(spent, BudgetSpent)
    assert other == 1
    assert (await hall.see())[0].state is RunState.STOPPED
    assert await hall.progress() == (1, 0, 3)


async def test_a_run_is_done_when_nothing_is_left_of_it():
    hall = await Hall().begin()
    before, _ = await hall.see()
    await hall.work()

    after, progress = await hall.see()

    assert (before.state, after.state) == (RunState.RUNNING, RunState.DONE)
    assert progress.done == progress.total == 4
    async with hall.store.reading() as work:
        assert (await work.sim_runs.get(hall.run.id)).state is RunState.DONE
    assert (await ResumeRun(hall.store)(hall.run.id)).state is RunState.DONE


async def test_a_run_that_was_stopped_is_not_done_before_it_is_resumed():
    hall = await Hall().begin()
    await hall.work()
    async with hall.store.writing() as work:
        await work.sim_runs.save(replace(hall.run, state=RunState.STOPPED, note=GONE))

    stopped, _ = await hall.see()
    await ResumeRun(hall.store)(hall.run.id)
    resumed, _ = await hall.see()

    assert (stopped.state, stopped.note) == (RunState.STOPPED, GONE)
    assert (resumed.state, resumed.note) == (RunState.DONE, "")


@pytest.mark.parametrize("ask", [SeeRun(MemoryStore(), FakeClock()), ReadLives(MemoryStore())])
async def test_a_run_that_there_is_not_is_not_found(ask):
    with pytest.raises(NotFound):
        await ask(RunId(UUID(int=4)))


async def test_many_lives_are_read_page_by_page_and_none_is_lost():
    hall = await Hall(plan=a_plan()).begin()
    now, names = hall.clock.now(), [f"p{n:04d}" for n in range(2 * PAGE + 1)]
    async with hall.store.writing() as work:
        shard = await work.sim_shards.claim(hall.run.id, "", now, now + CLAIM)
        one = replace(a_sim_life(), run_id=hall.run.id)
        await work.sim_shards.finish(shard, tuple(replace(one, policy=it) for it in names), now)

    assert [it.policy for it in await hall.lives()] == names
