"""Put an interval around a share of events, such as the done rate, that stays within 0 and 1."""

import math

from core.analytics.estimate import SURE
from core.analytics.group_sums import Sums, count_of
from core.analytics.jackknife import reach as student
from core.analytics.jackknife import standard_error
from core.analytics.wilson import Z, wilson
from core.domain.figure import Figure, TooFew
from core.domain.pick import Floats


def share(happened: Floats, events: Floats) -> Figure | TooFew:
    """Return sum(happened) / sum(events) with bounds that never leave 0 to 1.

    The jackknife's error says how many independent events these are worth (never more than there
    are), and a score interval of so many does the rest. Unlike `ratio` it does not claim to be
    certain when none or all of 40 tips were answered.
    Args: (g,) counts per group of users, happened <= events.   Raises: ValueError.
    Source: Korn & Graubard, "Confidence intervals for proportions" (1998), with Wilson's interval.
    """
    sums = Sums(happened, events)
    if (happened < 0).any() or (happened > events).any():
        raise ValueError(happened, events)
    if few := sums.few:
        return few
    kept, value, count = sums.there, sums.value, count_of(events)
    error = standard_error(value, sums.left_out(kept))
    worth = min(count, value * (1 - value) / error**2) if error else count
    reach = student(int(kept.sum()) - 1, SURE) / Z
    low, high = wilson(value, worth / reach**2)
    return Figure(value, low, high, error or math.sqrt(value * (1 - value) / count), count)
