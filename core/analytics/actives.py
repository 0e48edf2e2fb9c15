"""Count who was here: what a fact adds to its user's days, and what those add to everybody's."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from core.domain.counts import Counts
from core.domain.fact import Ending, Fact
from core.domain.user_fact import Active, UserDay

WEEK_D = 7
"""A user counts as active in a week for as many days, the first of them included."""
NO_DAY = UserDay()
"""Nothing was done."""

C = TypeVar("C", bound=Counts)
"""What is counted by day."""


def days_of(fact: Fact | None) -> Mapping[int, UserDay]:
    """Return what a tip adds to its user's days: the day it was served on, the one of its answer."""
    if fact is None:
        return {}
    served = {fact.day: UserDay(tips=1)}
    if fact.answered_day is None:
        return served
    answer = UserDay(answers=1, done=int(fact.ending is Ending.DONE))
    return summed((served, {fact.answered_day: answer}), NO_DAY)


def changed_days(pairs: Iterable[tuple[Fact | None, Fact | None]]) -> Mapping[int, UserDay]:
    """Return what must be added to a user's days where facts give way to others."""
    return summed(_changes(pairs), NO_DAY)


def _changes(pairs: Iterable[tuple[Fact | None, Fact | None]]) -> Iterator[Mapping[int, UserDay]]:
    for old, new in pairs:
        yield days_of(new)
        yield {day: counts.times(-1) for day, counts in days_of(old).items()}


def summed(every: Iterable[Mapping[int, C]], nought: C) -> Mapping[int, C]:
    """Return the sums by day, without those that are nought."""
    found: dict[int, C] = {}
    for days in every:
        for day, counts in days.items():
            found[day] = found.get(day, nought).plus(counts)
    return {day: counts for day, counts in found.items() if counts}


def changed_actives(
    before: Mapping[int, UserDay], more: Mapping[int, UserDay]
) -> Mapping[int, Active]:
    """Return what must be added to everybody's days when a user's days change.

    Args: before are the user's days, at least those less than a week away from any in `more`.
    """
    was, now = _active(before), _active(summed((before, more), NO_DAY))
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
