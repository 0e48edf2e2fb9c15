"""Show how a policy gets better as it gets to know a person."""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit  # type: ignore[import-untyped]  # scipy ships no types

from core.analytics.estimate import SURE, Estimate
from core.analytics.gap import gap_closed
from core.domain.pick import Floats

FIRST = 15
"""Decisions of the first phase: what a new person meets."""
NEXT = 60
"""Last decision of the second phase; the third is all the rest."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A share of the gap, or another figure, at each decision, all (t,); NaN where nothing is clear.

    The band of 95 % holds at each decision by itself, not along the whole curve at once.
    """

    share: Floats
    low: Floats
    high: Floats


def phases(worth: Floats) -> Floats:
    """Return each person's mean worth in the first 15 decisions, up to the 60th, and after, (u, 3).

    Args: worth (u, t) of each decision, NaN where a life had no more.
    NaN comes out where a person has no decision in a phase.
    """
    parts = (worth[:, :FIRST], worth[:, FIRST:NEXT], worth[:, NEXT:])
    return np.column_stack([_means(it) for it in parts])


def curve(worth: Floats, low: Floats, high: Floats, window: int | None = None) -> Curve:
    """Return the share of the gap closed in the last `window` decisions, or in all so far.

    At each point only people count who have a decision there within all three.
    Args: worth (u, t) of the policy, of chance and of the best possible, NaN where a life had no
    more.   Raises: ValueError when shapes differ or the window is below 1.
    """
    if not worth.shape == low.shape == high.shape or (window is not None and window < 1):
        raise ValueError(worth.shape, low.shape, high.shape, window)
    means = [moving(it, window or max(worth.shape[1], 1)) for it in (worth, low, high)]
    points = [_point(*(it[:, at] for it in means)) for at in range(worth.shape[1])]
    rows = np.array([(it.value, it.low, it.high) for it in points]).reshape(-1, 3)
    return Curve(rows[:, 0], rows[:, 1], rows[:, 2])


def moving(worth: Floats, window: int) -> Floats:
    """Return each row's mean over the last `window` decisions, (u, t); NaN once a life is over."""
    there = np.isfinite(worth)
    count = _trailing(there.astype(np.float64), window)
    total = _trailing(np.where(there, worth, 0.0), window)
    return np.where(there, total / np.maximum(count, 1), np.nan)


def means(values: Floats, confidence: float = SURE) -> Curve:
    """Return the mean over people (u, t) at each decision with its band, as `of_persons` has it.

    NaN stands where a person has no value, and comes out where fewer than two people have one.
    """
    there = np.isfinite(values)
    count = there.sum(axis=0).astype(np.float64)
    known = np.where(there, values, 0.0)
    mean = np.where(count > 1, known.sum(axis=0) / np.maximum(count, 1), np.nan)
    spread = (np.where(there, values - mean, 0.0) ** 2).sum(axis=0)
    left = np.where(count > 1, count - 1, 1.0)
    half = stdtrit(left, (1 + confidence) / 2) * np.sqrt(spread / left / np.maximum(count, 1))
    return Curve(mean, mean - half, mean + half)


def _means(worth: Floats) -> Floats:
    """Return the mean of what is there in each row, (u,); NaN where nothing is."""
    there = np.isfinite(worth)
    count = there.sum(axis=1)
    total = np.where(there, worth, 0.0).sum(axis=1)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def _trailing(x: Floats, window: int) -> Floats:
    summed = np.cumsum(x, axis=1)
    before = np.zeros_like(summed)
    before[:, window:] = summed[:, :-window]
    trailing: Floats = summed - before
    return trailing


def _point(worth: Floats, low: Floats, high: Floats) -> Estimate:
    there = np.isfinite(worth) & np.isfinite(low) & np.isfinite(high)
    people = int(there.sum())
    nothing = Estimate(np.nan, np.nan, np.nan, people)
    if people < 2:  # noqa: PLR2004  one person does not differ from anybody
        return nothing
    return gap_closed(worth[there], low[there], high[there]) or nothing
