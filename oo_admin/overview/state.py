"""Fill the overview."""

import asyncio

import reflex as rx

from core.domain.access import Right
from core.domain.overview import Moved
from core.domain.overview import Overview as Told
from core.wiring import running
from oo_admin.frame import Frame, Here
from oo_admin.numbers import count
from oo_admin.overview.alarm_words import alarm_rows
from oo_admin.overview.funnel_words import funnel_titled, step_rows
from oo_admin.overview.guard_words import guard_rows, guards_titled
from oo_admin.overview.kpi_words import against_words, large, small
from oo_admin.overview.mix_words import articled, chosen_rows, mix_shown
from oo_admin.overview.moved_words import moved_titled, mover_rows
from oo_admin.overview.seen import (
    AlarmRow,
    ChosenRow,
    GuardRow,
    MixShown,
    MoverRow,
    StepRow,
    Titled,
)
from oo_admin.parts.kpi import Kpi
from oo_app.shared.marks import requires


class Overview(Frame):
    """What the overview shows."""

    alarms: list[AlarmRow] = []  # noqa: RUF012 — Reflex copies defaults
    large: list[Kpi] = []  # noqa: RUF012 — Reflex copies defaults
    small: list[Kpi] = []  # noqa: RUF012 — Reflex copies defaults
    mix: MixShown = MixShown()
    guarded: Titled = Titled()
    guards: list[GuardRow] = []  # noqa: RUF012 — Reflex copies defaults
    served: str = ""
    chosen: list[ChosenRow] = []  # noqa: RUF012 — Reflex copies defaults
    funnel: Titled = Titled()
    steps: list[StepRow] = []  # noqa: RUF012 — Reflex copies defaults
    moved: Titled = Titled()
    movers: list[MoverRow] = []  # noqa: RUF012 — Reflex copies defaults

    @rx.event
    @requires(Right.OVERVIEW_READ)
    async def load(self):
        """Show the period that the address names, beside the one it is compared with."""
        here, core = self._arrive(), running()
        alarms, told, steps, moved = await asyncio.gather(
            self._panel("alarms", core.read_alarms(), ()),
            self._panel("tips", core.read_overview(here.period, here.before, here.grain), Told()),
            self._panel("funnel", core.read_funnel(here.period, here.before), ()),
            self._panel("moved", core.read_changes(here.period, here.before), Moved()),
        )
        self.alarms = alarm_rows(alarms, here)
        self._show_tips(told, here)
        self.funnel, self.steps = funnel_titled(steps, here), step_rows(steps, here)
        self.moved, self.movers = moved_titled(moved, here), mover_rows(moved, here)
        self.ready = True

    def _show_tips(self, told: Told, here: Here) -> None:
        before = here.before.words if here.before else ""
        against = against_words(before)
        self.large, self.small = large(told.kpis, against), small(told.kpis, against)
        self.mix = mix_shown(told.mix, here)
        self.guarded = guards_titled(told.guards, articled(before))
        self.guards = guard_rows(told.guards)
        reigns = told.mix.history.reigns
        self.chosen = chosen_rows(told.chosen, reigns[-1].policy if reigns else "")
        self.served = count(sum(it.tips for it in told.chosen)) if told.chosen else ""
