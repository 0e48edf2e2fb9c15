"""Follow an experiment day by day: cumulative reward a pick, who is likely the best, who served: pure."""

from collections.abc import Sequence

import numpy as np

from core.analytics.jackknife import ratio
from core.analytics.policy_sums import MILLI
from core.domain.experiment_panel import Point
from core.domain.pick import Floats
from core.domain.rollup import BUCKETS, Dim, Grain
from core.domain.rollup_query import By, SumsRow, SumsWanted
from core.usecases.experiments.figures import likely_best
from core.usecases.experiments.ground import Days

MOST_POINTS = 60
"""A longer experiment is told in strides of several days."""
BY_DAY = frozenset({By.START, By.VALUE, By.BUCKET})
"""How sums are told apart."""


def course_wanted(name: str, days: Days) -> SumsWanted:
    """Return which sums a course is made of."""
    names = ("tips", "reward_milli")
    return SumsWanted(
        Grain.DAY, days.first, days.end, Dim.ARM, BY_DAY, experiments=(name,), names=names
    )


def course(arms: Sequence[str], days: Days, rows: Sequence[SumsRow]) -> tuple[Point, ...]:
    """Return the points of a course, the last day always among them; arms in this order."""
    tips, earned = _by_day(arms, days, rows)
    all_tips, all_earned = tips.cumsum(axis=1), earned.cumsum(axis=1)
    found, before = [], -1
    for at in places(days):
        settled = days.first + at < days.settled
        rewards = tuple(
            ratio(all_earned[arm, at], all_tips[arm, at]) for arm in range(len(arms) * settled)
        )
        served = tips[:, before + 1 : at + 1].sum(axis=(1, 2))
        total = float(served.sum())
        found.append(
            Point(
                day=days.first + at,
                rewards=rewards,
                chances=likely_best(rewards),
                weights=tuple(float(it) / total for it in served) if total else (),
                settled=settled,
            )
        )
        before = at
    return tuple(found)


def places(days: Days) -> tuple[int, ...]:
    """Return which days are points, counted from the first one: the last, and backwards from it."""
    last = days.end - days.first - 1
    stride = -(-(last + 1) // MOST_POINTS)
    return tuple(range(last, -1, -stride))[::-1]


def _by_day(arms: Sequence[str], days: Days, rows: Sequence[SumsRow]) -> tuple[Floats, Floats]:
    """Return picks and rewards by arm, day and group of users, (k, n, 20) each."""
    tips = np.zeros((len(arms), days.end - days.first, BUCKETS))
    earned = np.zeros_like(tips)
    place = {arm: at for at, arm in enumerate(arms)}
    for row in rows:
        if row.value in place:  # an arm that nobody should be in is an alarm, not a curve
            at = (place[row.value], (row.start or 0) - days.first, row.bucket or 0)
            tips[at], earned[at] = row.sums.tips, row.sums.reward_milli / MILLI
    return tips, earned
