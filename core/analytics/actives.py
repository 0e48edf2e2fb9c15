"""Count who was here: what a fact adds to its user's days, and what those add to everybody's."""

from collections.abc import Iterable, Mapping

from core.domain.fact import Ending, Fact
from core.domain.user_fact import Active, UserDay

WEEK_D = 7
"""A user counts as active in a week for as many days, the first of them included."""
NO_DAY = UserDay()
"""Nothing was done."""


def days_of(fact: Fact | None) -> Mapping[int, UserDay]:
    """Return what a tip adds to its user's days: the day it was served on, the one of its answer."""
    if fact is None:
        return {}
    served = {fact.day: UserDay(tips=1)}
    if fact.answered_day is None:
        return served
    answer = UserDay(answers=1, done=int(fact.ending is Ending.DONE))
    return added(served, {fact.answered_day: answer})


def changed_days(pairs: Iterable[tuple[Fact | None, Fact | None]]) -> Mapping[int, UserDay]:
    """Return what must be added to a user's days where facts give way to others."""
    found: Mapping[int, UserDay] = {}
    for old, new in pairs:
        found = added(found, days_of(new))
        found = added(found, {day: counts.times(-1) for day, counts in days_of(old).items()})
    return {day: counts for day, counts in found.items() if counts}


def added(one: Mapping[int, UserDay], other: Mapping[int, UserDay]) -> Mapping[int, UserDay]:
    """Return the sums by day."""
    return {
        day: one.get(day, NO_DAY).plus(other.get(day, NO_DAY)) for day in sorted({*one, *other})
    }


def changed_actives(
    before: Mapping[int, UserDay], more: Mapping[int, UserDay]
) -> Mapping[int, Active]:
    """Return what must be added to everybody's days when a user's days change.

    Args: before are the user's days, at least those less than a week away from any in `more`.
    """
    was, now = _active(before), _active(added(before, more))
    daily, weekly = _signs(was, now), _signs(_weeks(was), _weeks(now))
    every = sorted({*daily, *weekly})
    return {day: Active(daily.get(day, 0), weekly.get(day, 0)) for day in every}


def _active(days: Mapping[int, UserDay]) -> frozenset[int]:
    return frozenset(day for day, counts in days.items() if counts)


def _weeks(days: frozenset[int]) -> frozenset[int]:
    """Return the days whose week, the seven days that end with it, has one of these in it."""
    return frozenset(day + later for day in days for later in range(WEEK_D))


def _signs(was: frozenset[int], now: frozenset[int]) -> Mapping[int, int]:
    return {**dict.fromkeys(was - now, -1), **dict.fromkeys(now - was, 1)}
