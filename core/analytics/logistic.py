"""Turn a score into a probability with two numbers."""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit  # type: ignore[import-untyped]  # scipy ships no types

from core.domain.pick import Floats

RIDGE = 0.01
"""Pull towards 0, on scores of unit spread: a hundredth of what one certain outcome weighs.

It hardly moves a fit on tens of outcomes, and keeps one finite that a threshold separates."""
ROUNDS = 100
"""Newton steps at most; ten or so are enough."""
CLOSE = 1e-10
"""A step below this ends the search."""

SAME = 1e-12
"""Scores that differ by less than this share of the largest are equal but for rounding."""


@dataclass(frozen=True, slots=True)
class Logistic:
    """Probability 1 / (1 + exp(-(a + b score)))."""

    a: float
    b: float

    def of(self, score: Floats) -> Floats:
        """Return the probability of each score, any shape."""
        probability: Floats = expit(self.a + self.b * score)
        return probability


def fit_logistic(score: Floats, outcome: Floats, ridge: float = RIDGE) -> Logistic:
    """Return the likeliest map from scores (n,) to outcomes (n,) in [0, 1], the same every time.

    Scores that are all equal, and outcomes that are all equal, are no obstacle.
    Raises: ValueError when there is nothing, shapes differ, or ridge is not above 0.
    Source: Platt, "Probabilistic outputs for support vector machines" (1999); Newton's method.
    """
    if not len(score) or score.shape != outcome.shape or ridge <= 0:
        raise ValueError(score.shape, outcome.shape, ridge)
    middle, spread = float(score.mean()), float(score.std())
    if spread <= SAME * float(np.abs(score).max()):
        spread = 1.0
    x = np.column_stack([np.ones(len(score)), (score - middle) / spread])
    weights = np.zeros(2)
    for _ in range(ROUNDS):
        step = _step(x, outcome, weights, ridge)
        weights = weights + step
        if np.abs(step).max() < CLOSE:
            break
    b = float(weights[1]) / spread
    return Logistic(float(weights[0]) - b * middle, b)


def _step(x: Floats, outcome: Floats, weights: Floats, ridge: float) -> Floats:
    """Return Newton's step, halved until the penalised likelihood does not fall."""
    p = expit(x @ weights)
    slope = x.T @ (outcome - p) - ridge * weights
    curve = (x * (p * (1 - p))[:, None]).T @ x + ridge * np.eye(2)
    step: Floats = np.linalg.solve(curve, slope)
    start = _fit(x, outcome, weights, ridge)
    while _fit(x, outcome, weights + step, ridge) < start and np.abs(step).max() > CLOSE:
        step = step / 2
    return step


def _fit(x: Floats, outcome: Floats, weights: Floats, ridge: float) -> float:
    z = x @ weights
    likelihood = outcome @ z - np.logaddexp(0.0, z).sum()
    return float(likelihood - ridge / 2 * weights @ weights)
