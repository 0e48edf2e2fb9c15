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

    With shares s and rates r of a slice, and the rate R of all, 0 before and 1 now, it is
        s1 r1 - s0 r0 - (s1 - s0) (R1 + R0) / 2
        = (s1 + s0) / 2 (r1 - r0)  +  (s1 - s0) ((r1 + r0) / 2 - (R1 + R0) / 2)
    The first part is the slice's own change, the second what it did by growing or shrinking: that
    counts only as far as it is better or worse than all. Shares sum to 1, so what is taken off sums
    to nothing. A slice that is new or gone contributes by its size alone.
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
    all1, all0 = d1.sum(axis=-1, keepdims=True), d0.sum(axis=-1, keepdims=True)
    middle = (n1.sum(axis=-1, keepdims=True) / all1 + n0.sum(axis=-1, keepdims=True) / all0) / 2
    parts: Floats = n1 / all1 - n0 / all0 - (d1 / all1 - d0 / all0) * middle
    return parts


def _rates(numerators: Floats, denominators: Floats) -> Floats:
    """Return rates, NaN where there is no event."""
    there = denominators > 0
    nothing = np.full(denominators.shape, nan)
    rates: Floats = np.divide(numerators, denominators, out=nothing, where=there)
    return rates


def _described(n1: Floats, d1: Floats, n0: Floats, d0: Floats) -> list[tuple[float, ...]]:
    """Return share before and now, rate before and now of each slice."""
    columns = d0 / d0.sum(), d1 / d1.sum(), _rates(n0, d0), _rates(n1, d1)
    return list(zip(*(it.tolist() for it in columns), strict=True))
