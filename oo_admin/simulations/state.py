"""Fill the page of simulations, keep it up to date while one runs, start and cancel runs."""

from typing import Any
from uuid import UUID

import reflex as rx

from core.domain.access import Right
from core.domain.ids import RunId
from core.domain.sim_view import Found, RunLine, Runs, Setup, Standing
from core.errors import Malformed, NotFound, RunsAlready, TooMany
from core.wiring import running
from oo_admin.frame import Frame, Here
from oo_admin.simulations.curve_words import chart
from oo_admin.simulations.duel_words import NO_VERDICT, verdicts
from oo_admin.simulations.naming import PATH, many
from oo_admin.simulations.people_words import answers, groups
from oo_admin.simulations.pin_words import beside
from oo_admin.simulations.run_words import MOST_PINS, chosen, row, strip
from oo_admin.simulations.shown import (
    Answers,
    Beside,
    Chart,
    Chosen,
    Groups,
    NewRun,
    RunRow,
    Strip,
    Verdicts,
)
from oo_admin.simulations.wishing import PRESETS, new_run, wish_of
from oo_app.shared.marks import requires
from oo_app.shared.session import acting, current

NOTHING = Found(0)
"""What is known of a run that could not be read."""


class Simulations(Frame):
    """What the page of simulations shows, and the acts on it."""

    strips: list[Strip] = []  # noqa: RUF012 — Reflex copies defaults
    runs: list[RunRow] = []  # noqa: RUF012 — Reflex copies defaults
    older: str = ""
    counted: str = ""
    chosen: Chosen = Chosen()
    chart: Chart = Chart()
    verdicts: Verdicts = Verdicts()
    groups: Groups = Groups()
    answers: Answers = Answers()
    beside: Beside = Beside()
    form: NewRun = NewRun()
    found: bool = True
    """Whether what the chosen run says is known; a large one takes seconds, once."""
    ticks: bool = False
    """Whether something runs, so that the page looks again and again."""
    may_run: bool = False
    begin: str = ""
    """Where a new run is begun."""
    told: str = ""
    told_href: str = ""
    _done: tuple[tuple[str, int], ...] = ()
    """Which runs were going when the page was filled, and how far they were."""

    @rx.event
    @requires(Right.SIMULATIONS_READ)
    async def load(self):
        """Show the runs, and of one of them all that it says."""
        self.told = self.told_href = ""
        here, run = await self._fill_lists()
        self.ready = True
        yield  # what a large run says takes seconds, once
        await self._show(here, run)
        self.beside = await self._beside(here)

    @rx.event
    @requires(Right.SIMULATIONS_READ)
    async def tick(self):
        """Look again while something runs; nothing is sent when nothing has changed."""
        runs = await running().read_sim_runs()
        if _signs(runs) != self._done:
            await self._fill()

    @rx.event
    @requires(Right.SIMULATIONS_RUN)
    async def start(self, form: dict[str, Any]):
        """Begin the run that the address wishes; the form adds only the question."""
        core, here = running(), self._arrive(over_time=False)
        wish = wish_of(here.address, core.start_simulation.offered(), await self._cloned(here))
        try:
            run = await core.start_simulation(acting(), wish, str(form.get("question", "")))
        except RunsAlready as error:
            self.told, self.told_href = (
                "The very same is being computed.",
                f"{PATH}?run={error.run_id}",
            )
            return None
        except TooMany:
            self.told = "Three runs are being computed already: wait for one, or cancel one."
            return None
        except Malformed as error:
            self.told = f"This run cannot start: look at “{error.what}”."
            return None
        return rx.redirect(f"{PATH}?run={run.id}")

    @rx.event
    @requires(Right.SIMULATIONS_RUN)
    async def cancel(self, run_id: str):
        """Cancel a run; whoever computes it ends by itself."""
        await running().cancel_simulation(acting(), _run_id(run_id))
        await self._fill()

    @rx.event
    @requires(Right.SIMULATIONS_RUN)
    async def resume(self, run_id: str):
        """Let a run go on that had stopped."""
        await running().start_simulation.again(acting(), _run_id(run_id))
        await self._fill()

    async def _fill(self) -> None:
        here, run = await self._fill_lists()
        await self._show(here, run)
        self.beside = await self._beside(here)

    async def _fill_lists(self) -> tuple[Here, RunLine | None]:
        """Show which runs there are; return where that is, and the run that the page is about."""
        here = self._arrive(over_time=False)
        self.may_run = Right.SIMULATIONS_RUN in current().rights
        self.begin = here.address.put(new="quick").href
        runs = await self._panel("runs", running().read_sim_runs(_after(here)), Runs((), (), 0))
        self._done = _signs(runs)
        shown = await self._shown(here, runs)
        self._list(here, runs, shown)
        await self._wish(here)
        self.found = shown is None
        return here, shown

    def _list(self, here: Here, runs: Runs, shown: RunLine | None) -> None:
        name = shown.short if shown else ""
        self.ticks = bool(runs.running)
        self.strips = [strip(it, here, may_run=self.may_run) for it in runs.running]
        self.runs = [row(it, here.address, name) for it in runs.page]
        self.older = here.address.put(after=str(runs.older)).href if runs.older else ""
        self.counted = many(runs.total, "run")

    async def _shown(self, here: Here, runs: Runs) -> RunLine | None:
        """Return the run that the address names; else one that runs, else the newest that is done."""
        if here.address.get("run"):
            try:
                return await running().read_sim_runs.named(here.address.get("run"))
            except NotFound:
                self.told = "There is no such run (any more); this is another one."
        return (
            next(iter(runs.running), None)
            or await running().read_sim_runs.newest_done()
            or _first(runs.page)
        )

    async def _show(self, here: Here, run: RunLine | None) -> None:
        self.chosen, self.chart = Chosen(), Chart()
        self.verdicts, self.groups, self.answers = NO_VERDICT, Groups(), Answers()
        if run is None:
            return
        found = await self._panel("curve", running().read_sim_run(run.id), NOTHING)
        self.chosen = chosen(run, here, found.warnings, may_run=self.may_run)
        self.chart = chart(run, found, here.address)
        self.found = True
        judged = (
            run if run.standing is Standing.DONE else await running().read_sim_runs.newest_done()
        )
        if judged is None:
            return
        if judged is not run:
            found = await self._panel("verdicts", running().read_sim_run(judged.id), NOTHING)
        self.verdicts = verdicts(judged, found, here)
        self.groups = groups(judged, found, here.address)
        self.answers = answers(judged, found, here.address)

    async def _beside(self, here: Here) -> Beside:
        core, pins = running(), here.address.every("pin")[:MOST_PINS]
        lines = await core.read_sim_runs.all_named(pins) if pins else ()
        found = [await self._panel("beside", core.read_sim_run(it.id), NOTHING) for it in lines]
        return beside(lines, found, here.address)

    async def _wish(self, here: Here) -> None:
        self.form = NewRun(close=self.form.close)
        if not here.address.get("new") or not self.may_run:
            return
        starts = running().start_simulation
        there = starts.offered()
        wish = wish_of(here.address, there, await self._cloned(here))
        self.form = new_run(here.address, wish, there, await starts.weigh(wish))

    async def _cloned(self, here: Here) -> Setup | None:
        name = here.address.get("new")
        found = () if name in PRESETS else await running().read_sim_runs.all_named((name,))
        return found[0].setup if found else None


def _signs(runs: Runs) -> tuple[tuple[str, int], ...]:
    return tuple((it.short, it.done) for it in runs.running)


def _after(here: Here) -> RunId | None:
    try:
        return RunId(UUID(here.address.get("after")))
    except ValueError:
        return None


def _run_id(text: str) -> RunId:
    """Return the run that a page names. Raises: Malformed."""
    try:
        return RunId(UUID(text))
    except ValueError as error:
        raise Malformed("run") from error


def _first(runs: tuple[RunLine, ...]) -> RunLine | None:
    return next(iter(runs), None)
