"""Put intervals around ratios of sums: leave out one group of users after the other."""

import math

import numpy as np
from scipy.special import stdtrit  # type: ignore[import-untyped]  # scipy ships no types

from core.analytics.estimate import SURE
from core.analytics.group_sums import Sums, count_of, demand_groups, smaller
from core.domain.figure import Change, Figure, TooFew
from core.domain.pick import Floats

ROUNDING = 1e-12
"""A standard error below this share of the numbers it stands for is sums taken in another order."""


def ratio(numerators: Floats, denominators: Floats) -> Figure | TooFew:
    """Return sum(numerators) / sum(denominators) with its interval, in the unit of their ratio.

    Leaves each group out once and takes Student's t for g - 1; groups without anything do not count.
    In made-up logs whose users differ, 30, 60, 200 and 1000 of them, 95 % held the truth in 93.2,
    94.9, 94.9 and 95.1 % of 4000 runs.
    Args: (g,) sums per group of users; the denominators count events.   Raises: ValueError.
    Source: Wolter, "Introduction to variance estimation" (2007), ch. 4; Kott, "The delete-a-group
    jackknife" (2001).
    """
    sums = Sums(numerators, denominators)
    if few := sums.few:
        return few
    return figure(sums.value, sums.left_out(sums.there), count_of(denominators))


def difference(now: Sums, before: Sums) -> Change | TooFew:
    """Return the ratio now minus before, when both are of the same users in the same groups.

    Each group is left out of both at once: what users share in both periods cancels.
    Raises: ValueError when the numbers of groups differ.
    """
    demand_groups(now.numerators, before.numerators)
    if few := smaller(now.few, before.few):
        return few
    kept = now.there | before.there
    replicas = now.left_out(kept) - before.left_out(kept)
    count = min(count_of(now.denominators), count_of(before.denominators))
    return change(now.value - before.value, replicas, count)


def independent_difference(one: Sums, other: Sums) -> Change | TooFew:
    """Return the ratio of one minus that of the other, when no user is in both.

    Two arms of an experiment are such, though both are cut into the same groups.
    Source: Welch (1947) and Satterthwaite (1946) for the degrees of freedom.
    """
    if few := smaller(one.few, other.few):
        return few
    errors = [standard_error(it.value, it.left_out(it.there)) for it in (one, other)]
    variances = [it * it for it in errors]
    known = sum(
        v * v / (int(it.there.sum()) - 1) for v, it in zip(variances, (one, other), strict=True)
    )
    freedom = sum(variances) ** 2 / known if known else math.inf
    count = min(count_of(one.denominators), count_of(other.denominators))
    return spread(one.value - other.value, math.hypot(*errors), freedom, count)


def figure(value: float, replicas: Floats, count: int, sure: float = SURE) -> Figure:
    """Return a number with its interval; replicas (g,) are the same without each group."""
    it = change(value, replicas, count, sure)
    return Figure(it.value, it.low, it.high, it.error, count)


def change(value: float, replicas: Floats, count: int, sure: float = SURE) -> Change:
    """Return a difference with its interval; replicas (g,) are the same without each group."""
    return spread(value, standard_error(value, replicas), len(replicas) - 1, count, sure=sure)


def spread(value: float, error: float, freedom: float, count: int, *, sure: float = SURE) -> Change:
    """Return a difference with Student's interval around it."""
    half = reach(freedom, sure) * error
    return Change(value, value - half, value + half, error, count, freedom)


def reach(freedom: float, sure: float = SURE) -> float:
    """Return how many standard errors Student's interval reaches to either side.

    What scipy.stats.t calls itself, without its checks: one overview asks eighty times.
    """
    return float(stdtrit(freedom, (1 + sure) / 2))


def standard_error(value: float, replicas: Floats) -> float:
    """Return the jackknife's standard error; replicas (g,) leave each group out."""
    g = len(replicas)
    error = math.sqrt((g - 1) / g * float(((replicas - value) ** 2).sum()))
    largest = max(abs(value), float(np.abs(replicas).max()))
    return 0.0 if error <= ROUNDING * largest else error
