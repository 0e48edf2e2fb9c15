"""Learn from many people what to expect of the next one: only sums go in, only a prior comes out.

Expectation maximisation for a hierarchical linear model: Lindley & Smith, "Bayes estimates for the
linear model" (1972); Tomkins et al., "IntelligentPooling" (2021) for the use.
"""

from collections.abc import Sequence

import numpy as np

from core.bandit.prior import Prior
from core.bandit.sums import Sums
from core.domain.pick import Floats

MIN_PEOPLE = 10
"""Fewer people are never pooled: one of them could be read from the result (bandits.md A2)."""
ROUNDS = 40
"""Rounds of expectation and maximisation; the prior has settled long before."""
JITTER = 0.03
"""What is added to the variance of a weight, divided by the root of the number of people."""
MIN_NOISE = 1e-3
"""Rewards scatter at least this much."""


def learn_prior(people: Sequence[Sums], start: Prior) -> Prior:
    """Return the prior under which these people's lessons are likeliest; about `ROUNDS` solves each.

    A new person gets the spread of people around the mean and the doubt about each of them.
    Raises: ValueError when there are fewer than `MIN_PEOPLE`.
    """
    if len(people) < MIN_PEOPLE:
        raise ValueError(len(people))
    seen = _stacked(people)
    prior = start
    for _ in range(ROUNDS):
        prior = _round(prior, seen)
    return prior


Stacked = tuple[Floats, Floats, Floats, Floats]
"""Counts (u,), sums of r² (u,), of x x' (u, d, d) and of x r (u, d)."""


def _stacked(people: Sequence[Sums]) -> Stacked:
    return (
        np.array([it.count for it in people]),
        np.array([it.squares for it in people]) / 1e6,
        np.array([it.a for it in people]),
        np.array([it.b for it in people]) / 1000,
    )


def _round(prior: Prior, seen: Stacked) -> Prior:
    """Return a likelier prior: each person's posterior under the old one, then their average."""
    counts, squares, a, b = seen
    doubt = np.linalg.inv(prior.precision + a / prior.noise)
    means = np.einsum("uij,uj->ui", doubt, prior.pull + b / prior.noise)
    mean = means.mean(axis=0)
    apart = means - mean
    covariance = (doubt + apart[:, :, None] * apart[:, None, :]).mean(axis=0)
    covariance += JITTER / np.sqrt(len(counts)) * np.eye(len(mean))
    misfit = (
        squares
        - 2 * np.einsum("ui,ui->u", means, b)
        + np.einsum("ui,uij,uj->u", means, a, means)
        + np.einsum("uij,uji->u", a, doubt)
    )
    noise = max(MIN_NOISE, float(misfit.sum() / max(counts.sum(), 1.0)))
    inverted: Floats = np.linalg.inv(covariance)
    return Prior(mean, (inverted + inverted.T) / 2, noise)
