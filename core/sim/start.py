"""Start simulations from the console: weigh a wish, begin it once, set hands to work."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from core.domain.access import Right, must
from core.domain.audit import Actor, Deed
from core.domain.ids import RunId, new_id
from core.domain.sim_run import RunState, SimRun
from core.domain.sim_wish import Foreseen, Offered, Why, Wish, Wrong
from core.errors import Malformed, RunsAlready, TooMany
from core.ports import Clock, Store, Work
from core.ports.hands import Hands
from core.settings import Settings
from core.sim.foresee import decisions, foreseen, takes_s
from core.sim.judges.rule import NAME as RULES
from core.sim.plan import Plan, code
from core.sim.run import ResumeRun
from core.sim.wishes import MOST_DECISIONS, offered, plan_of, wrong_with
from core.usecases.audited import Denials, write_down

STARTED = "started a simulation"
"""What a start is called in the audit; its reason is the question that the run shall answer."""
RESUMED = "went on with a simulation"
"""What it is called when a run that had stopped goes on."""
MOST_AT_ONCE = 3
"""Runs that the console lets compute at the same time."""
LATER_S = 60
"""Seconds after which somebody may ask again when too many are computed."""
LONGEST_QUESTION = 160
"""Letters of a question."""


@dataclass(frozen=True, slots=True)
class StartSimulation:
    """Begin runs, each at most once, and let hands of this machine compute them."""

    store: Store
    clock: Clock
    denials: Denials
    hands: Hands
    settings: Settings

    def offered(self) -> Offered:
        """Return everything that a wish can be made of."""
        return offered(self.settings)

    async def weigh(self, wish: Wish) -> Foreseen:
        """Return what a wish would take and could show, or what is wrong with it."""
        wrong = wrong_with(wish, self.offered())
        if wrong:
            return Foreseen(wrong)
        plan = await asyncio.to_thread(plan_of, wish, self.settings)
        async with self.store.reading() as work:
            same = await _same(work, plan)
        return self._foreseen(plan, same)

    async def __call__(self, actor: Actor, wish: Wish, question: str = "") -> SimRun:
        """Return the run that was begun.

        Raises: NotAllowed; Malformed with the field that is wrong; RunsAlready; TooMany.
        """
        deed = Deed(STARTED, "simulation", "new", question.strip())
        async with self.denials.of(actor, deed):
            must(actor, Right.SIMULATIONS_RUN)
        if len(deed.reason) > LONGEST_QUESTION or not (deed.reason or "-").isprintable():
            raise Malformed("question")
        weighed = await self.weigh(wish)
        if weighed.wrong:
            raise Malformed(weighed.wrong[0].field)
        plan = await asyncio.to_thread(plan_of, wish, self.settings)
        run = await self._begin(actor, plan, deed.reason)
        await self.hands.set_to_work(run.id)
        return run

    async def again(self, actor: Actor, run_id: RunId) -> None:
        """Let a run that had stopped, or been left, go on. Raises: NotAllowed, NotFound, TooMany."""
        deed = Deed(RESUMED, "simulation", str(run_id))
        async with self.denials.of(actor, deed):
            must(actor, Right.SIMULATIONS_RUN)
        run = await ResumeRun(self.store)(run_id)
        if run.state is RunState.RUNNING:
            async with self.store.writing() as work:
                await write_down(work, self.clock.now(), actor, deed)
            await self.hands.set_to_work(run_id)

    async def _begin(self, actor: Actor, plan: Plan, question: str) -> SimRun:
        keys, now = plan.shards, self.clock.now()
        run = SimRun(RunId(new_id()), plan.dump(), code(), now, len(keys))
        async with self.store.writing() as work:
            if same := await _same(work, plan):
                raise RunsAlready(same)
            if await _computed(work, now) >= MOST_AT_ONCE:
                raise TooMany(LATER_S)
            await work.sim_runs.add(run, keys)
            after = {"parts": str(run.shards), "policies": ",".join(plan.contestants)}
            deed = Deed(STARTED, "simulation", str(run.id), question, after=after)
            await write_down(work, now, actor, deed)
        return run

    def _foreseen(self, plan: Plan, same: RunId | None) -> Foreseen:
        if decisions(plan) > MOST_DECISIONS:
            return Foreseen((Wrong("picks", Why.TOO_LARGE),), decisions=decisions(plan))
        return Foreseen(
            parts=len(plan.shards),
            decisions=decisions(plan),
            took_s=takes_s(plan, self.hands.processes),
            processes=self.hands.processes,
            least=foreseen(plan),
            budget_dollars=None if plan.judged_by == RULES else self.settings.judge_budget,
            same=same,
        )


async def _same(work: Work, plan: Plan) -> RunId | None:
    """Return a run of the very same plan and code that has not ended."""
    known, now = plan.dump(), code()
    every = await work.sim_runs.all()
    return next(
        (
            it.id
            for it in every
            if it.state is RunState.RUNNING and it.plan == known and it.code == now
        ),
        None,
    )


async def _computed(work: Work, now: datetime) -> int:
    """Return how many runs somebody computes at this moment."""
    running = [it.id for it in await work.sim_runs.all() if it.state is RunState.RUNNING]
    return sum([(await work.sim_shards.progress(it, now)).claimed > 0 for it in running])
