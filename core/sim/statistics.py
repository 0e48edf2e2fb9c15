"""Draw the portrait of a list in numbers: what docs/simulation/tasks.md shows and tests hold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import timedelta
from zoneinfo import ZoneInfo

import numpy as np

from core.domain.pick import Floats
from core.sim.arrivals import Arrival
from core.sim.persona import HOURS, WEEKDAYS

DAY = timedelta(days=1)
"""One day."""
GREENWICH = ZoneInfo("UTC")
"""Where hours are counted unless somebody lives elsewhere."""
SATURDAY = 5
"""Where the weekend begins, counted from Monday as 0."""
LEVELS = 4
"""Priorities that a task can have."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """What a list is made of; shares lie in [0, 1], means are over tasks."""

    tasks: float
    later: float
    """Tasks that turn up after the first moment."""
    age_days: float
    """Mean age of the tasks that are there at the first moment."""
    dated: float
    timed: float
    """Share of dated tasks."""
    overdue: float
    """Share of the dated tasks of the first moment that were due before it."""
    recurring: float
    described: float
    told: float
    """Share that says how long it takes."""
    minutes: float
    """Median of the true minutes."""
    words: float
    """Words per text, parted by spaces; says nothing of Japanese."""
    characters: float
    priorities: tuple[float, ...]
    """Shares of 1 (normal) to 4 (most urgent)."""
    hours: tuple[float, ...]
    """Shares of the local hours at which tasks turn up after the first moment, 24."""
    weekdays: tuple[float, ...]
    """Shares of the weekdays, Monday first, 7."""


def portrait(arrivals: Sequence[Arrival], zone: ZoneInfo = GREENWICH) -> Portrait:
    """Return the portrait of one list; `zone` is where its hours are counted.

    The first moment is that of the first arrival added before it came. What there is none of is 0.
    """
    first = min((it.at for it in arrivals if it.task.added_at != it.at), default=None)
    there = [it for it in arrivals if it.at == first]
    later = [it.at.astimezone(zone) for it in arrivals if it.at != first]
    tasks = [it.task for it in arrivals]
    dues = [it.due for it in tasks if it.due is not None]
    return Portrait(
        tasks=len(arrivals),
        later=len(later),
        age_days=_mean((it.at - it.task.added_at) / DAY for it in there if it.task.added_at),
        dated=_mean(it.due is not None for it in tasks),
        timed=_mean(not it.all_day for it in dues),
        overdue=_mean(_overdue(it, zone) for it in there if it.task.due),
        recurring=_mean(it.recurring for it in tasks),
        described=_mean(it.described for it in tasks),
        told=_mean(it.duration_min is not None or bool(it.labels) for it in tasks),
        minutes=float(np.median([it.minutes for it in arrivals])) if arrivals else 0.0,
        words=_mean(len(it.text.split()) for it in tasks),
        characters=_mean(len(it.text) for it in tasks),
        priorities=_shares((it.priority - 1 for it in tasks), LEVELS),
        hours=_shares((it.hour for it in later), HOURS),
        weekdays=_shares((it.weekday() for it in later), WEEKDAYS),
    )


def together(portraits: Sequence[Portrait]) -> Portrait:
    """Return the portrait of a population: the mean over people, each counting once."""
    names = [it.name for it in fields(Portrait)]
    means = {name: np.mean([getattr(it, name) for it in portraits], axis=0) for name in names}
    plain = {name: tuple(it.tolist()) if it.ndim else float(it) for name, it in means.items()}
    return Portrait(**plain)  # type: ignore[arg-type]  # numbers stay numbers, shares stay tuples


def table(it: Portrait) -> str:
    """Return the rows of the table in docs/simulation/tasks.md."""
    priorities = " / ".join(f"{share:.0%}" for share in it.priorities)
    weekend = sum(it.weekdays[SATURDAY:])
    rows = [
        ("tasks in a life", f"{it.tasks:.0f}"),
        ("of these, after the first moment", f"{it.later:.0f}"),
        ("days that the first ones had been there", f"{it.age_days:.0f}"),
        ("with a due date", f"{it.dated:.0%}"),
        ("of these, with a time of day", f"{it.timed:.0%}"),
        ("of the first dated ones, overdue", f"{it.overdue:.0%}"),
        ("recurring", f"{it.recurring:.0%}"),
        ("with a description", f"{it.described:.0%}"),
        ("saying how long they take", f"{it.told:.0%}"),
        ("minutes, median", f"{it.minutes:.0f}"),
        ("words, without Japanese", f"{it.words:.1f}"),
        ("characters", f"{it.characters:.0f}"),
        ("priority 1 / 2 / 3 / 4", priorities),
        ("turning up from 8 to 20", f"{sum(it.hours[8:20]):.0%}"),
        ("turning up on a weekend", f"{weekend:.0%}"),
    ]
    return "\n".join(f"| {name} | {value} |" for name, value in rows)


def _overdue(arrival: Arrival, zone: ZoneInfo) -> bool:
    due = arrival.task.due
    return due is not None and due.at(zone) <= arrival.at


def _mean(numbers: Iterable[float]) -> float:
    found = list(numbers)
    return float(np.mean(found)) if found else 0.0


def _shares(places: Iterable[int], count: int) -> tuple[float, ...]:
    found: Floats = np.bincount(list(places), minlength=count) / 1.0
    return tuple((found / max(found.sum(), 1.0)).tolist())
