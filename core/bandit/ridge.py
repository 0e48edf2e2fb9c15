"""Keep a ridge regression of reward on features: what the simpler linear policies stand on."""

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from functools import cached_property
from typing import ClassVar, Self

import numpy as np

from core.bandit.packing import lower, pack, unpack
from core.bandit.sums import Sums
from core.domain.pick import Floats
from core.errors import PosteriorCorrupt


@dataclass(frozen=True)
class Ridge(ABC):
    """A regression with penalty `ridge`: untrained, A is ridge·I and every score is 0.

    A heir names itself and says how it chooses.
    """

    sums: Sums
    ridge: float = 1.0

    name: ClassVar[str]

    @classmethod
    def untrained(cls, width: int, ridge: float = 1.0) -> Self:
        """Return the policy that has seen nothing, for d = width."""
        return cls(Sums.empty(width), ridge)

    @abstractmethod
    def distribution(self, x: Floats, rng: np.random.Generator) -> Floats:
        """Return the probability of each candidate, (n,)."""

    @cached_property
    def precision(self) -> Floats:
        """Return A, (d, d)."""
        precision = self.sums.a.copy()
        precision.flat[:: self.sums.width + 1] += self.ridge
        return precision

    @cached_property
    def inverse(self) -> Floats:
        """Return the inverse of A, (d, d)."""
        inverted: Floats = np.linalg.inv(self.precision).astype(np.float64, copy=False)
        return inverted

    @cached_property
    def weights(self) -> Floats:
        """Return the weight of each feature, (d,)."""
        found: Floats = np.linalg.solve(self.precision, self.sums.b) / 1000
        return found

    def scores(self, x: Floats) -> Floats:
        """Return the expected reward of each candidate, (n,)."""
        expected: Floats = x @ self.weights
        return expected

    def spread(self, x: Floats) -> float:
        """Return the width of what is not known about one candidate, x is (d,)."""
        return math.sqrt(max(0.0, float(x @ self.inverse @ x)))

    def spreads(self, x: Floats) -> Floats:
        """Return the same for all candidates, (n,)."""
        widths: Floats = np.sqrt(np.maximum(0.0, np.einsum("ij,ij->i", x @ self.inverse, x)))
        return widths

    def learn(self, x: Floats, reward: float) -> Self:
        """Return the policy that has also seen `reward` for features x, (d,)."""
        return replace(self, sums=self.sums.plus(x, reward))

    def unlearn(self, x: Floats, reward: float) -> Self:
        """Return the policy as if it had never seen this reward for x."""
        return replace(self, sums=self.sums.plus(x, reward, -1.0))

    def dump(self) -> bytes:
        """Return penalty and sums as bytes."""
        it = self.sums
        return pack(self.name, it.width, (self.ridge, it.count, it.squares), (lower(it.a), it.b))

    @classmethod
    def load(cls, blob: bytes) -> Self:
        """Return the policy that `dump` wrote. Raises: PosteriorCorrupt."""
        (ridge, count, squares), (a, b) = unpack(cls.name, blob, 3, "sv")
        if ridge <= 0:
            raise PosteriorCorrupt
        return cls(Sums(count, squares, a, b), ridge)
