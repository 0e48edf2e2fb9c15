"""Say what finished runs show of one policy against another; a finished run never changes."""

import asyncio
from dataclasses import dataclass, field

from core.domain.ids import RunId
from core.domain.preflight import Simulated
from core.domain.sim_run import RunState, SimLife, SimRun
from core.domain.trial import Trial
from core.errors import Malformed, PersonaFileWrong
from core.ports import Store
from core.sim.analyse import find
from core.sim.crowd import Crowd
from core.sim.findings import Findings
from core.sim.lives import side_by_side
from core.sim.plan import Plan
from core.sim.run import ReadLives

KEPT = 16
"""Findings that are kept at hand: making them takes seconds, and each is asked for again and again."""

Asked = tuple[RunId, str]
"""A run, and the policy that the others in it are compared with."""


@dataclass(frozen=True, slots=True)
class Trials:
    """Look for the newest finished run that has both policies, and keep what it shows."""

    store: Store
    _found: dict[Asked, Findings] = field(default_factory=dict)

    async def __call__(self, policy: str, against: str) -> Trial | None:
        """Return what it shows; None when no finished run has both, or its people are gone."""
        run = await self._newest(policy, against)
        if run is None:
            return None
        try:
            findings = await self._findings(run, against)
        except (Malformed, PersonaFileWrong):
            return None
        return trial(run, findings, policy)

    async def _newest(self, policy: str, against: str) -> SimRun | None:
        async with self.store.reading() as work:
            runs = await work.sim_runs.all()
        done = (it for it in runs if it.state is RunState.DONE)
        return next((it for it in done if _has(it, policy, against)), None)

    async def _findings(self, run: SimRun, against: str) -> Findings:
        asked = (run.id, against)
        if asked not in self._found:
            lives = await ReadLives(self.store)(run.id)
            made = await asyncio.to_thread(_find, run, against, tuple(lives))
            if len(self._found) >= KEPT:
                self._found.pop(next(iter(self._found)))
            self._found[asked] = made
        return self._found[asked]


def trial(run: SimRun, findings: Findings, policy: str) -> Trial:
    """Return what a run's findings say of a policy against the first contestant."""
    ratios = [
        line.worst.ratio
        for world in findings.worlds
        if (line := world.line(policy)).worst is not None and line.worst.ratio is not None
    ]
    return Trial(
        run=run.id,
        begun_at=run.created_at,
        against=findings.plan.first,
        simulated=tuple(
            Simulated(world.world, world.verdict_on(policy).value) for world in findings.worlds
        ),
        worst_group=min(ratios, default=None),
    )


def _has(run: SimRun, policy: str, against: str) -> bool:
    try:
        contestants = Plan.load(run.plan).contestants
    except Malformed:
        return False
    return policy != against and {policy, against} <= set(contestants)


def _find(run: SimRun, against: str, lives: tuple[SimLife, ...]) -> Findings:
    """Return the findings. Raises: Malformed, PersonaFileWrong when its people are other ones now."""
    plan = Plan.load(run.plan).against(against)
    crowd = Crowd.of(plan.personas, plan.worlds)
    if crowd.digest != plan.digest:
        raise Malformed("personas")
    return find(plan, side_by_side(lives, plan.policies), crowd.groups, {})
