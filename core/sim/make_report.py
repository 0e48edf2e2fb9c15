"""Make the report of a run from its lives."""

from dataclasses import dataclass

from core.analytics.logistic import Logistic
from core.bandit.shipped import whole
from core.domain.ids import RunId
from core.errors import Malformed
from core.ports import Clock, Store
from core.sim.analyse import find
from core.sim.crowd import Crowd
from core.sim.lives import side_by_side
from core.sim.pioneers import done_of
from core.sim.plan import Plan
from core.sim.report.facts import Facts
from core.sim.report.told import Report
from core.sim.run import ReadLives, SeeRun


@dataclass(frozen=True, slots=True)
class MakeReport:
    """Make the report of a run, finished or not."""

    store: Store
    clock: Clock

    async def __call__(self, run_id: RunId, against: str = "") -> Report:
        """Return what a run shows so far, its policies compared with `against` or with the first.

        Raises: NotFound also when that one is not in the run; PersonaFileWrong, Malformed.
        """
        plan, crowd = await planned(self.store, run_id)
        if against:
            plan = plan.against(against)
        run, progress = await SeeRun(self.store, self.clock)(run_id)
        lives = side_by_side(await ReadLives(self.store)(run_id), plan.policies)
        found = find(plan, lives, crowd.groups, chances())
        return Report(found, Facts.of(run, progress, command=plan.command, groups=crowd.groups))


async def planned(store: Store, run_id: RunId) -> tuple[Plan, Crowd]:
    """Return a run's plan and people. Raises: NotFound; Malformed when they are others by now."""
    async with store.reading() as work:
        plan = Plan.load((await work.sim_runs.get(run_id)).plan)
    crowd = Crowd.of(plan.personas, plan.worlds)
    if crowd.digest != plan.digest:
        raise Malformed("personas")
    return plan, crowd


def chances() -> dict[str, Logistic]:
    """Return by policy the chance of "done" that a score stands for."""
    return done_of(whole())
