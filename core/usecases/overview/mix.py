"""Make the mix of reactions over time, and who chose the tips, from sums: pure."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from core.domain.overview import Bar, Chosen, Endings, History, Mix
from core.domain.period import Grain, midnight
from core.domain.rollup import Sums
from core.usecases.overview.ground import Ground
from core.usecases.overview.kpis import DAYS_DRAWN, WEEK_D, of_tips

HOURLY_D = 4
"""Up to so many days can be drawn hour by hour."""
HOUR_S = 3600
"""Seconds of an hour."""


def grain_of(ground: Ground, asked: Grain) -> Grain:
    """Return the grain that a period is drawn in: the one asked for, if that many bars fit."""
    days = len(ground.day_by_day)
    if asked is Grain.HOUR and days > HOURLY_D:
        asked = Grain.DAY
    return Grain.WEEK if asked is Grain.DAY and days > DAYS_DRAWN else asked


def mix(
    now: Ground, before: Ground | None, drawn: tuple[Grain, tuple[Bar, ...]], history: History
) -> Mix:
    """Return the mix of a period, with what changed against another; `drawn` are its bars."""
    total = Sums()
    for row in now.rows:
        total = total.plus(row.sums)
    return Mix(
        grain=drawn[0],
        bars=drawn[1],
        total=endings(total),
        left_out=total.withdrawn + total.vanished,
        done=of_tips(now, before, lambda it: it.done).change,
        dismiss=of_tips(now, before, lambda it: it.dismiss).change,
        history=history,
    )


def bars_of_days(ground: Ground, grain: Grain) -> tuple[Bar, ...]:
    """Return a bar for each day of a period, or for each week, which begins on a Monday."""
    found: dict[int, Endings] = {}
    for day in ground.day_by_day:
        first = day - (day - 1) % WEEK_D if grain is Grain.WEEK else day  # ordinal 1 was a Monday
        counted = endings(ground.days.get(day, Sums()))
        found[first] = found[first].plus(counted) if first in found else counted
    zone = ground.period.zone
    return tuple(Bar(midnight(date.fromordinal(it), zone), sums) for it, sums in found.items())


def bars_of_hours(first: int, end: int, hours: Mapping[int, Sums]) -> tuple[Bar, ...]:
    """Return a bar for each hour, in hours since 1970."""
    return tuple(
        Bar(datetime.fromtimestamp(it * HOUR_S, UTC), endings(hours.get(it, Sums())))
        for it in range(first, end)
    )


def endings(sums: Sums) -> Endings:
    """Return how tips ended that could be answered."""
    return Endings(sums.done, sums.snooze, sums.dismiss, sums.none, sums.open)


def chosen(ground: Ground) -> tuple[Chosen, ...]:
    """Return who chose the tips of a period, the most first; those by chance last."""
    tips: dict[tuple[str, str], int] = {}
    chance = 0
    for row in ground.rows:
        key = (row.policy or "", row.experiment or "")
        tips[key] = tips.get(key, 0) + row.sums.tips - row.sums.fallbacks
        chance += row.sums.fallbacks
    rows = [Chosen(*key, n) for key, n in tips.items() if n > 0]
    rows.sort(key=lambda it: (-it.tips, it.experiment, it.policy))
    return (*rows, *([Chosen("", "", chance, fallback=True)] if chance else []))
