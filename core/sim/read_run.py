"""Read what a run says so far; it is computed once for each state of the run, not at each look."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from core.domain.ids import RunId
from core.domain.sim_run import Progress, RunState, SimRun
from core.domain.sim_view import Found
from core.errors import Malformed, PersonaFileWrong
from core.ports import Clock, Store
from core.sim.lives import Lives, side_by_side
from core.sim.look import look
from core.sim.make_report import MakeReport, planned
from core.sim.plan import Plan
from core.sim.report.facts import Facts
from core.sim.run import ReadLives

KEPT = 12
"""Runs whose findings a process remembers."""
REST = 20
"""A run that is being computed is looked at anew when so many times the last look's time have gone:
however large it is, looking takes a twentieth of a core."""
UNKNOWN_GROUP = "unknown"
"""Whom personas stand for that are not there any more as they were."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Findings that were computed once: of which state, when, and how long that took."""

    found: Found
    state: RunState
    at_s: float
    took_s: float


@dataclass(frozen=True, slots=True)
class ReadSimRun:
    """Read what a run found; in a thread, because a large one takes seconds."""

    store: Store
    clock: Clock
    looks: Callable[[Plan, tuple[Lives, ...], Facts], Found] = look
    _kept: OrderedDict[RunId, Kept] = field(default_factory=OrderedDict)
    _alone: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def __call__(self, run_id: RunId) -> Found:
        """Return what a run says; while it is computed, perhaps of a moment ago. Raises: NotFound."""
        async with self.store.reading() as work:
            run = await work.sim_runs.get(run_id)
            progress = await work.sim_shards.progress(run_id, self.clock.now())
        if progress.done == progress.total:
            run = replace(run, state=RunState.DONE)
        known = self._fresh(run, progress)
        if known is not None:
            return known
        async with self._alone:  # whoever waited finds what the other has computed
            return self._fresh(run, progress) or await self._look(run, progress)

    async def report(self, run_id: RunId) -> str:
        """Return the report of a run as one HTML file. Raises: NotFound, Malformed."""
        made = await MakeReport(self.store, self.clock)(run_id)
        return await asyncio.to_thread(made.page)

    def _fresh(self, run: SimRun, progress: Progress) -> Found | None:
        kept = self._kept.get(run.id)
        if kept is None or kept.state is not run.state:
            return None
        rests = self.clock.monotonic_s() < kept.at_s + REST * kept.took_s
        return kept.found if kept.found.done == progress.done or rests else None

    async def _look(self, run: SimRun, progress: Progress) -> Found:
        if progress.done == 0:
            return Found(0)
        began_s = self.clock.monotonic_s()
        plan, facts = Plan.load(run.plan), await self._facts(run, progress)
        lives = await ReadLives(self.store)(run.id)
        found = await asyncio.to_thread(
            lambda: self.looks(plan, side_by_side(lives, plan.policies), facts)
        )
        ended_s = self.clock.monotonic_s()
        self._kept[run.id] = Kept(found, run.state, ended_s, ended_s - began_s)
        self._kept.move_to_end(run.id)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return found

    async def _facts(self, run: SimRun, progress: Progress) -> Facts:
        try:
            plan, crowd = await planned(self.store, run.id)
            groups = crowd.groups
        except (Malformed, PersonaFileWrong):
            plan = Plan.load(run.plan)
            groups = dict.fromkeys(plan.people, UNKNOWN_GROUP)
        return Facts.of(run, progress, command=plan.command, groups=groups)
