"""Choose as a careful person's list would: what is overdue, then what is urgent, then what is old."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from core.bandit.fixed import Fixed
from core.bandit.spreading import best
from core.domain.pick import Floats

WEIGHTS = (16.0, 4.0, 1.0)
"""Of overdue (0 or 1), priority (0 to 1 in thirds) and age (0 to 1): each outweighs all below it."""


@dataclass(frozen=True, slots=True)
class Rule(Fixed):
    """`rule-v1`: the highest of a fixed sum is certain, equals are equally likely. x is (n, 3)."""

    mark: ClassVar[bytes] = b"oo:rule:1"

    def distribution(self, x: Floats, rng: np.random.Generator) -> Floats:  # noqa: ARG002 — the contract's
        """Return all probability on the highest, (n,)."""
        return best(self.scores(x))

    def scores(self, x: Floats) -> Floats:
        """Return the fixed sum, (n,); it is no expectation, only an order."""
        total: Floats = x @ self.weights
        return total

    @property
    def weights(self) -> Floats:
        """Return the fixed weights, (3,)."""
        return np.array(WEIGHTS)

    def spread(self, x: Floats) -> float:  # noqa: ARG002 — the contract's
        """Return 0: a rule has no doubt."""
        return 0.0
