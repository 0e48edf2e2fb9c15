"""Bound a difference of two arms at every moment at once, so that looking often does no harm."""

import math
from dataclasses import dataclass

from scipy.stats import norm, t  # type: ignore[import-untyped]  # scipy ships no types

from core.domain.figure import AlwaysValid, Change, TooEarly, TooFew

ALPHA = 0.05
"""Chance that the truth is ever left out, however often one looks."""
SHARPEST = 5000
"""Number of users at which the bounds are narrowest, for their size."""
FEWEST_USERS = 500
"""Before this many users averages are not yet normal enough; earlier looks are untested."""


@dataclass(frozen=True, slots=True)
class Arm:
    """One number a user, summed up: how many users, their mean, and their variance."""

    users: int
    mean: float
    variance: float

    @classmethod
    def of(cls, users: int, total: float, squares: float) -> "Arm":
        """Return the arm of so many users with this sum and sum of squares."""
        mean = total / users if users else 0.0
        spare = squares - users * mean * mean
        return cls(users, mean, max(spare, 0.0) / (users - 1) if users > 1 else 0.0)


def of_arms(one: Arm, other: Arm) -> AlwaysValid | TooEarly:
    """Return the mean of one arm minus that of the other; users are the units, each in one arm.

    It is asymptotic. At 20 000 users it is 1.6 times as wide as the interval of a single look.
    Raises: ValueError when an arm has fewer than two users beside enough in the other.
    Source: Waudby-Smith et al., "Time-uniform central limit theory" (Annals of Statistics 2024).
    """
    users = one.users + other.users
    if users < FEWEST_USERS:
        return TooEarly(users, FEWEST_USERS)
    if min(one.users, other.users) < 2:  # noqa: PLR2004  one user has no variance
        raise ValueError(one.users, other.users)
    error = math.sqrt(one.variance / one.users + other.variance / other.users)
    half = reach(users) * error
    value = one.mean - other.mean
    return AlwaysValid(value, value - half, value + half, users)


def of_change(change: Change | TooFew, users: int) -> AlwaysValid | TooEarly | TooFew:
    """Return the same for a difference of ratios from groups of users, such as reward a pick.

    Its standard error is that of few groups, so the bounds reach out as Student's t does.
    Args: users of both arms together.
    """
    if isinstance(change, TooFew):
        return change
    if users < FEWEST_USERS:
        return TooEarly(users, FEWEST_USERS)
    half = float(t.isf(norm.sf(reach(users)), change.freedom)) * change.error
    return AlwaysValid(change.value, change.value - half, change.value + half, users)


def reach(users: float) -> float:
    """Return how many standard errors the bounds are from the value after so many users."""
    spent = -2 * math.log(ALPHA)
    rho2 = (spent + math.log(spent + 1)) / SHARPEST
    known = users * rho2 + 1
    return math.sqrt(known / (users * rho2) * math.log(known / ALPHA**2))
