"""State what a policy is, and sample from one: the only place where oO rolls dice for a tip."""

from typing import Protocol, Self

import numpy as np

from core.domain.tip import Floats

SUM_TOLERANCE = 1e-9
"""A distribution may miss one by this much."""


class Policy(Protocol):
    """A learner that turns candidates' features into choice probabilities; a value."""

    def distribution(self, x: Floats, rng: np.random.Generator) -> Floats:
        """Return the probability of each candidate, (n,), summing to 1; x is (n, d)."""
        ...

    def scores(self, x: Floats) -> Floats:
        """Return the expected reward of each candidate, (n,), before probabilities."""
        ...

    def learn(self, x: Floats, reward: float) -> Self:
        """Return the policy that has also seen `reward` in [-1, 1] for features x, (d,)."""
        ...

    def dump(self) -> bytes:
        """Return what was learned as versioned bytes, never a pickle."""
        ...


def pick_index(probabilities: Floats, rng: np.random.Generator) -> int:
    """Return one index drawn from `probabilities`, (n,).

    Raises: ValueError when they are not a distribution.
    """
    if not is_distribution(probabilities):
        raise ValueError(probabilities.shape)
    return int(rng.choice(len(probabilities), p=probabilities))


def is_distribution(probabilities: Floats) -> bool:
    """Return whether the numbers are finite, none negative, and sum to one."""
    return bool(
        probabilities.ndim == 1
        and len(probabilities) > 0
        and np.isfinite(probabilities).all()
        and (probabilities >= 0).all()
        and abs(probabilities.sum() - 1) <= SUM_TOLERANCE
    )
