"""Compare learners on the very same seeds: the mean difference, and how far chance may move it."""

from dataclasses import dataclass

import numpy as np
from scipy.stats import t

from core.domain.pick import Floats

SURE = 0.95
"""How sure an interval is."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A mean difference, and half the width of its interval."""

    mean: float
    half: float

    @property
    def is_not_below(self) -> bool:
        """Return whether zero is within reach, or the difference is above it."""
        return self.mean + self.half >= 0


def gap(ours: Floats, theirs: Floats) -> Gap:
    """Return ours minus theirs by Student's t; the values of a seed stand at the same place."""
    apart = ours - theirs
    count = len(apart)
    reach = float(t.ppf((1 + SURE) / 2, count - 1))
    return Gap(float(apart.mean()), reach * float(np.std(apart, ddof=1)) / count**0.5)
