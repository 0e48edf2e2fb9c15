"""Follow people from step to step, in two periods."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from core.analytics.group_sums import FEWEST_EVENTS, smaller
from core.analytics.wilson import wilson
from core.domain.figure import Change, Figure, TooFew

RETURN_DAYS = 7
"""After how many days somebody who comes back has returned."""


@dataclass(frozen=True, slots=True)
class Step:
    """How many of those who reached the step before reached this one too."""

    name: str
    reached: int
    ripe: int | None = None
    """Of those who reached the step before, how many have had the time to reach this one; all of
    them when None. Who has not does not count in `reached` either."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One step of a funnel, now and before; conversions are shares of the step before."""

    name: str
    reached: int
    reached_before: int
    unknown: int
    """Users of the step before whose time for this one is not over."""
    conversion: Figure | TooFew | None
    """None at the first step, which nobody comes to from another."""
    conversion_before: Figure | TooFew | None
    change: Change | TooFew | None


def is_ripe(began: date, today: date) -> bool:
    """Return whether the seventh day after the first is over, so that a return is known or missed."""
    return today > began + timedelta(days=RETURN_DAYS)


def funnel(now: Sequence[Step], before: Sequence[Step]) -> tuple[Passage, ...]:
    """Return the passages of the same steps in two periods, of different users.

    Raises: ValueError when the steps are others, or more reached one than could.
    """
    if [it.name for it in now] != [it.name for it in before]:
        raise ValueError(now, before)
    pairs = zip(_conversions(now), _conversions(before), strict=True)
    return tuple(
        Passage(
            name=step.name,
            reached=step.reached,
            reached_before=then.reached,
            unknown=unknown,
            conversion=of_now,
            conversion_before=of_before,
            change=_change(of_now, of_before),
        )
        for step, then, ((unknown, of_now), (_, of_before)) in zip(now, before, pairs, strict=True)
    )


def proportion(reached: int, of: int) -> Figure | TooFew:
    """Return the share of users, each of them one event, with Wilson's interval."""
    if of < FEWEST_EVENTS:
        return TooFew(of)
    share = reached / of
    return Figure(share, *wilson(share, of), math.sqrt(share * (1 - share) / of), of)


def newcombe(now: Figure, before: Figure) -> Change:
    """Return the difference of two shares of different users.

    Built from Wilson's bounds of both: it keeps its promise at 30 users and at shares near 0 or 1,
    where Wald's interval does not, and never leaves -1 to 1.
    Source: Newcombe, "Interval estimation for the difference between independent proportions"
    (1998), method 10.
    """
    value = now.value - before.value
    down = math.hypot(now.value - now.low, before.high - before.value)
    up = math.hypot(now.high - now.value, before.value - before.low)
    error, count = math.hypot(now.error, before.error), min(now.count, before.count)
    return Change(value, value - down, value + up, error, count, math.inf)


def _conversions(steps: Sequence[Step]) -> list[tuple[int, Figure | TooFew | None]]:
    """Return for each step how many are not yet known, and its share of the step before."""
    found: list[tuple[int, Figure | TooFew | None]] = [(0, None)] if steps else []
    for earlier, step in pairwise(steps):
        ripe = earlier.reached if step.ripe is None else step.ripe
        if not 0 <= step.reached <= ripe <= earlier.reached:
            raise ValueError(earlier, step)
        found.append((earlier.reached - ripe, proportion(step.reached, ripe)))
    return found


def _change(now: Figure | TooFew | None, before: Figure | TooFew | None) -> Change | TooFew | None:
    if isinstance(now, Figure) and isinstance(before, Figure):
        return newcombe(now, before)
    return smaller(*(it if isinstance(it, TooFew) else None for it in (now, before)))
