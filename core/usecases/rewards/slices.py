"""Make slices of rewards from sums by value and group of users: pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import numpy as np

from core.analytics.apart import Apart, apart
from core.analytics.group_sums import FEWEST_EVENTS, Sums
from core.analytics.jackknife import ratio
from core.analytics.policy_sums import MILLI
from core.domain.fact import UNKNOWN, DueIn, Length, ListSize, Tenure
from core.domain.pick import Floats
from core.domain.reward_panel import RewardSlices, Slice, Sliced
from core.domain.rollup import BUCKETS, Dim
from core.domain.rollup_query import SumsRow

FEWEST_USERS = 10
"""A slice is shown from so many users on: rewards of fewer could be told apart by who knows them."""
WEEKDAY = "weekday"
"""What days are cut by, beside the dimensions of tips."""
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Values of the weekday, in order."""
HOURS = {"06_09": range(6, 9), "09_12": range(9, 12), "12_15": range(12, 15)} | {
    "15_18": range(15, 18),
    "18_21": range(18, 21),
    "21_24": range(21, 24),
    "00_06": range(6),
}
"""Hours on the user's wall, several together; the night comes last."""
ORDERS: Mapping[str, Sequence[str]] = {
    Dim.HOUR: tuple(HOURS),
    Dim.PRIORITY: ("p1", "p2", "p3", "p4"),
    Dim.TENURE: tuple(Tenure),
    Dim.SIZE: tuple(ListSize),
    Dim.DUE: tuple(DueIn),
    Dim.MINUTES: tuple(Length),
    Dim.SURFACE: (),
    WEEKDAY: WEEKDAYS,
}
"""What settled picks are cut by, and the order of values; what is not named here comes behind."""

Cuts = Mapping[str, Floats]
"""Rewards in thousandths and how many there are, by group of users, (2, 20), of each value."""


def cuts_of(by: str, rows: Sequence[SumsRow]) -> Cuts:
    """Return what is counted of each value of a dimension, or of each weekday from rows by day."""
    found: dict[str, Floats] = {}
    for row in rows:
        cut = found.setdefault(_value(by, row), np.zeros((2, BUCKETS)))
        cut[:, row.bucket or 0] += row.sums.reward_milli, row.sums.rewarded
    known = [it for it in ORDERS[by] if it in found]
    return {it: found[it] for it in (*known, *sorted(found.keys() - set(known)))}


def sliced(cuts: Mapping[str, Cuts]) -> RewardSlices:
    """Return all slices that hold anything, with those marked that stand out among them all."""
    tested = list(_tested(cuts))
    found = dict(zip([key for key, _ in tested], apart([it for _, it in tested]), strict=True))
    dimensions = (
        Sliced(by, tuple(_slice(it, cut, found.get((by, it))) for it, cut in values.items()))
        for by, values in cuts.items()
    )
    total = sum(cuts.get(WEEKDAY, {}).values(), np.zeros((2, BUCKETS)))
    return RewardSlices(ratio(total[0] / MILLI, total[1]), tuple(dimensions))


def hidden(cut: Floats) -> bool:
    """Return whether a slice may not be shown: too few picks, or perhaps too few users.

    Users are not counted by slice; each group that has any pick has at least one of them.
    """
    return bool(cut[1].sum() < FEWEST_EVENTS or (cut[1] > 0).sum() < FEWEST_USERS)


def _tested(cuts: Mapping[str, Cuts]) -> Iterator[tuple[tuple[str, str], tuple[Sums, Sums]]]:
    """Return each slice that is shown, with all others of its dimension together."""
    for by, values in cuts.items():
        whole = sum(values.values(), np.zeros((2, BUCKETS)))
        for value, cut in values.items():
            if not hidden(cut):
                yield (by, value), (_sums(cut), _sums(whole - cut))


def _slice(value: str, cut: Floats, found: Apart | None) -> Slice:
    picks = round(float(cut[1].sum()))
    if hidden(cut):
        return Slice(value, picks, hidden=True)
    mean = ratio(cut[0] / MILLI, cut[1])
    if found is None:
        return Slice(value, picks, mean)
    return Slice(value, picks, mean, found.change, found.clear)


def _sums(cut: Floats) -> Sums:
    return Sums(cut[0] / MILLI, cut[1])


def _value(by: str, row: SumsRow) -> str:
    if by == WEEKDAY:
        return WEEKDAYS[date.fromordinal(row.start or 1).weekday()]
    value = row.value or UNKNOWN
    if by == Dim.HOUR and value.isdigit():
        return next(name for name, hours in HOURS.items() if int(value) in hours)
    return value
