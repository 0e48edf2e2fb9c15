"""Read from tasks and their past, once per pick, the plain facts that all features are made of."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

import numpy as np

from core.bandit.context import Context
from core.bandit.projects import bucket
from core.domain.ids import TaskId
from core.domain.past import NEVER, Past
from core.domain.pick import Floats
from core.domain.task import Due, Task

UNKNOWN = float("nan")
"""Stands for what a task does not say."""
LABEL_MINUTES = re.compile(r"(\d{1,3}) ?m(?:in(?:utes?)?)?")
"""A label such as `15min` says how long a task takes, as many people use them."""
WIDTH = 12
"""Facts of one task."""
NOTHING: Mapping[TaskId, Past] = MappingProxyType({})
"""The past of somebody who has seen no tip."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of n candidates at one moment, one array of shape (n,) a fact."""

    here: datetime
    """The local time of the user."""
    now_s: float
    tomorrow_ends_s: float
    """When the user's tomorrow ends."""
    due_s: Floats
    timed: Floats
    added_s: Floats
    priority: Floats
    minutes: Floats
    recurring: Floats
    described: Floats
    bucket: Floats
    shown: Floats
    last_shown_s: Floats
    snoozed: Floats
    dismissed: Floats

    def __len__(self) -> int:
        """Return n."""
        return len(self.due_s)


def observe(
    context: Context, candidates: Sequence[Task], pasts: Mapping[TaskId, Past] = NOTHING
) -> Facts:
    """Return the facts of the candidates, in their order."""
    zone = context.zone
    rows = [_row(task, pasts.get(task.id, NEVER), zone) for task in candidates]
    columns = np.array(rows, dtype=np.float64).reshape(len(rows), WIDTH).T
    days = timedelta(days=2)
    tomorrow_ends = context.here.replace(hour=0, minute=0, second=0, microsecond=0) + days
    return Facts(context.here, context.now.timestamp(), tomorrow_ends.timestamp(), *columns)


def _row(task: Task, past: Past, zone: ZoneInfo) -> tuple[float, ...]:
    due, shown_at = task.due, past.last_shown_at
    return (
        UNKNOWN if due is None else _due_s(due, zone),
        due is not None and not due.all_day,
        UNKNOWN if task.added_at is None else task.added_at.timestamp(),
        task.priority,
        _minutes(task),
        task.recurring,
        task.described,
        bucket(task.project),
        past.shown,
        UNKNOWN if shown_at is None else shown_at.timestamp(),
        past.snoozed,
        past.dismissed,
    )


@lru_cache(maxsize=4096)
def _due_s(due: Due, zone: ZoneInfo) -> float:
    return due.at(zone).timestamp()


def _minutes(task: Task) -> float:
    if task.duration_min is not None:
        return task.duration_min
    return next(
        (told for label in task.labels if (told := _label_minutes(label)) is not None), UNKNOWN
    )


@lru_cache(maxsize=4096)
def _label_minutes(label: str) -> float | None:
    found = LABEL_MINUTES.fullmatch(label.strip().lower())
    return float(found[1]) if found and int(found[1]) else None
