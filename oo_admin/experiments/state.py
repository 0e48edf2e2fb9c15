"""Fill the list of experiments, and begin one."""

from typing import Any

import reflex as rx

from core.domain.access import Right
from core.domain.assignment import Experiment
from core.domain.experiment_panel import ExperimentLine
from core.wiring import running
from oo_admin.acting import act, reason_in
from oo_admin.experiments import asking, words
from oo_admin.experiments.lines import lines
from oo_admin.experiments.seen import Line
from oo_admin.frame import Frame
from oo_admin.parts.act_sheet import Plan
from oo_admin.parts.filters import FilterBar, exports
from oo_app.shared.marks import requires
from oo_app.shared.session import acting, current


class Experiments(Frame):
    """What the list shows."""

    finding: str = ""
    rows: list[Line] = []  # noqa: RUF012 — Reflex copies defaults
    pinned: str = ""
    """Which moment is shown; empty while it is now."""
    unpin: str = ""
    may_run: bool = False
    policies: list[str] = []  # noqa: RUF012 — Reflex copies defaults
    begin_plan: Plan = asking.BEGIN
    bar: FilterBar = FilterBar()

    @rx.event
    @requires(Right.EXPERIMENTS_READ)
    async def load(self):
        """Show every experiment, and what it came to."""
        here, core = self._arrive(over_time=False), running()
        none: tuple[ExperimentLine, ...] = ()
        told = await self._panel("experiments", core.read_experiments(here.now), none)
        self.pinned = words.pinned(here)
        self.unpin = here.address.without("asof").href
        self.may_run = Right.EXPERIMENTS_RUN in current().rights and not self.pinned
        self.policies = list(core.policy_names)
        self.finding, self.rows = words.finding(told), lines(told, here)
        csv, json = exports(here.address, "experiments")
        self.bar = FilterBar(csv=csv, json=json)
        self.ready = True

    @rx.event
    @requires(Right.EXPERIMENTS_RUN)
    async def begin(self, form: dict[str, Any]):
        """Begin an experiment."""
        if await act(self, "begin", _begin(form), _begun):
            return Experiments.load
        return None


async def _begin(form: dict[str, Any]) -> Experiment:
    """Begin what a form asks for. Raises: Malformed and what the use case raises."""
    plan = asking.plan_in(form)
    return await running().steering.experiment.begin(acting(), plan, reason_in(form))


def _begun(it: Experiment) -> str:
    return f"{it.name} runs: {words.arms(it)}."
