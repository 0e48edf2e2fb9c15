"""Turn candidates into numbers: named, ordered, versioned; the logged vector is the learned one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

import numpy as np

from core.bandit.context import Context
from core.domain.task import Task
from core.domain.tip import Floats

DAY = timedelta(days=1)
"""The unit of a task's age."""


@dataclass(frozen=True, slots=True)
class FeatureSet:
    """What one policy reads: names in order, and how each is computed."""

    version: str
    columns: Mapping[str, Callable[[Context, Task], float]]

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names, in the order of the columns."""
        return tuple(self.columns)

    def matrix(self, context: Context, candidates: Sequence[Task]) -> Floats:
        """Return the features of all candidates, float64, shape (n, d)."""
        rows = [[column(context, task) for column in self.columns.values()] for task in candidates]
        return np.array(rows, dtype=np.float64).reshape(len(candidates), len(self.columns))


def is_overdue(context: Context, task: Task) -> float:
    """Return 1.0 when the task's due moment has passed, else 0.0."""
    return float(task.due is not None and task.due.at(context.zone) < context.now)


def task_age_days(context: Context, task: Task) -> float:
    """Return the days since the task was added, never negative; 0 when that is unknown."""
    return 0.0 if task.added_at is None else max(0.0, (context.now - task.added_at) / DAY)


def priority(context: Context, task: Task) -> float:  # noqa: ARG001 — a column takes both
    """Return Todoist's priority: 1 (normal) to 4 (most urgent)."""
    return float(task.priority)


def hour_of_day(context: Context, task: Task) -> float:  # noqa: ARG001 — a column takes both
    """Return the user's local hour, 0 to 23."""
    return float(context.here.hour)


def day_of_week(context: Context, task: Task) -> float:  # noqa: ARG001 — a column takes both
    """Return the user's local day: Monday is 0, Sunday 6."""
    return float(context.here.weekday())


BASE = FeatureSet(
    version="base-1",
    columns=MappingProxyType(
        {
            "is_overdue": is_overdue,
            "task_age_days": task_age_days,
            "priority": priority,
            "hour_of_day": hour_of_day,
            "day_of_week": day_of_week,
        }
    ),
)
"""The original's five raw features."""

FEATURES: Mapping[str, FeatureSet] = MappingProxyType({"random": BASE})
"""What each policy reads. Random reads nothing, but its log must serve others (off-policy)."""
