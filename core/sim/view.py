"""See tasks as somebody sees them at one moment: which traits each has, here and now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from core.domain.pick import Floats
from core.domain.task import Task
from core.sim.persona import AREAS, Persona

DAY_S = 86_400.0
"""Seconds of a day."""
QUICK_MIN, LONG_MIN = 15.0, 60.0
"""A task up to this long is quick, one from that on is long, as people say it of themselves."""
MORNING_H, EVENING_H = range(5, 12), range(17, 24)
"""Hours that count as morning and as evening."""
SATURDAY = 5
"""The first day of the weekend, as Python counts weekdays."""
LOG_DAYS = 4.0
"""Age counts by the logarithm of days over this: after two months old is old."""
NOWHERE = len(AREAS)
"""The place of the area of a task that belongs to none."""

Indices = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Row:
    """What of a task does not change while it waits; NaN where it says nothing."""

    task: Task
    due_s: float
    timed: float
    added_s: float
    urgent: float
    minutes: float
    area: int
    traits: tuple[float, float]
    """Whether it is recurring, and whether it is described."""


@dataclass(frozen=True, slots=True)
class View:
    """n tasks at one moment, one array of shape (n,) each; `traits` is (n, 13) in the order of TRAITS."""

    here: datetime
    traits: Floats
    area: Indices
    free: float
    """1 in the evening and on days off, else 0."""
    energy: float
    """From 0 to 1 and a half: that of the hour times that of the weekday."""
    hours_left: Floats
    """Hours until it falls due, negative when it has; NaN without a due."""
    age_days: Floats
    minutes: Floats
    """As told; NaN when a task does not say."""

    def __len__(self) -> int:
        """Return n."""
        return len(self.area)

    def trait(self, place: int) -> Floats:
        """Return one trait of all tasks, (n,)."""
        column: Floats = self.traits[:, place]
        return column


def row(task: Task, areas: Sequence[str], zone: ZoneInfo) -> Row:
    """Return what stays true of a task.

    Args: areas are the project names of the persona, in the order of AREAS.
    """
    nothing = float("nan")
    due = task.due
    return Row(
        task=task,
        due_s=nothing if due is None else due.at(zone).timestamp(),
        timed=float(due is not None and not due.all_day),
        added_s=nothing if task.added_at is None else task.added_at.timestamp(),
        urgent=(task.priority - 1) / 3,
        minutes=_minutes(task),
        area=areas.index(task.project) if task.project in areas else NOWHERE,
        traits=(float(task.recurring), float(task.described)),
    )


def _minutes(task: Task) -> float:
    if task.duration_min is not None:
        return float(task.duration_min)
    told = (label.removesuffix("min") for label in task.labels if label.endswith("min"))
    return next((float(it) for it in told if it.isdecimal() and int(it)), float("nan"))


def view(rows: Sequence[Row], persona: Persona, here: datetime) -> View:
    """Return tasks as the persona sees them at a local time."""
    now_s, hour = here.timestamp(), here.hour
    numbers = np.array(
        [(it.due_s, it.timed, it.added_s, it.urgent, it.minutes, *it.traits) for it in rows]
    )
    due_s, timed, added_s, urgent, minutes, recurring, described = numbers.T
    left_s = due_s - now_s
    quick, long = minutes <= QUICK_MIN, minutes >= LONG_MIN
    morning, evening = float(hour in MORNING_H), float(hour in EVENING_H)
    age_days = np.maximum(0.0, np.nan_to_num(now_s - added_s)) / DAY_S
    # By the calendar: a day on which the clock changes has 23 or 25 hours.
    tomorrow_ends = here.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=2)
    until_s = tomorrow_ends.timestamp() - now_s
    traits = np.empty((len(rows), 13))
    traits[:, 0] = left_s < 0
    traits[:, 1] = (left_s >= 0) & (left_s <= until_s)
    traits[:, 2] = urgent
    traits[:, 3] = np.minimum(np.log1p(age_days) / LOG_DAYS, 1.0)
    traits[:, 4] = quick
    traits[:, 5] = long
    traits[:, 6] = timed
    traits[:, 7] = recurring
    traits[:, 8] = described
    traits[:, 9] = urgent * morning
    traits[:, 10] = quick * evening
    traits[:, 11] = long * morning
    traits[:, 12] = long * evening
    return View(
        here=here,
        traits=traits,
        area=np.array([it.area for it in rows]),
        free=float(here.weekday() >= SATURDAY or hour in EVENING_H),
        energy=persona.energy_hours[hour] * persona.energy_weekdays[here.weekday()],
        hours_left=left_s / 3600,
        age_days=age_days,
        minutes=minutes,
    )
