"""Hold what judging one policy by another's picks takes, as sums per group of users.

Of the field: w is target / logged propensity of what was picked, q the expected reward, V the
target's expected reward over all candidates of a pick, r the reward.
"""

import math
from dataclasses import dataclass

from core.analytics.group_sums import demand_groups
from core.domain.pick import Floats

ROUNDING = 1e-6
"""A mean weight this near to what it must be is there, whatever its standard error."""


@dataclass(frozen=True, slots=True)
class TargetSums:
    """Sums over settled picks of what judging one policy takes, (g,) each, per group of users."""

    picks: Floats
    weight: Floats
    """Sum of w."""
    weight_squares: Floats
    """Sum of w^2."""
    reward: Floats
    """Sum of r, in [-1, 1] each."""
    weighted: Floats
    """Sum of w r."""
    robust: Floats
    """Sum of V + w (r - q)."""
    unsupported: Floats
    """Sum of the policy's mass on candidates that the log could never pick."""

    def __post_init__(self) -> None:
        """Refuse what cannot be sums over groups. Raises: ValueError."""
        demand_groups(*self.columns)

    @property
    def columns(self) -> tuple[Floats, ...]:
        """Return all sums, in the order of the fields."""
        sums = (self.picks, self.weight, self.weight_squares, self.reward)
        return (*sums, self.weighted, self.robust, self.unsupported)

    @property
    def effective(self) -> float:
        """Return how many picks of the policy itself the log is worth: (sum w)^2 / sum w^2."""
        squares = float(self.weight_squares.sum())
        return float(self.weight.sum()) ** 2 / squares if squares else 0.0

    @property
    def outside(self) -> float:
        """Return the share of the policy's mass on what the log could never pick."""
        return float(self.unsupported.sum() / self.picks.sum())

    @property
    def errors_off(self) -> float:
        """Return the distance of the mean weight from 1 - outside, its due, in standard errors.

        Each pick draws anew, so here picks count and not users.
        """
        n, mean = float(self.picks.sum()), float(self.weight.sum() / self.picks.sum())
        off = abs(mean - (1 - self.outside))
        if off <= ROUNDING:
            return 0.0
        variance = float(self.weight_squares.sum()) / n - mean * mean
        return off / math.sqrt(variance / n) if variance > 0 else math.inf
