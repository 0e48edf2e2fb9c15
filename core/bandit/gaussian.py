"""Combine a prior with what was seen: the posterior over weights, and how well the prior foresaw it.

Bayesian linear regression with known noise; see Bishop, "Pattern Recognition and Machine Learning"
(2006), sections 3.3 and 3.5.
"""

from dataclasses import dataclass

import numpy as np

from core.bandit.prior import Prior
from core.bandit.sums import Sums
from core.domain.pick import Floats


@dataclass(frozen=True, slots=True)
class Gaussian:
    """Weights as they are believed now: mean (d,), and the root of the covariance, (d, d): root root'."""

    mean: Floats
    root: Floats
    evidence: float
    """Log of how likely the lessons were under the prior, up to a constant of the lessons."""

    def variance(self, x: Floats) -> float:
        """Return the variance of one candidate's score, x is (d,)."""
        spread = x @ self.root
        return float(spread @ spread)


def posterior(prior: Prior, sums: Sums) -> Gaussian:
    """Return the belief about the weights after the lessons, solved afresh from the sums."""
    precision = prior.precision + sums.a / prior.noise
    heard = prior.pull + sums.b / (1000 * prior.noise)
    # precision = low low', so covariance = low'^-1 low^-1: its root is low'^-1.
    low = np.linalg.cholesky(precision)
    root: Floats = np.linalg.inv(low).T
    mean: Floats = root @ (heard @ root)
    logdet = 2 * float(np.log(low.diagonal()).sum())
    squares = sums.squares / (1e6 * prior.noise) + float(prior.mean @ prior.pull)
    misfit = squares - float(heard @ mean)
    evidence = 0.5 * (prior.logdet - logdet - misfit - sums.count * float(np.log(prior.noise)))
    return Gaussian(mean, root, evidence)
