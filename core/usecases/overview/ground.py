"""Read the sums of a period, whatever minute it is cut at."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from core.domain.period import Period
from core.domain.pick import Floats
from core.domain.pieces import Pieces, hour_number, pieces
from core.domain.rollup import BUCKETS, Grain, Measure, Sums
from core.domain.rollup_query import BinsWanted, By, SumsRow, SumsWanted
from core.domain.user_fact import Active
from core.ports import Work

APART = frozenset({By.POLICY, By.EXPERIMENT, By.BUCKET})
"""What sums are told apart by: who chose, and groups of users."""

NAMES = (
    *("tips", "done", "snooze", "dismiss", "none", "open", "withdrawn", "vanished"),
    *("undone", "fallbacks"),
)
"""What figures are made of; a part of an hour counts the same."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What figures of a period are made of; `rows` are of all of it, `full` of its whole days.

    `actives` and `groups` are users active by day and by group of users, on whole days; on the day
    in progress when there is none. `times` are bins of times by measure, of whole days likewise.
    """

    period: Period
    pieces: Pieces
    days: Mapping[int, Sums]
    full: tuple[SumsRow, ...]
    rows: tuple[SumsRow, ...]
    actives: Mapping[int, Active]
    groups: Mapping[int, Active]
    times: Mapping[Measure, Mapping[int, int]]

    @property
    def span(self) -> tuple[int, int]:
        """Return the first of the days that users and times are of, and the one after the last."""
        return user_days(self.period, self.pieces)

    @property
    def day_by_day(self) -> range:
        """Return every day that the period touches."""
        return range(self.period.first.toordinal(), self.period.last.toordinal() + 1)


def user_days(period: Period, cut: Pieces) -> tuple[int, int]:
    """Return the whole days of a period; the days it touches when none is whole."""
    if cut.days:
        return cut.first, cut.end
    return period.first.toordinal(), period.last.toordinal() + 1


async def read_ground(work: Work, period: Period) -> Ground:
    """Return what is counted of a period: a handful of statements, few rows."""
    cut = pieces(period)
    first, end = user_days(period, cut)
    by_day = await work.rollups.sums(
        SumsWanted(Grain.DAY, cut.first, cut.end, by=frozenset({By.START}), names=NAMES)
    )
    sums = {row.start or 0: row.sums for row in by_day}
    full = await work.rollups.sums(SumsWanted(Grain.DAY, cut.first, cut.end, by=APART, names=NAMES))
    ragged = await _ragged(work, cut)
    for start, rows in ragged:
        day = start.astimezone(period.zone).toordinal()
        for row in rows:
            sums[day] = sums[day].plus(row.sums) if day in sums else row.sums
    measures = (Measure.ANSWERED_MS, Measure.TOOK_US)
    return Ground(
        period=period,
        pieces=cut,
        days=sums,
        full=full,
        rows=(*full, *(row for _, rows in ragged for row in rows)),
        actives=await work.actives.series(first, end),
        groups=await work.actives.groups(first, end),
        times={it: await _bins(work, it, first, end) for it in measures},
    )


async def _ragged(work: Work, cut: Pieces) -> list[tuple[datetime, tuple[SumsRow, ...]]]:
    """Return what is counted outside of whole days, with when each piece begins."""
    found = []
    for start, end in cut.hours:
        wanted = SumsWanted(Grain.HOUR, hour_number(start), hour_number(end), by=APART, names=NAMES)
        found.append((start, await work.rollups.sums(wanted)))
    for start, end in cut.parts:
        found.append((start, await work.overviews.part(start, end)))
    return found


async def _bins(work: Work, measure: Measure, first: int, end: int) -> Mapping[int, int]:
    rows = await work.rollups.bins(BinsWanted(measure, first, end))
    return rows[0].counts if rows else {}


def by_group(rows: Iterable[SumsRow], count: Callable[[Sums], int]) -> Floats:
    """Return what is counted of each group of users, (20,)."""
    found = np.zeros(BUCKETS)
    for row in rows:
        found[row.bucket or 0] += count(row.sums)
    return found


def active_by_group(groups: Mapping[int, Active], count: Callable[[Active], int]) -> Floats:
    """Return how many users of each group were active, (20,)."""
    return np.array([float(count(groups.get(it, Active()))) for it in range(BUCKETS)])


def answerable(sums: Sums) -> int:
    """Return how many tips could be answered: neither taken back nor gone elsewhere."""
    return sums.done + sums.snooze + sums.dismiss + sums.none + sums.open


def answered(sums: Sums) -> int:
    """Return how many were."""
    return sums.done + sums.snooze + sums.dismiss
