"""Rate one user by how their tips went: the share done, with bounds, or that they are too few."""

from core.analytics.group_sums import FEWEST_EVENTS
from core.analytics.wilson import wilson
from core.domain.figure import Figure, TooFew
from core.domain.user_fact import Lived


def ended(lived: Lived) -> int:
    """Return how many tips were answered, or passed without an answer."""
    return lived.done + lived.snooze + lived.dismiss + lived.none


def rate_of(lived: Lived) -> Figure | TooFew:
    """Return which share of the tips that ended was done, bounded by Wilson's interval."""
    count = ended(lived)
    if count < FEWEST_EVENTS:
        return TooFew(count)
    value = lived.done / count
    low, high = wilson(value, count)
    error = (value * (1 - value) / count) ** 0.5
    return Figure(value, low, high, error, count)
