"""Bound a mean at every moment at once, so that looking often does no harm."""

import math
from dataclasses import dataclass

import numpy as np

from core.domain.pick import Floats

SHARPEST = 2000
"""Number of picks at which the asymptotic sequence is narrowest."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """A lower and an upper bound on the mean so far, after each of n numbers, (…, n)."""

    lower: Floats
    upper: Floats


def asymptotic(y: Floats, alpha: float, sharpest: int = SHARPEST) -> Bounds:
    """Return bounds on the running mean of y, (…, n); each is passed with probability <= alpha.

    Holds for averages that have become nearly normal: look only after some hundreds.
    Args: alpha below 1/2 is for one side, at all times together.
    Source: Waudby-Smith et al., "Time-uniform central limit theory" (Annals of Statistics 2024).
    """
    t = np.arange(1, y.shape[-1] + 1, dtype=np.float64)
    mean = np.cumsum(y, axis=-1) / t
    variance = np.maximum(np.cumsum(y * y, axis=-1) / t - mean * mean, 0.0)
    both = 2 * alpha
    rho2 = (-2 * math.log(both) + math.log(-2 * math.log(both) + 1)) / sharpest
    known = t * rho2 + 1
    half = np.sqrt(variance * 2 * known / (t * t * rho2) * np.log(np.sqrt(known) / both))
    return Bounds(mean - half, mean + half)


def bernstein(y: Floats, alpha: float, reach: float, mean_reach: float) -> Bounds:
    """Return bounds that hold from the first number on, not only in the long run, (…, n).

    Each is passed with probability <= alpha (empirical Bernstein); wider than `asymptotic`.
    Args: |y| <= reach, and no mean lies beyond mean_reach <= reach.   Raises: ValueError.
    """
    if np.abs(y).max(initial=0.0) > reach:
        raise ValueError(reach)
    span = reach + mean_reach
    lower = span * bernstein_lower((y + reach) / span, alpha) - reach
    upper = reach - span * bernstein_lower((reach - y) / span, alpha)
    return Bounds(lower, upper)


def bernstein_lower(y: Floats, alpha: float) -> Floats:
    """Return the lower bound on the mean of y >= 0 with a mean of at most 1, (…, n).

    The first guesses are 1/2 for the mean and 1/4 for the variance; each number is weighed by what
    was known before it.
    Source: Waudby-Smith & Ramdas, "Estimating means of bounded random variables by betting" (2024);
    Karampatziakis, Mineiro & Ramdas, "Off-policy confidence sequences" (ICML 2021).
    """
    i = np.arange(1, y.shape[-1] + 1, dtype=np.float64)
    mean = np.clip((0.5 + np.cumsum(y, axis=-1)) / (i + 1), 0.0, 1.0)
    variance = (0.25 + np.cumsum((y - mean) ** 2, axis=-1)) / (i + 1)
    bet = np.sqrt(2 * math.log(1 / alpha) / (_before(variance, 0.25) * i * np.log1p(i)))
    bet = np.minimum(bet, 0.5)
    loss = np.cumsum((-np.log1p(-bet) - bet) * (y - _before(mean, 0.5)) ** 2, axis=-1)
    won = np.cumsum(bet * y, axis=-1) - math.log(1 / alpha) - loss
    lower: Floats = won / np.cumsum(bet, axis=-1)
    return lower


def _before(x: Floats, first: float) -> Floats:
    """Return what was known before each number."""
    return np.concatenate([np.full_like(x[..., :1], first), x[..., :-1]], axis=-1)
