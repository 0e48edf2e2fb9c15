"""Count values in bins that grow by a tenth, so that quantiles are known to within five percent."""

import math
from collections.abc import Mapping

STEP = math.log(1.1)
"""Each bin ends a tenth above where it begins: its middle is at most 4.9 % from anything in it."""
ZERO = -1
"""The place of what is less than one."""


def place_of(value: float) -> int:
    """Return the bin of a value that is not negative."""
    return ZERO if value < 1 else math.floor(math.log(value) / STEP)


def middle_of(place: int) -> float:
    """Return the value that stands for a bin."""
    return 0.0 if place <= ZERO else math.exp((place + 0.5) * STEP)


def quantile(counted: Mapping[int, int], share: float) -> float | None:
    """Return the value below which a share of what was counted lies, by place; None when nothing was."""
    total = sum(counted.values())
    reached = 0
    for place in sorted(counted):
        reached += counted[place]
        if reached >= share * total and counted[place] > 0:
            return middle_of(place)
    return None


def largest(counted: Mapping[int, int]) -> float | None:
    """Return about the largest value that was counted; None when nothing was."""
    return quantile(counted, 1.0)
