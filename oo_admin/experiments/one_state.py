"""Fill the page of one experiment, and carry out what is asked for there."""

from typing import Any
from urllib.parse import unquote

import reflex as rx

from core.domain.access import Right
from core.domain.audit import Sought
from core.domain.chain import Entry
from core.domain.experiment_panel import ExperimentSeen
from core.errors import NotFound
from core.wiring import running
from oo_admin.acting import act, ask, reason_in, text_in, typed_as
from oo_admin.experiments import advice, arms, asking, beside, checks, words
from oo_admin.experiments.charts import charts
from oo_admin.experiments.headline import headline
from oo_admin.experiments.seen import (
    Advice,
    ArmRow,
    Charts,
    Check,
    Cohorts,
    Happened,
    Headline,
    LogRow,
    Pair,
)
from oo_admin.frame import Frame, Here
from oo_admin.parts.act_sheet import Plan
from oo_admin.parts.filters import FilterBar, exports
from oo_admin.seen import Choice
from oo_app.shared.marks import requires
from oo_app.shared.session import acting, current

DEEDS = 40
"""Deeds of the decision log, at most."""


class OneExperiment(Frame):
    """What the page of one experiment shows."""

    name: str = ""
    nobody: bool = False
    standing: str = ""
    look: str = ""
    span: str = ""
    pinned: str = ""
    """Which moment is shown; empty while it is now."""
    unpin: str = ""
    checks: list[Check] = []  # noqa: RUF012 — Reflex copies defaults
    advice: list[Advice] = []  # noqa: RUF012 — Reflex copies defaults
    logs: list[LogRow] = []  # noqa: RUF012 — Reflex copies defaults
    head: Headline = Headline()
    charts: Charts = Charts()
    guarded: str = ""
    guards: list[Check] = []  # noqa: RUF012 — Reflex copies defaults
    guards_note: str = ""
    longer: list[str] = []  # noqa: RUF012 — Reflex copies defaults
    rules: list[Pair] = []  # noqa: RUF012 — Reflex copies defaults
    decided: list[Happened] = []  # noqa: RUF012 — Reflex copies defaults
    arms: list[ArmRow] = []  # noqa: RUF012 — Reflex copies defaults
    winner: str = ""
    cohorts: Cohorts = Cohorts()
    cuts: list[Choice] = []  # noqa: RUF012 — Reflex copies defaults
    bar: FilterBar = FilterBar()
    may_run: bool = False
    pause_plan: Plan = Plan()
    resume_plan: Plan = Plan()
    end_plan: Plan = Plan()
    may_reset: bool = False
    reset_plan: Plan = Plan()
    reset_of: str = ""
    """The arm that the open sheet would reset."""

    @rx.event
    @requires(Right.EXPERIMENTS_READ)
    async def load(self):
        """Show the experiment that the address names, since its beginning."""
        here = self._arrive(over_time=False)
        self.name = unquote(here.address.path.rsplit("/", 1)[-1])
        self.reset_plan, self.reset_of = Plan(), ""
        asked = _read(self.name, here)
        seen = await self._panel("experiment", asked, None)
        self.nobody = seen is None and "experiment" not in self.trouble
        if seen is not None:
            self._show(seen, here)
            await self._tell(seen, here)
        self.ready = True

    @rx.event
    @requires(Right.EXPERIMENTS_RUN)
    async def pause(self, form: dict[str, Any]):
        """Let the experiment rest."""
        pausing = running().steering.experiment.pause(acting(), self.name, reason_in(form))
        if await act(self, "pause", pausing, "It rests: everybody gets the champion."):
            return OneExperiment.load
        return None

    @rx.event
    @requires(Right.EXPERIMENTS_RUN)
    async def resume(self, form: dict[str, Any]):
        """Let it go on."""
        resuming = running().steering.experiment.resume(acting(), self.name, reason_in(form))
        if await act(self, "resume", resuming, "It serves its users again."):
            return OneExperiment.load
        return None

    @rx.event
    @requires(Right.EXPERIMENTS_RUN)
    async def end(self, form: dict[str, Any]):
        """End it for good."""
        if not typed_as(self, "end", form, self.name):
            return None
        ending = running().steering.experiment.end(acting(), self.name, reason_in(form))
        if await act(self, "end", ending, "It has ended."):
            return OneExperiment.load
        return None

    @rx.event
    @requires(Right.POSTERIORS_RESET)
    async def ask_reset(self, policy: str):
        """Find out what resetting an arm would forget; nothing happens yet."""
        if not isinstance(policy, str):
            return
        unknown = "What it would forget is not known."
        self.reset_plan = Plan(f"Let {policy} begin anew?", blocked=unknown)
        self.reset_of = policy
        asked = running().steering.reset_arm.ask(acting(), self.name, policy)
        found = await ask(self, "reset", asked, None)
        if found is not None:
            self.reset_plan = asking.resetting(policy, found.users, found.settled)

    @rx.event
    @requires(Right.POSTERIORS_RESET)
    async def reset_arm(self, form: dict[str, Any]):
        """Let an arm forget its users, one by one."""
        arm = (self.name, text_in(form, "arm"))
        resetting = running().steering.reset_arm(acting(), arm, reason_in(form))
        if await act(
            self, "reset", resetting, lambda it: f"{arm[1]} forgot {words.many(it, 'user')}."
        ):
            return OneExperiment.load
        return None

    def _show(self, seen: ExperimentSeen, here: Here) -> None:
        self.checks = checks.checks(seen, here)
        red = checks.red(self.checks)
        self.advice = advice.advice(seen, here)
        doubted = seen.health.believed.verdict in {"watch", "alarm"}
        self.logs = advice.logs(seen) if doubted else []
        self.head = headline(seen, here, red=red)
        self.charts = charts(seen, here, red=red)
        self.guarded, self.guards = beside.guards_titled(seen), beside.guards(seen)
        self.guards_note = beside.guards_note(seen)
        self.longer = beside.longer(seen)
        self.arms, self.winner = arms.rows(seen, here), arms.winner(seen, red=red)
        self.cohorts, self.cuts = arms.cohorts(seen), arms.cuts(seen, here)
        csv, json = exports(here.address.put(name=self.name), "experiments")
        self.bar = FilterBar(csv=csv, json=json)

    async def _tell(self, seen: ExperimentSeen, here: Here) -> None:
        """Show how it stands, what was decided, and what may be done now."""
        it, rights = seen.experiment, current().rights
        entries: tuple[Entry, ...] = ()
        if Right.AUDIT_READ in rights:
            sought = Sought(kind="experiment", object=self.name, until=here.now)
            reading = running().read_audit.page(acting(), sought, None, DEEDS)
            entries = await self._panel("decided", reading, entries)
        self.rules = beside.rules(seen, entries, here)
        self.decided = beside.decisions(seen, entries, here)
        self.pinned = words.pinned(here)
        self.unpin = here.address.without("asof").href
        self.standing = words.state(it)
        self.look, self.span = f"st {words.LOOKS[self.standing]}", words.span(seen, here)
        now = not self.pinned
        self.may_run = now and Right.EXPERIMENTS_RUN in rights and it.ended_at is None
        self.may_reset = now and Right.POSTERIORS_RESET in rights
        self.pause_plan, self.resume_plan = asking.pausing(it), asking.resuming(it)
        self.end_plan = asking.ending(it)


async def _read(name: str, here: Here) -> ExperimentSeen | None:
    """Return the experiment; None when there is none, or it had not begun."""
    try:
        return await running().read_experiment(name, here.now, here.address.get("cut"))
    except NotFound:
        return None
