"""Make bars, means and what changed of sums of rewards by day and group of users: pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from core.analytics.group_sums import Sums as Groups
from core.analytics.jackknife import difference
from core.analytics.policy_sums import MILLI, PolicySums
from core.domain.deployment import Reign
from core.domain.figure import Change, TooFew
from core.domain.period import Grain, Period, midnight
from core.domain.reward_panel import Bar, Compared, Levels
from core.domain.rollup import Sums
from core.rewards.window import WINDOW

HOURLY_D, DAILY_D = 4, 93
"""Up to so many days are drawn hour by hour, and day by day."""
WEEK_D = 7
"""Days of a week."""
HOUR = timedelta(hours=1)
"""How long an hour is."""

Cells = Mapping[int, PolicySums]
"""What is counted of each hour or day, by group of users."""


def grain_of(period: Period, asked: Grain) -> Grain:
    """Return the grain that a period is drawn in: the one asked for, if that many bars fit."""
    if asked is Grain.HOUR and period.days > HOURLY_D:
        asked = Grain.DAY
    return Grain.WEEK if asked is Grain.DAY and period.days > DAILY_D else asked


def levels(sums: Sums) -> Levels:
    """Return what tips were worth; tips that nobody could answer are in none of them.

    A completion elsewhere is worth something without an answer. Mostly such a tip is gone; where
    more have a reward than were answered or are gone, the rest is not silent.
    """
    gone = sums.withdrawn + sums.vanished
    unasked = max(0, sums.rewarded - sums.done - sums.snooze - sums.dismiss - gone)
    return Levels(
        minus_1000=sums.reward_minus_1000,
        minus_300=sums.reward_minus_300,
        silent=max(0, sums.none + sums.open - unasked),
        plus_100=sums.reward_100,
        plus_300=sums.reward_300,
        plus_600=sums.reward_600,
        plus_1000=sums.reward_1000,
        other=sums.reward_other,
    )


def bars_of_days(cells: Cells, period: Period, grain: Grain, open_from: int) -> tuple[Bar, ...]:
    """Return a bar for each day of a period, or for each week, which begins on a Monday.

    Args: from day `open_from` on windows are open; a week is open as long as its last day is.
    """
    found: dict[int, list[int]] = {}
    for day in range(period.first.toordinal(), period.last.toordinal() + 1):
        first = day - (day - 1) % WEEK_D if grain is Grain.WEEK else day  # ordinal 1 was a Monday
        found.setdefault(first, []).append(day)
    return tuple(
        _bar(
            midnight(date.fromordinal(first), period.zone),
            summed(cells[it] for it in days if it in cells),
            open_=days[-1] >= open_from,
        )
        for first, days in found.items()
    )


def bars_of_hours(cells: Cells, first: int, end: int, now: datetime) -> tuple[Bar, ...]:
    """Return a bar for each hour, in hours since 1970."""
    bars = []
    for hour in range(first, end):
        start = datetime.fromtimestamp(hour * HOUR.total_seconds(), UTC)
        still = start + HOUR + WINDOW > now
        bars.append(_bar(start, cells.get(hour, PolicySums()), open_=still))
    return tuple(bars)


def summed(cells: Iterable[PolicySums]) -> PolicySums:
    """Return what is counted of several hours or days together."""
    groups: dict[int, Sums] = {}
    for cell in cells:
        for bucket, sums in cell.groups.items():
            groups[bucket] = groups[bucket].plus(sums) if bucket in groups else sums
    return PolicySums(groups)


def since_promotion(cells: Cells, reigns: Sequence[Reign], period: Period) -> Compared | None:
    """Return before and after the newest promotion within the period; None where too few tell.

    The day of a promotion is of both policies, and counts for neither. Args: cells of settled days.
    """
    for number in range(len(reigns) - 1, -1, -1):
        reign = reigns[number]
        day = _day(reign.since, period)
        ends = _day(reign.until, period) if reign.until else period.last.toordinal() + 1
        begins = _day(reigns[number - 1].since, period) if number else 0
        before = summed(it for at, it in cells.items() if begins < at < day)
        after = summed(it for at, it in cells.items() if day < at < ends)
        found = compared(before, after, reign.policy, reign.since)
        if reign.since > period.start and not isinstance(found.mean, TooFew):
            return found
    return None


def compared(
    before: PolicySums, after: PolicySums, policy: str = "", since: datetime | None = None
) -> Compared:
    """Return the mean reward then and now, and how the shares of the best and the worst changed."""
    return Compared(
        before=before.reward,
        after=after.reward,
        mean=difference(_rewards(after), _rewards(before)),
        best=_share_change(before, after, lambda it: it.reward_1000),
        worst=_share_change(before, after, lambda it: it.reward_minus_1000),
        policy=policy,
        since=since,
    )


def total_of(cell: PolicySums) -> Sums:
    """Return what is counted of all groups of users together."""
    total = Sums()
    for sums in cell.groups.values():
        total = total.plus(sums)
    return total


def _bar(start: datetime, cell: PolicySums, *, open_: bool) -> Bar:
    total = total_of(cell)
    return Bar(
        start=start,
        levels=levels(total),
        mean=cell.reward,
        tips=total.tips,
        final=total.final,
        evident=total.rewarded,
        open=open_,
    )


def _rewards(cell: PolicySums) -> Groups:
    rewards = cell.by_group(lambda it: it.reward_milli) / MILLI
    return Groups(rewards, cell.by_group(lambda it: it.rewarded))


def _share_change(
    before: PolicySums, after: PolicySums, count: Callable[[Sums], int]
) -> Change | TooFew:
    """Return by how much the share of some tips changed, of all that have a level."""
    one, other = (
        Groups(it.by_group(count), it.by_group(lambda sums: levels(sums).total))
        for it in (after, before)
    )
    return difference(one, other)


def _day(moment: datetime, period: Period) -> int:
    return moment.astimezone(period.zone).toordinal()
