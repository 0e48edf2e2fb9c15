"""Choose the best known candidate, and one at random every tenth time: the original's ε-greedy."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from core.bandit.ridge import Ridge
from core.bandit.spreading import best
from core.domain.pick import Floats

EPSILON = 0.10
"""Share of picks made at random (mission 1.4)."""


@dataclass(frozen=True)
class EGreedy(Ridge):
    """`egreedy-v1`: 1 - ε on the highest score, ε evenly over all."""

    name: ClassVar[str] = "egreedy-v1"
    epsilon: float = EPSILON

    def distribution(self, x: Floats, rng: np.random.Generator) -> Floats:  # noqa: ARG002 — the contract's
        """Return the probability of each candidate, (n,)."""
        return (1 - self.epsilon) * best(self.scores(x)) + self.epsilon / len(x)
