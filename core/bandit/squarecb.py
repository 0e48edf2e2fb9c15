"""Choose by how much worse a candidate seems: inverse gap weighting on a ridge regression.

Source: Foster & Rakhlin, "Beyond UCB: Optimal and efficient contextual bandits with regression
oracles" (ICML 2020).
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from core.bandit.ridge import Ridge
from core.bandit.spreading import level
from core.domain.pick import Floats

GAMMA = 1000.0
"""How steeply a gap costs probability after one lesson; grows with the root of their number."""


@dataclass(frozen=True)
class SquareCb(Ridge):
    """`squarecb-ridge-v1`: 1 / (n + gamma gap) for each but the best, the rest for the best."""

    name: ClassVar[str] = "squarecb-ridge-v1"
    gamma: float = GAMMA

    def distribution(self, x: Floats, rng: np.random.Generator) -> Floats:  # noqa: ARG002 — the contract's
        """Return the exact probability of each candidate, (n,)."""
        scores = self.scores(x)
        gaps, top = scores.max() - scores, scores >= level(scores)
        steepness = self.gamma * np.sqrt(max(0.0, self.sums.count) + 1)
        shares = np.where(top, 0.0, 1 / (len(x) + steepness * gaps))
        rest: Floats = top * ((1 - shares.sum()) / np.count_nonzero(top))
        return shares + rest
