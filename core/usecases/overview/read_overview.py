"""Read what the overview says of tips: figures, mix, guardrails, who chose."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from core.domain.overview import Bar, History, Overview
from core.domain.period import Grain, Period
from core.domain.pieces import hour_number
from core.domain.rollup import Grain as Cells
from core.domain.rollup_query import By, SumsWanted
from core.domain.user_query import UserField, UsersWanted
from core.ports import Store, Work
from core.usecases.overview.ground import NAMES, Ground, read_ground
from core.usecases.overview.guards import guards
from core.usecases.overview.kpis import kpis
from core.usecases.overview.mix import bars_of_days, bars_of_hours, chosen, grain_of, mix

Chronicle = Callable[[Work, datetime, datetime], Awaitable[History]]
"""Who knows what happened within a period, and who was champion."""


async def nothing_told(_work: Work, _start: datetime, _end: datetime) -> History:
    """Return an empty history: nobody writes one."""
    return History()


@dataclass(frozen=True, slots=True)
class ReadOverview:
    """Say how tips went within a period, beside another one: from sums alone."""

    store: Store
    chronicle: Chronicle = nothing_told

    async def __call__(self, period: Period, other: Period | None, grain: Grain) -> Overview:
        """Return it."""
        async with self.store.reading() as work:
            now = await read_ground(work, period)
            before = await read_ground(work, other) if other else None
            grain = grain_of(now, grain)
            bars = await _bars(work, now, grain)
            links = await read_links(work)
            history = await self.chronicle(work, period.start, period.end)
        return Overview(
            kpis=kpis(now, before, sum(links.values())),
            mix=mix(now, before, (grain, bars), history),
            guards=guards(now, before, links),
            chosen=chosen(now),
        )


async def read_links(work: Work) -> Mapping[str, int]:
    """Return how many users there are by how their link stands."""
    facets = await work.user_facts.facet(UsersWanted(), UserField.LINK)
    return {it.value: it.count for it in facets}


async def _bars(work: Work, ground: Ground, grain: Grain) -> tuple[Bar, ...]:
    if grain is not Grain.HOUR:
        return bars_of_days(ground, grain)
    period = ground.period
    first, end = hour_number(period.start), hour_number(period.end) + 1
    wanted = SumsWanted(Cells.HOUR, first, end, by=frozenset({By.START}), names=NAMES)
    hours = {row.start or 0: row.sums for row in await work.rollups.sums(wanted)}
    return bars_of_hours(first, end, hours)
