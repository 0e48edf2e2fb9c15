"""Read what tips were worth over time, and whether that changed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.analytics.policy_sums import PolicySums
from core.domain.overview import History
from core.domain.period import INSTANT, Grain, Period, midnight
from core.domain.pieces import hour_number
from core.domain.reward_panel import Bar, RewardDays, RewardsAsked
from core.domain.rollup import Grain as Cell
from core.domain.rollup import Sums
from core.domain.rollup_query import By, SumsWanted
from core.ports import Store, Work
from core.rewards.ladder import REWARD_SPEC
from core.rewards.window import WINDOW
from core.usecases.overview.read_overview import Chronicle, nothing_told
from core.usecases.rewards import days
from core.usecases.rewards.days import Cells
from core.usecases.rewards.settled import Days, narrowed, open_from, policies_in, settled, touched

NAMES = (
    *("tips", "open", "done", "snooze", "dismiss", "none", "withdrawn", "vanished", "final"),
    *("rewarded", "reward_milli", "reward_minus_1000", "reward_minus_300", "reward_100"),
    *("reward_300", "reward_600", "reward_1000", "reward_other"),
)
"""What bars and means are made of."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
"""What a window is told in, and what days are apart by."""


@dataclass(frozen=True, slots=True)
class ReadRewardDays:
    """Say how rewards went within a period: from sums alone."""

    store: Store
    chronicle: Chronicle = nothing_told

    async def __call__(self, asked: RewardsAsked) -> RewardDays:
        """Return it; the other period is compared on as many days as are settled in this one."""
        period = asked.period
        async with self.store.reading() as work:
            counted = await _read(work, asked)
            history = await self.chronicle(work, period.start, period.end)
        return _told(asked, counted, history)


@dataclass(frozen=True, slots=True)
class _Counted:
    """What a period is made of: its days, its hours where these are drawn, and the other period."""

    days: Cells
    hours: Cells
    before: PolicySums
    policies: tuple[str, ...]


async def _read(work: Work, asked: RewardsAsked) -> _Counted:
    every, done = touched(asked.period), settled(asked.period, asked.now)
    names = await narrowed(work, asked.whose, every)
    hourly = days.grain_of(asked.period, asked.grain) is Grain.HOUR
    span = _hours_of(asked.period.start, asked.period.end)
    return _Counted(
        days={
            **await _cells(work, Cell.DAY, every, names),
            **await _cut(work, asked.period, names),
        },
        hours=await _cells(work, Cell.HOUR, span, names) if hourly else {},
        before=await _before(work, asked, done),
        policies=await policies_in(work, every),
    )


async def _cut(work: Work, period: Period, policies: tuple[str, ...]) -> Cells:
    """Return what is counted of the days that a period cuts, by the hours that it touches."""
    found = {}
    for day in {period.first, period.last}:
        start, end = midnight(day, period.zone), midnight(day + DAY, period.zone)
        if period.start > start or period.end < end:
            span = _hours_of(max(start, period.start), min(end, period.end))
            cells = await _cells(work, Cell.HOUR, span, policies)
            found[day.toordinal()] = days.summed(cells.values())
    return found


async def _before(work: Work, asked: RewardsAsked, done: Days) -> PolicySums:
    """Return what is counted of the other period's first days, as many as are settled in this one."""
    if asked.other is None or not done.count:
        return PolicySums()
    first = asked.other.first.toordinal()
    span = Days(first, first + done.count)
    names = await narrowed(work, asked.whose, span)
    return days.summed((await _cells(work, Cell.DAY, span, names)).values())


async def _cells(work: Work, grain: Cell, span: Days, policies: tuple[str, ...]) -> Cells:
    """Return what is counted of each hour or day, by group of users."""
    by = frozenset({By.START, By.BUCKET})
    wanted = SumsWanted(grain, span.first, span.end, by=by, policies=policies, names=NAMES)
    found: dict[int, dict[int, Sums]] = {}
    for row in await work.rollups.sums(wanted):
        found.setdefault(row.start or 0, {})[row.bucket or 0] = row.sums
    return {start: PolicySums(groups) for start, groups in found.items()}


def _told(asked: RewardsAsked, counted: _Counted, history: History) -> RewardDays:
    done, grain = settled(asked.period, asked.now), days.grain_of(asked.period, asked.grain)
    cells = {day: cell for day, cell in counted.days.items() if day in done}
    every, first = touched(asked.period), open_from(asked.period, asked.now)
    whole = days.summed(cells.values())
    against = days.compared(counted.before, whole) if asked.other else None
    return RewardDays(
        grain=grain,
        bars=_bars(asked, counted, grain),
        total=days.levels(days.total_of(whole)),
        mean=whole.reward,
        compared=days.since_promotion(cells, history.reigns, asked.period) or against,
        history=history,
        spec=REWARD_SPEC,
        window_h=WINDOW // HOUR,
        settled=done.last,
        open_days=sum(it >= first for it in range(every.first, every.end)),
        policies=counted.policies,
    )


def _bars(asked: RewardsAsked, counted: _Counted, grain: Grain) -> tuple[Bar, ...]:
    if grain is Grain.HOUR:
        span = _hours_of(asked.period.start, asked.period.end)
        return days.bars_of_hours(counted.hours, span.first, span.end, asked.now)
    first = open_from(asked.period, asked.now)
    return days.bars_of_days(counted.days, asked.period, grain, first)


def _hours_of(start: datetime, end: datetime) -> Days:
    """Return the hours between two moments, in hours since 1970; those that are cut too."""
    return Days(hour_number(start), hour_number(end - INSTANT) + 1)
