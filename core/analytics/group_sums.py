"""Hold sums per group of users, and say when they are too few to show anything.

Everybody belongs to one of some twenty groups, by a hash of the user, for good. All that a user does
lies in one group, so groups are independent where tips are not. No row of any user is read.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.domain.figure import TooFew
from core.domain.pick import Floats

FEWEST_EVENTS = 30
"""Below this many events a rate says more about luck than about anything else."""
FEWEST_GROUPS = 8
"""Below this many groups of users, leaving each out does not show how much users differ."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums per group of users, (g,) both: a numerator, and how many events it is over.

    Raises: ValueError when shapes differ, a number is not finite, or a denominator is below 0.
    """

    numerators: Floats
    denominators: Floats

    def __post_init__(self) -> None:
        """Refuse what cannot be sums over groups."""
        demand_groups(self.numerators, self.denominators)
        if (self.denominators < 0).any():
            raise ValueError(self.denominators)

    @property
    def value(self) -> float:
        """Return the ratio over all groups together."""
        return float(self.numerators.sum() / self.denominators.sum())

    @property
    def there(self) -> npt.NDArray[np.bool_]:
        """Return which groups hold anything, (g,)."""
        there: npt.NDArray[np.bool_] = (self.numerators != 0) | (self.denominators != 0)
        return there

    @property
    def few(self) -> TooFew | None:
        """Return the counts when they carry no ratio; None when they do."""
        return too_few(self.denominators, self.there)

    def left_out(self, kept: npt.NDArray[np.bool_]) -> Floats:
        """Return the ratio without each of the kept groups."""
        rest = left_out(self.denominators)[kept]
        return left_out(self.numerators)[kept] / rest


def left_out(sums: Floats) -> Floats:
    """Return the total without each group, (g, …) of (g, …)."""
    rest: Floats = sums.sum(axis=0) - sums
    return rest


def too_few(events: Floats, there: npt.NDArray[np.bool_]) -> TooFew | None:
    """Return the counts when events (g,) are too few, in too few groups, or all in one."""
    groups, count = int(there.sum()), count_of(events)
    lonely = groups > 0 and not (left_out(events)[there] > 0).all()
    short = count < FEWEST_EVENTS or groups < FEWEST_GROUPS or lonely
    return TooFew(count, groups) if short else None


def smaller(one: TooFew | None, other: TooFew | None) -> TooFew | None:
    """Return whichever there is; of two, the one with fewer events."""
    there = [it for it in (one, other) if it is not None]
    return min(there, key=lambda it: it.count, default=None)


def count_of(events: Floats) -> int:
    """Return how many events there are in all groups together."""
    return round(float(events.sum()))


def demand_groups(*sums: Floats) -> None:
    """Refuse what are not finite sums over the same groups. Raises: ValueError."""
    for it in sums:
        if it.ndim != 1 or it.shape != sums[0].shape or not np.isfinite(it).all():
            raise ValueError(it.shape, it)
