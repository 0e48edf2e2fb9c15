"""Find how much weight to trust: the threshold whose estimate promises the smallest error.

Source: Su et al., "Doubly robust off-policy evaluation with shrinkage" (ICML 2020), in the form of
the Open Bandit Pipeline's tuning by mean squared error.
"""

import math
from collections.abc import Callable, Iterable

import numpy as np

from core.bandit.off_policy import Judged, shrunken, switched
from core.domain.pick import Floats

GRID = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, math.inf)
"""Thresholds to choose from; infinity leaves the weights alone, which is plain DR."""
DELTA = 0.1
"""How often the bound on the bias may fail."""


def tuned_tau(it: Judged, grid: Iterable[float] = GRID, delta: float = DELTA) -> float:
    """Return the tau for `switch_dr`; of equals the largest, which trusts the log most."""
    return min(sorted(grid, reverse=True), key=lambda tau: _error(it, switched, tau, delta))


def tuned_lam(it: Judged, grid: Iterable[float] = GRID, delta: float = DELTA) -> float:
    """Return the lam for `dr_os`; of equals the smallest."""
    return min(sorted(grid), key=lambda lam: _error(it, shrunken, lam, delta))


def _error(
    it: Judged, modified: Callable[[Floats, float], Floats], by: float, delta: float
) -> float:
    """Return an upper bound on the mean squared error: variance, and the square of a bias bound."""
    n, residual = len(it.reward), it.reward - it.expected
    weight = modified(it.weight, by)
    variance = float(np.var(it.value + weight * residual)) / n
    bias = abs(float(((it.weight - weight) * residual).mean()))
    bias += math.sqrt(2 * float((it.weight**2).mean()) * math.log(2 / delta) / n)
    bias += 2 * float(it.weight.max()) * math.log(2 / delta) / (3 * n)
    return variance + bias * bias
