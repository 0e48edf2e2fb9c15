"""Say how long an experiment still needs, at the variance and traffic it has."""

import math
from dataclasses import dataclass
from statistics import NormalDist

from core.analytics.always_valid import FEWEST_USERS, reach
from core.analytics.power import POWER
from core.domain.figure import Change

LUCK = NormalDist().inv_cdf(POWER)
"""Standard errors by which the difference that is found may fall short of the true one."""
MOST_USERS = 10**9
"""More users than there will ever be: what needs as many will not be known."""


@dataclass(frozen=True, slots=True)
class Length:
    """How many users it takes in all, and after how many more days they have come.

    `days` is None when they never come: the gap is too small, or nobody new is exposed.
    """

    users: int
    days: int | None


def length(found: Change, users: int, users_per_day: float, gap: float) -> Length:
    """Return when a gap would be told from none, four times in five, by bounds that hold always.

    To tell two arms apart give their present gap; to rule out that one is better by more than
    matters give what matters: the second is mostly the useful question. One user's picks hang
    together, so it is new users that make it surer: with the error e of today's n the bounds of m
    reach `reach(m)` e sqrt(n / m) out, and luck takes as many errors more as the power asks for.
    Args: the difference so far, over so many users of all arms together; gap > 0 in its unit.
    Raises: ValueError when gap is not above 0, there is no user, or traffic is below 0.
    """
    if not gap > 0 or users < 1 or users_per_day < 0:
        raise ValueError(gap, users, users_per_day)
    needed = _users_needed(found.error * math.sqrt(users), gap)
    if needed <= users:
        return Length(needed, 0)
    never = users_per_day == 0 or needed >= MOST_USERS
    return Length(needed, None if never else math.ceil((needed - users) / users_per_day))


def _users_needed(spread: float, gap: float) -> int:
    """Return the fewest users among whom bounds and luck together stay within the gap.

    Args: spread is the standard error times the root of the number of users.
    """

    def shows(users: int) -> bool:
        return (reach(users) + LUCK) * spread <= gap * math.sqrt(users)

    if shows(FEWEST_USERS):
        return FEWEST_USERS
    few, enough = FEWEST_USERS, MOST_USERS
    while enough - few > 1:
        middle = (few + enough) // 2
        few, enough = (few, middle) if shows(middle) else (middle, enough)
    return enough
