"""Weigh how well a log can speak for a policy, and refuse when it cannot."""

import math
from dataclasses import dataclass

import numpy as np

from core.bandit.refusals import NoPicks, OutsideSupport, TooFewEffective, WeightsOff
from core.domain.pick import Floats

MOST_UNSUPPORTED = 0.05
"""Share of the policy's picks that the log may know nothing about."""
FEWEST_EFFECTIVE = 100.0
"""Picks that the weighted log must be worth."""
MOST_ERRORS_OFF = 3.0
"""Standard errors by which the mean weight may miss what it must be."""
ROUNDING = 1e-9
"""A mean weight this near to what it must be is there, whatever its standard error."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What the weights of n picks say of the log: target / logged propensity of what was picked."""

    count: int
    mean: float
    mean_error: float
    """Standard error of the mean. Each pick draws anew, so here picks count and not users."""
    largest: float
    effective: float
    """How many picks of the policy itself the log is worth: (sum w)^2 / sum w^2."""
    unsupported: float
    """Share of the policy's mass on candidates that the log could never pick."""

    @property
    def errors_off(self) -> float:
        """Return the distance of the mean from 1 - unsupported, its due, in standard errors."""
        off = abs(self.mean - (1 - self.unsupported))
        if off <= ROUNDING:
            return 0.0
        return off / self.mean_error if self.mean_error else math.inf

    def demand(self) -> None:
        """Pass when the log can speak. Raises: OutsideSupport, TooFewEffective, WeightsOff."""
        if self.unsupported > MOST_UNSUPPORTED:
            raise OutsideSupport(self.unsupported, MOST_UNSUPPORTED)
        if self.effective < FEWEST_EFFECTIVE:
            raise TooFewEffective(self.effective, FEWEST_EFFECTIVE)
        if self.errors_off > MOST_ERRORS_OFF:
            raise WeightsOff(self.errors_off, MOST_ERRORS_OFF)


def weigh(weight: Floats, unsupported: float = 0.0) -> Weights:
    """Return what weights (n,) say of their log. Raises: NoPicks when n is 0."""
    n = len(weight)
    if n == 0:
        raise NoPicks(0, 1)
    total, squares = float(weight.sum()), float(weight @ weight)
    return Weights(
        count=n,
        mean=total / n,
        mean_error=float(np.std(weight, ddof=1)) / math.sqrt(n) if n > 1 else 0.0,
        largest=float(weight.max()),
        effective=total * total / squares if squares else 0.0,
        unsupported=unsupported,
    )
