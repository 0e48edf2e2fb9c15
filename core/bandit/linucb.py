"""Choose by the upper end of what a candidate may be worth: the original's LinUCB, and ours.

Source: Li et al., "A contextual-bandit approach to personalized news article recommendation"
(WWW 2010), with one weight vector for all candidates.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from core.bandit.ridge import Ridge
from core.bandit.spreading import best, floored
from core.domain.pick import Floats

ALPHA = 1.0
"""How many widths of the unknown the original adds to a score."""
GENTLE_ALPHA = 0.5
"""The same for `linucb-mix-v1`: best of 0.3, 0.5 and 1 on tuning worlds (bandits.md 2.3)."""
FLOOR = 0.02
"""Share of picks that `linucb-mix-v1` spreads over its best, so that its log can judge others."""


@dataclass(frozen=True)
class LinUcb(Ridge):
    """`linucb-v1`: the highest upper bound is certain, equals are equally likely."""

    name: ClassVar[str] = "linucb-v1"
    alpha: float = ALPHA
    floor: float = 0.0

    def distribution(self, x: Floats, rng: np.random.Generator) -> Floats:  # noqa: ARG002 — the contract's
        """Return all probability but the floor on the highest upper bound, (n,)."""
        bounds = self.scores(x) + self.alpha * self.spreads(x)
        shares = best(bounds)
        return floored(shares, bounds, self.floor) if self.floor else shares


@dataclass(frozen=True)
class LinUcbMix(LinUcb):
    """`linucb-mix-v1`: 98 % on the highest upper bound, the rest over the eight highest."""

    name: ClassVar[str] = "linucb-mix-v1"
    alpha: float = GENTLE_ALPHA
    floor: float = FLOOR
