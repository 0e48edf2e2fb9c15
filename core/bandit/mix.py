"""Serve two policies by the toss of a fair coin, with the one probability that both together give.

A log made so can tell which of the two is better, where a shadow's log cannot (bandits.md 2.6).
"""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from core.bandit.policy import Policy, is_linear
from core.domain.pick import Floats

Places = list[int]
"""Which columns of the pair's features one of them reads."""


@dataclass(frozen=True)
class Mix:
    """Two policies on the union of their features; each learns from every pick.

    Args: places of each one's columns in x, (n, d) with d the number of names in the union.
    """

    first: Policy
    second: Policy
    first_places: Places
    second_places: Places

    def distribution(self, x: Floats, rng: np.random.Generator) -> Floats:
        """Return the mean of both distributions, (n,)."""
        once, twice = rng.spawn(2)
        one = self.first.distribution(x[:, self.first_places], once)
        two = self.second.distribution(x[:, self.second_places], twice)
        mean: Floats = (one + two) / 2
        return mean

    def scores(self, x: Floats) -> Floats:
        """Return the mean of both scores, (n,)."""
        one = self.first.scores(x[:, self.first_places])
        mean: Floats = (one + self.second.scores(x[:, self.second_places])) / 2
        return mean

    @property
    def weights(self) -> Floats:
        """Return the mean of both weights, (d,); a policy that weighs nothing adds zeros."""
        total = np.zeros(1 + max(*self.first_places, *self.second_places))
        for policy, places in self._both:
            if is_linear(policy):
                total[places] += policy.weights / 2
        return total

    def spread(self, x: Floats) -> float:
        """Return the larger of both spreads, x is (d,)."""
        return max(
            (policy.spread(x[places]) for policy, places in self._both if is_linear(policy)),
            default=0.0,
        )

    @property
    def _both(self) -> tuple[tuple[Policy, Places], ...]:
        return ((self.first, self.first_places), (self.second, self.second_places))

    def learn(self, x: Floats, reward: float) -> Self:
        """Return the pair after both have learned."""
        return replace(
            self,
            first=self.first.learn(x[self.first_places], reward),
            second=self.second.learn(x[self.second_places], reward),
        )

    def unlearn(self, x: Floats, reward: float) -> Self:
        """Return the pair after both have unlearned."""
        return replace(
            self,
            first=self.first.unlearn(x[self.first_places], reward),
            second=self.second.unlearn(x[self.second_places], reward),
        )

    def dump(self) -> bytes:
        """Return both dumps, the first one's length before it."""
        one = self.first.dump()
        return len(one).to_bytes(4, "little") + one + self.second.dump()
