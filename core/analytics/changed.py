"""Rank what moved a rate: how much each slice of the same events contributed to its change."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import nan

import numpy as np

from core.analytics.group_sums import FEWEST_EVENTS, Sums, left_out, smaller
from core.analytics.jackknife import change
from core.domain.figure import Change, TooFew
from core.domain.pick import Floats


@dataclass(frozen=True, slots=True)
class Slices:
    """Sums per group of users and value of one dimension, (g, v) both, of one period."""

    numerators: Floats
    denominators: Floats

    @property
    def whole(self) -> Sums:
        """Return the same without the dimension. Raises: ValueError for what cannot be sums."""
        return Sums(self.numerators.sum(axis=1), self.denominators.sum(axis=1))


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one slice did to the rate of all; shares of all events, rates of its own."""

    value: str
    contribution: Change
    share_before: float
    share_now: float
    rate_before: float
    """NaN when the slice had no event then."""
    rate_now: float
    """NaN when the slice has no event now."""

    @property
    def few(self) -> bool:
        """Return whether its events of both periods are too few to be named."""
        return self.contribution.count < FEWEST_EVENTS


def contributions(
    values: tuple[str, ...], now: Slices, before: Slices
) -> tuple[Contribution, ...] | TooFew:
    """Return what each slice contributed to the change of the rate; they sum to it exactly.

    With shares s and rates r of a slice, and the rate R of all, 0 before and 1 now:
        (s1 + s0) / 2 (r1 - r0)  +  (s1 - s0) ((r1 + r0) / 2 - (R1 + R0) / 2)
    The first part is the slice's own change, the second what it did by growing or shrinking: that
    counts only as far as it is better or worse than all, which is how the sum over slices of the
    mix is spread. A slice without events in one period is taken for unchanged: only its size counts.
    Intervals leave each group of users out of both periods at once.
    Args: values (v,) name the columns.   Raises: ValueError when shapes differ.
    Source: Kitagawa, "Components of a difference between two rates" (1955), mix centred on R.
    """
    if now.numerators.shape != before.numerators.shape or len(values) != now.numerators.shape[1]:
        raise ValueError(now.numerators.shape, before.numerators.shape, len(values))
    wholes = now.whole, before.whole
    if few := smaller(wholes[0].few, wholes[1].few):
        return few
    there = wholes[0].there | wholes[1].there
    totals = [it.sum(axis=0) for it in _columns(now, before)]
    replicas = _parts(*(left_out(it)[there] for it in _columns(now, before)))
    events = totals[1] + totals[3]
    return tuple(
        Contribution(value, change(whole, replica, round(count)), *row)
        for value, whole, replica, count, row in zip(
            values, _parts(*totals), replicas.T, events, _described(*totals), strict=True
        )
    )


def foremost(
    dimensions: Mapping[str, tuple[Contribution, ...] | TooFew],
) -> tuple[tuple[str, Contribution], ...]:
    """Return the slice of each dimension that contributed most either way, largest first.

    Slices of too few events are not named, nor are dimensions that have no other.
    """
    named = {
        dimension: [it for it in found if not it.few]
        for dimension, found in dimensions.items()
        if not isinstance(found, TooFew)
    }
    best = [(name, max(found, key=_size)) for name, found in named.items() if found]
    return tuple(sorted(best, key=lambda it: _size(it[1]), reverse=True))


def _size(it: Contribution) -> float:
    return abs(it.contribution.value)


def _columns(now: Slices, before: Slices) -> tuple[Floats, Floats, Floats, Floats]:
    return now.numerators, now.denominators, before.numerators, before.denominators


def _parts(n1: Floats, d1: Floats, n0: Floats, d0: Floats) -> Floats:
    """Return the contributions of sums (…, v), (…, v)."""
    s1, s0 = (it / it.sum(axis=-1, keepdims=True) for it in (d1, d0))
    all1, all0 = (
        n.sum(-1, keepdims=True) / d.sum(-1, keepdims=True) for n, d in ((n1, d1), (n0, d0))
    )
    r1, r0 = _rates(n1, d1), _rates(n0, d0)
    r1, r0 = np.where(d1 > 0, r1, r0), np.where(d0 > 0, r0, r1)
    parts: Floats = (s1 + s0) / 2 * (r1 - r0) + (s1 - s0) * ((r1 + r0) - (all1 + all0)) / 2
    return parts


def _rates(numerators: Floats, denominators: Floats) -> Floats:
    """Return rates, 0 where there is no event."""
    there = denominators > 0
    return np.divide(numerators, denominators, out=np.zeros(denominators.shape), where=there)


def _described(n1: Floats, d1: Floats, n0: Floats, d0: Floats) -> list[tuple[float, ...]]:
    """Return share before and now, rate before and now of each slice."""
    shares = d0 / d0.sum(), d1 / d1.sum()
    rates = [np.where(d > 0, _rates(n, d), nan) for n, d in ((n0, d0), (n1, d1))]
    return list(zip(*(it.tolist() for it in (*shares, *rates)), strict=True))
