"""Choose uniformly: the policy that needs no evidence, and the one all others fall back to."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from core.domain.tip import Floats
from core.errors import PosteriorCorrupt

MAGIC = b"oo:random:1"
"""All that this policy ever learns, with its version."""


@dataclass(frozen=True, slots=True)
class Random:
    """Every candidate is as likely as every other."""

    def distribution(self, x: Floats, rng: np.random.Generator) -> Floats:  # noqa: ARG002 — the contract's
        """Return 1/n for each of the n candidates in x, (n, d)."""
        return np.full(len(x), 1 / len(x))

    def scores(self, x: Floats) -> Floats:
        """Return zeros, (n,): it expects nothing."""
        return np.zeros(len(x))

    def learn(self, x: Floats, reward: float) -> Self:  # noqa: ARG002 — the contract's
        """Return itself: chance has no memory."""
        return self

    def dump(self) -> bytes:
        """Return the version alone."""
        return MAGIC

    @classmethod
    def load(cls, blob: bytes) -> Self:
        """Return the policy that `dump` wrote. Raises: PosteriorCorrupt on anything else."""
        if blob != MAGIC:
            raise PosteriorCorrupt
        return cls()
