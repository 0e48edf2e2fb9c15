"""Bound a share so that the bounds stay within 0 and 1, also when none or all happened."""

import math
from statistics import NormalDist

from core.analytics.estimate import SURE

Z = NormalDist().inv_cdf((1 + SURE) / 2)
"""How many standard errors an interval reaches to either side, 1.96."""


def wilson(share: float, n: float) -> tuple[float, float]:
    """Return the bounds of a share of n independent events; n may be a fraction, but above 0.

    Source: Wilson (1927), the score interval; Brown, Cai & DasGupta (2001) on why not Wald's.
    """
    z2 = Z * Z
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    low = 0.0 if share == 0 else max(0.0, middle - half)
    return low, 1.0 if share == 1 else min(1.0, middle + half)
