"""Bound a quantile of times that were counted in bins."""

import math
from collections.abc import Mapping

from core.analytics.bins import STEP, ZERO, middle_of
from core.analytics.group_sums import FEWEST_EVENTS
from core.analytics.wilson import Z
from core.domain.figure import Figure, TooFew


def quantile(counted: Mapping[int, int], share: float) -> Figure | TooFew:
    """Return the value below which a share of what was counted lies, with an interval of 95 %.

    The ranks that bound it are binomial; the bounds are the edges of their bins, so that no bin is
    taken for more exact than it is. Right for what users do not share, such as the time it takes
    to score; too narrow for what depends on who it is.
    Args: counts by place (`core.analytics.bins`); share in (0, 1).
    Source: Hahn & Meeker, "Statistical intervals" (1991), ch. 5.
    """
    total = sum(counted.values())
    if total < FEWEST_EVENTS:
        return TooFew(total)
    spread = Z * math.sqrt(total * share * (1 - share))
    rank = share * total
    lower, place, upper = (_place(counted, it) for it in (rank - spread, rank, rank + spread))
    low, high = _edge(lower), _edge(upper + 1)
    return Figure(middle_of(place), low, high, (high - low) / (2 * Z), total)


def _place(counted: Mapping[int, int], rank: float) -> int:
    """Return the bin in which a rank lies; the last one for ranks beyond."""
    reached, last = 0, ZERO
    for place in sorted(it for it in counted if counted[it] > 0):
        reached, last = reached + counted[place], place
        if reached >= rank:
            return place
    return last


def _edge(place: int) -> float:
    """Return the lower edge of a bin."""
    return 0.0 if place <= ZERO else math.exp(place * STEP)
