"""Run a plan: begin it, compute its parts wherever there is a free hand, and see how far it is.

Parts are claimed for a while from the database, so any number of processes on any number of
machines share one run, and what a killed one held is taken over when its claim has run out.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.domain.annotation import Annotation, AnnotationKind, marked
from core.domain.ids import RunId, new_id
from core.domain.sim_run import Progress, RunState, SimLife, SimRun, SimShard
from core.errors import BudgetSpent, IntegrationFault, Malformed
from core.ports import Clock, Store
from core.sim.cast import Cast
from core.sim.live_part import live_part
from core.sim.plan import Plan, code

CLAIM = timedelta(seconds=30)
"""How long a part is held before somebody else may take it over; it is held anew after each life."""
PAGE = 500
"""Lives that are read at once."""
HELD_EVERY_S = 10.0
"""How often a part is held anew while a judge is waited for."""
SPENT = "The judge's budget is spent"
"""Why a run stops when its judge may cost no more."""
GONE = "The judge does not answer"
"""Why a run stops when no judgement comes any more."""


@dataclass(frozen=True, slots=True)
class BeginRun:
    """Write a plan down, in parts that wait to be computed."""

    store: Store
    clock: Clock

    async def __call__(self, plan: Plan) -> SimRun:
        """Return the run."""
        keys = plan.shards
        run = SimRun(RunId(new_id()), plan.dump(), code(), self.clock.now(), len(keys))
        async with self.store.writing() as work:
            await work.sim_runs.add(run, keys)
            await work.annotations.add(_mark(run, "begun", run.created_at))
        return run


@dataclass(frozen=True, slots=True)
class WorkOnRun:
    """Compute parts of a run until none is free; `by` says who, for people to read."""

    store: Store
    clock: Clock
    by: str
    told: Callable[[SimShard], None] = lambda _: None

    async def __call__(self, run_id: RunId, cast: Cast) -> int:
        """Return how many parts were computed here.

        Raises: Malformed when this program would compute other lives than the others do; BudgetSpent
        and IntegrationFault when the judge stopped the run, which says so from then on.
        """
        async with self.store.reading() as work:
            run = await work.sim_runs.get(run_id)
        if run.code != code():
            raise Malformed("code")
        plan, computed = Plan.load(run.plan), 0
        while (shard := await self._claim(run)) is not None:
            try:
                computed += await self._compute(shard, plan, cast)
            except (BudgetSpent, IntegrationFault) as error:
                await self._stop(run, shard, SPENT if isinstance(error, BudgetSpent) else GONE)
                raise
        return computed

    async def _claim(self, run: SimRun) -> SimShard | None:
        now = self.clock.now()
        async with self.store.writing() as work:
            if (await work.sim_runs.get(run.id)).state is RunState.STOPPED:
                return None
            return await work.sim_shards.claim(run.id, self.by, now, now + CLAIM)

    async def _compute(self, shard: SimShard, plan: Plan, cast: Cast) -> bool:
        lives = []
        holding = asyncio.create_task(self._keep(shard))
        try:
            async for life in live_part(plan, cast, shard.run_id, shard.place):
                lives.append(life)
                if not await self._hold(shard):
                    return False
        finally:
            holding.cancel()
        async with self.store.writing() as work:
            kept = await work.sim_shards.finish(shard, tuple(lives), self.clock.now())
        if kept:
            self.told(shard)
        return kept

    async def _keep(self, shard: SimShard) -> None:
        """Hold a part while a judge takes its time; rules never wait, so a life holds it anew."""
        while True:
            await asyncio.sleep(HELD_EVERY_S)
            await self._hold(shard)

    async def _hold(self, shard: SimShard) -> bool:
        async with self.store.writing() as work:
            return await work.sim_shards.extend(shard, self.clock.now() + CLAIM)

    async def _stop(self, run: SimRun, shard: SimShard, why: str) -> None:
        async with self.store.writing() as work:
            await work.sim_shards.release(shard)
            known = await work.sim_runs.get(run.id)
            await work.sim_runs.save(_ended(known, RunState.STOPPED, why))
            if known.state is RunState.RUNNING:
                await work.annotations.add(_mark(known, "stopped", self.clock.now()))


@dataclass(frozen=True, slots=True)
class SeeRun:
    """See how far a run is, and call it done when nothing is left of it."""

    store: Store
    clock: Clock

    async def __call__(self, run_id: RunId) -> tuple[SimRun, Progress]:
        """Return the run and its progress. Raises: NotFound."""
        async with self.store.reading() as work:
            run = await work.sim_runs.get(run_id)
            progress = await work.sim_shards.progress(run_id, self.clock.now())
        if run.state is RunState.RUNNING and progress.done == progress.total:
            run = await self._finish(run_id)
        return run, progress

    async def _finish(self, run_id: RunId) -> SimRun:
        """Call a run done, once, however many look at it."""
        async with self.store.writing() as work:
            known = await work.sim_runs.get(run_id)
            done = _ended(known, RunState.DONE, "")
            if known.state is RunState.RUNNING:
                await work.sim_runs.save(done)
                await work.annotations.add(_mark(done, "finished", self.clock.now()))
        return done


@dataclass(frozen=True, slots=True)
class ResumeRun:
    """Let a run that was stopped go on."""

    store: Store

    async def __call__(self, run_id: RunId) -> SimRun:
        """Return the run; one that is done stays so. Raises: NotFound."""
        async with self.store.writing() as work:
            run = await work.sim_runs.get(run_id)
            if run.state is RunState.STOPPED:
                run = _ended(run, RunState.RUNNING, "")
                await work.sim_runs.save(run)
        return run


@dataclass(frozen=True, slots=True)
class ReadLives:
    """Read what came of a run, page by page."""

    store: Store

    async def __call__(self, run_id: RunId) -> tuple[SimLife, ...]:
        """Return the lives that are finished, in the order of the parts. Raises: NotFound."""
        found: list[SimLife] = []
        async with self.store.reading() as work:
            await work.sim_runs.get(run_id)
            after = None
            while page := await work.sim_lives.page(run_id, after, PAGE):
                found += page
                after = page[-1].place, page[-1].policy
        return tuple(found)


def _mark(run: SimRun, word: str, at: datetime) -> Annotation:
    """Return what the charts say of a run."""
    words = f"simulation {str(run.id)[-6:]} {word}"
    return marked(at, AnnotationKind.SIMULATION, words, str(run.id))


def _ended(run: SimRun, state: RunState, note: str) -> SimRun:
    return SimRun(run.id, run.plan, run.code, run.created_at, run.shards, state, note)
