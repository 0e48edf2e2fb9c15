"""Tell the median and the 90th percentile of times from counts in a log-spaced histogram."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from core.analytics.group_sums import FEWEST_EVENTS
from core.domain.figure import TooFew
from core.domain.pick import Floats

STEP = 1.1
"""Each edge over the one below: the middle of a bucket is within 4.9 % of all that lies in it."""
BUCKETS = 194
"""From 1 to 88 million of the unit: a day in milliseconds, a minute and a half in microseconds."""


@dataclass(frozen=True, slots=True)
class Percentiles:
    """The median and the 90th percentile, in the unit of what was counted, of `count` of them."""

    median: float
    p90: float
    count: int


@cache
def edges() -> Floats:
    """Return the lower edge of each bucket, (194,): 0, 1, 1.1, 1.21, …; the last has no upper one."""
    found: Floats = np.concatenate([[0.0], STEP ** np.arange(BUCKETS - 1)])
    found.flags.writeable = False
    return found


def bucket_of(value: float) -> int:
    """Return in which bucket a value of at least 0 counts; an edge belongs to the bucket above it.

    Raises: ValueError when it is below 0 or no number.
    """
    if not value >= 0:
        raise ValueError(value)
    return int(np.searchsorted(edges(), value, side="right")) - 1


def percentile(counts: Floats, share: float) -> float:
    """Return the smallest value that this share of all does not exceed, within 5 %.

    It is the geometric middle of its bucket; 0 stands for all below 1, and the last edge for all
    above it. Counts of several histograms may be added before.
    Args: counts (194,); share in (0, 1].   Raises: ValueError when nothing was counted.
    """
    reached = counts.cumsum()
    if counts.shape != (BUCKETS,) or not reached[-1] > 0 or not 0 < share <= 1:
        raise ValueError(counts.shape, share)
    # An exact rank can come out of the product a hair too high: 0.9 x 10 must be the ninth.
    rank = np.ceil(share * reached[-1] * (1 - 1e-12))
    return _middle(int(np.searchsorted(reached, rank)))


def percentiles(counts: Floats) -> Percentiles | TooFew:
    """Return median and p90 of a histogram, (194,). Raises: ValueError for another shape."""
    total = round(float(counts.sum()))
    if total < FEWEST_EVENTS:
        return TooFew(total)
    return Percentiles(percentile(counts, 0.5), percentile(counts, 0.9), total)


def _middle(bucket: int) -> float:
    lower = float(edges()[bucket])
    return lower if bucket in {0, BUCKETS - 1} else lower * STEP**0.5
