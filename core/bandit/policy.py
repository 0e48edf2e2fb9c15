"""State what a policy is, and sample from one: the only place where oO rolls dice for a tip."""

from functools import cache
from typing import Protocol, Self, TypeGuard

import numpy as np

from core.domain.pick import Floats

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

    def unlearn(self, x: Floats, reward: float) -> Self:
        """Return the policy as if it had never seen this reward for x: the inverse of `learn`."""
        ...

    def dump(self) -> bytes:
        """Return what was learned as versioned bytes, never a pickle."""
        ...


class Linear(Protocol):
    """A policy whose score is a sum of weighted features, so that it can be explained exactly."""

    @property
    def weights(self) -> Floats:
        """Return the weight of each feature, (d,): scores(x) is x @ weights."""
        ...

    def spread(self, x: Floats) -> float:
        """Return the standard deviation of the score of one candidate, x is (d,)."""
        ...


def is_linear(policy: object) -> TypeGuard[Linear]:
    """Return whether a policy's score is such a sum; asked of its class, once, because it costs."""
    return _is_linear(type(policy).__mro__)


@cache
def _is_linear(kinds: tuple[type, ...]) -> bool:
    return {"weights", "spread"} <= {name for kind in kinds for name in vars(kind)}


def pick_index(probabilities: Floats, rng: np.random.Generator) -> int:
    """Return one index drawn from `probabilities`, (n,).

    Raises: ValueError when they are not a distribution.
    """
    if not is_distribution(probabilities):
        raise ValueError(probabilities.shape)
    reached = probabilities.cumsum()
    place = int(reached.searchsorted(rng.random() * reached[-1], side="right"))
    # Rounding can carry a draw of almost one past the end: the last that can be picked stands there.
    return place if place < len(reached) else int(np.flatnonzero(probabilities)[-1])


def is_distribution(probabilities: Floats) -> bool:
    """Return whether the numbers are finite, none negative, and sum to one."""
    if probabilities.ndim != 1 or not len(probabilities):
        return False
    # NaN fails both comparisons, infinity the second.
    return bool(probabilities.min() >= 0 and abs(probabilities.sum() - 1) <= SUM_TOLERANCE)
