"""Fill the page of rewards."""

import asyncio

import reflex as rx

from core.domain.access import Right
from core.domain.reward_panel import Delays, OtherPolicies, RewardDays, RewardSlices
from core.wiring import running
from oo_admin.frame import Frame
from oo_admin.here import Here
from oo_admin.numbers import THIN
from oo_admin.parts.filters import FilterBar, chips, exports
from oo_admin.rewards.asked import asked_of
from oo_admin.rewards.days_words import days_shown
from oo_admin.rewards.delay_words import delays_shown
from oo_admin.rewards.other_words import others_shown
from oo_admin.rewards.seen import (
    DaysShown,
    DelaysShown,
    OthersShown,
    SettledShown,
    SlicesShown,
)
from oo_admin.rewards.settled_words import settled_shown, title
from oo_admin.rewards.slice_words import slices_shown
from oo_admin.seen import Choice
from oo_admin.views import views_of
from oo_app.shared.marks import requires

PAGE = "rewards"
"""What views and exports call the page."""


class Rewards(Frame):
    """What the page of rewards shows."""

    spec: str = ""
    """The definition of a reward that is in force."""
    window: str = ""
    bar: FilterBar = FilterBar()
    days: DaysShown = DaysShown()
    others: OthersShown = OthersShown()
    slices: SlicesShown = SlicesShown()
    delays: DelaysShown = DelaysShown()
    settled: SettledShown = SettledShown()

    @rx.event
    @requires(Right.REWARDS_READ)
    async def load(self):
        """Show the period that the address names, beside the one it is compared with."""
        here, core = self._arrive(), running()
        asked = asked_of(here)
        days, others, slices, delays = await asyncio.gather(
            self._panel("days", core.read_reward_days(asked), RewardDays()),
            self._panel("others", core.read_other_policies(asked), OtherPolicies()),
            self._panel("slices", core.read_reward_slices(asked), RewardSlices()),
            self._panel("delays", core.read_reward_delays(asked), Delays()),
        )
        self.spec, self.window = days.spec, f"{days.window_h}{THIN}h"
        self.days, self.settled = days_shown(days, here), settled_shown(days, here)
        self.others = others_shown(others, here)
        self.slices, self.delays = slices_shown(slices, here), delays_shown(delays)
        self.bar = filter_line(days, here, await views_of(here, PAGE))
        self.ready = True


def filter_line(told: RewardDays, here: Here, views: list[Choice]) -> FilterBar:
    """Return the line of filters: by policy, with the export of what is on the screen."""
    address = here.address
    csv, json = exports(address, PAGE)
    return FilterBar(
        views=views,
        chips=chips(address),
        choices=[
            Choice(address.with_filter(f"policy:{it}").href, f"policy = {it}")
            for it in told.policies
        ],
        left=title(told),
        csv=csv,
        json=json,
        clear=address.without("f").href if address.every("f") else "",
    )
