"""Hold a figure together with how far chance may move it."""

from dataclasses import dataclass

import numpy as np

from core.analytics.refusals import demand_people
from core.domain.pick import Floats

SURE = 0.95
"""How often an interval shall hold the truth."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its bounds over so many people; bounds are NaN when people are too few."""

    value: float
    low: float
    high: float
    people: int

    def holds(self, value: float) -> bool:
        """Return whether a value lies within the bounds."""
        return self.low <= value <= self.high


def demand_persons(*columns: Floats) -> None:
    """Refuse what are not numbers of the same people, each (u,) with u >= 2.

    Raises: TooFewPeople; ValueError for another shape or for a number that is not finite.
    """
    shape = columns[0].shape
    if len(shape) != 1 or any(it.shape != shape for it in columns):
        raise ValueError([it.shape for it in columns])
    for column in columns:
        if not np.isfinite(column).all():
            raise ValueError(column)
    demand_people(shape[0])
