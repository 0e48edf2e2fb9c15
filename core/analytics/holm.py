"""Keep many comparisons from finding something by their number alone."""

import numpy as np

from core.domain.pick import Floats


def adjusted(p: Floats) -> Floats:
    """Return p-values (m,) such that all at or below alpha may be called together.

    The chance of one false call or more is then at most alpha, however they hang together.
    Source: Holm, "A simple sequentially rejective multiple test procedure" (1979).
    """
    order = np.argsort(p, kind="stable")
    steps = np.arange(len(p), 0, -1) * p[order]
    found = np.empty_like(p, dtype=np.float64)
    found[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
    return found


def interval_levels(p: Floats, alpha: float) -> Floats:
    """Return for each comparison the chance to miss, (m,), at which its interval fits its verdict.

    That is alpha / m, by which all intervals together hold the truth. A comparison that is called
    only because clearer ones were called before it gets the larger chance of its own step, for its
    interval would otherwise contain 0. Where that is common (all differences about as large as
    can just be seen, m = 6, n = 30) all intervals held together in 90 % of runs, not in 95 %; the
    promise of at most alpha false calls is not touched.
    """
    if not len(p):
        return p
    even = alpha / len(p)
    holm = adjusted(p)
    own = alpha * p / np.maximum(holm, np.finfo(np.float64).tiny)
    return np.where((holm <= alpha) & (p > even), own, even)
