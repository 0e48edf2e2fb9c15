"""Compare two policies on the very same people, one number a person."""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr, stdtrit  # type: ignore[import-untyped]  # scipy ships no types

from core.analytics.estimate import SURE, demand_persons
from core.domain.pick import Floats

ROUNDING = 1e-12
"""Differences below this share of the largest number are sums taken in another order: none."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A mean difference over n people by Student's t; `sd` is that of one person's difference."""

    mean: float
    low: float
    high: float
    p: float
    """Chance of a mean as far from 0 when there is no difference, both sides together."""
    n: int
    sd: float

    def at(self, confidence: float) -> "Difference":
        """Return the same difference with the bounds of another confidence."""
        return student(self.mean, self.sd, self.n, confidence)


def paired(a: Floats, b: Floats, confidence: float = SURE) -> Difference:
    """Return a minus b; the person is the unit, however many decisions or seeds stand behind.

    When everybody differs by the same there is no doubt left: p is 1 for 0, and 0 for all else.
    Args: a, b (u,) hold the means of the same people in the same order.
    Raises: TooFewPeople below two; ValueError when shapes differ or a number is not finite.
    """
    return of_persons(apart(a, b), confidence)


def of_persons(values: Floats, confidence: float = SURE) -> Difference:
    """Return the mean of one number a person, (u,), as a difference from 0.

    Raises: as `paired`.
    """
    demand_persons(values)
    sd = 0.0 if np.ptp(values) == 0 else float(np.std(values, ddof=1))
    return student(float(values.mean()), sd, len(values), confidence)


def apart(a: Floats, b: Floats) -> Floats:
    """Return a - b person by person, (u,); what is mere rounding becomes 0.

    Raises: as `paired`.
    """
    demand_persons(a, b)
    largest = max(float(np.abs(a).max()), float(np.abs(b).max()))
    difference: Floats = a - b
    return np.where(np.abs(difference) <= ROUNDING * largest, 0.0, difference)


def student(mean: float, sd: float, n: int, confidence: float) -> Difference:
    """Return the difference with this mean, whose standard error is sd / sqrt(n)."""
    error = sd / float(np.sqrt(n))
    # What scipy.stats.t calls itself, without its checks: a long run asks thirty thousand times.
    half = float(stdtrit(n - 1, (1 + confidence) / 2)) * error
    p = float(mean == 0) if error == 0 else 2 * float(stdtr(n - 1, -abs(mean) / error))
    return Difference(mean=mean, low=mean - half, high=mean + half, p=p, n=n, sd=sd)
