"""Tell a run's plan and progress as the console shows them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import PurePath

from core.domain.chain import Entry
from core.domain.sim_run import Progress, RunState, SimRun
from core.domain.sim_view import RunLine, Setup, Standing
from core.errors import Malformed
from core.sim.cancel import BY
from core.sim.plan import Plan
from core.sim.start import STARTED

LEFT_AFTER = timedelta(seconds=90)
"""So long without a sign of anybody, and a run counts as left: claims run out sooner."""
UNREADABLE = Setup((), (), "?", 0, 0, 0, None, "?", "?", "", "", "", "")
"""What is shown of a plan that this program cannot read."""


def setup(run: SimRun) -> Setup:
    """Return what a run compares; of a persona file only its name."""
    try:
        plan = Plan.load(run.plan)
    except Malformed:
        return UNREADABLE
    return Setup(
        policies=plan.contestants,
        worlds=plan.worlds,
        people=PurePath(plan.personas).name,
        personas=len(plan.people),
        seeds=len(plan.seeds),
        picks=plan.decisions,
        days=plan.days,
        judge=plan.judge,
        judged_by=plan.judged_by,
        digest=plan.digest,
        prior=plan.prior,
        code=run.code,
        command=plan.command,
    )


def line(run: SimRun, progress: Progress, now: datetime, deeds: Sequence[Entry]) -> RunLine:
    """Return a run as the list shows it; `deeds` are the audit's entries about it."""
    start = next((it for it in deeds if it.action == STARTED), None)
    signs = (run.created_at, progress.last_at, *(it.at for it in deeds))
    newest = max(it for it in signs if it is not None)
    return RunLine(
        id=run.id,
        setup=setup(run),
        standing=standing(run, progress, since=now - newest),
        created_at=run.created_at,
        last_at=progress.last_at,
        done=progress.done,
        total=progress.total,
        hands=progress.hands,
        note=run.note,
        by=start.actor if start else "",
        question=start.reason if start else "",
    )


def standing(run: SimRun, progress: Progress, since: timedelta) -> Standing:
    """Return how a run stands; `since` is how long ago there was a sign of anybody."""
    if run.state is RunState.STOPPED:
        return Standing.CANCELLED if run.note.startswith(BY) else Standing.FAILED
    if progress.done == progress.total:
        return Standing.DONE
    at_work = progress.claimed > 0 or since < LEFT_AFTER
    return Standing.RUNNING if at_work else Standing.LEFT
