"""Choose uniformly: the policy that needs no evidence, and the one all others fall back to."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from core.bandit.fixed import Fixed
from core.domain.pick import Floats


@dataclass(frozen=True, slots=True)
class Random(Fixed):
    """Every candidate is as likely as every other."""

    mark: ClassVar[bytes] = b"oo:random:1"

    def distribution(self, x: Floats, rng: np.random.Generator) -> Floats:  # noqa: ARG002 — the contract's
        """Return 1/n for each of the n candidates in x, (n, d)."""
        return np.full(len(x), 1 / len(x))

    def scores(self, x: Floats) -> Floats:
        """Return zeros, (n,): it expects nothing."""
        return np.zeros(len(x))
