"""Turn candidates into numbers: named, ordered, versioned; the logged vector is the learned one.

One sheet holds every column that any policy reads; a policy names the ones it wants. So each pick's
log can teach, judge and replay every policy, also one that did not exist when it was written.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

import numpy as np

from core.bandit import columns as of
from core.bandit.context import Context
from core.bandit.facts import NOTHING, Facts, observe
from core.domain.ids import TaskId
from core.domain.past import Past
from core.domain.pick import Floats
from core.domain.task import Task

GRID = 1024
"""Features lie on a grid of one in so many: exact in four bytes, and exactly learned and unlearned."""
FEATURES_VERSION = "sheet-2"
"""Version of the sheet: of any column's name or meaning."""

Column = Callable[[Facts], Floats | float]


def _times(column: Callable[[Facts], Floats], clock: Callable[[Facts], float]) -> Column:
    return lambda facts: column(facts) * clock(facts)


_BUCKETS = {f"project_{n}": partial(of.in_bucket, n) for n in of.PLACES}

COLUMNS: Mapping[str, Column] = MappingProxyType(
    {
        "is_overdue": of.is_overdue,
        "task_age_days": of.task_age_days,
        "priority": of.priority,
        "hour_of_day": lambda facts: facts.here.hour,
        "day_of_week": lambda facts: facts.here.weekday(),
        "day_sin": lambda facts: math.sin(of.day_angle(facts)),
        "day_cos": lambda facts: math.cos(of.day_angle(facts)),
        "intercept": of.intercept,
        "days_overdue": of.days_overdue,
        "age": of.age,
        "urgency": of.urgency,
        "due_soon": of.due_soon,
        "due_at_time": of.due_at_time,
        "minutes": of.minutes,
        "quick": of.quick,
        "long": of.long,
        "snoozed": of.snoozed,
        "shown": of.shown,
        "described": of.described,
        "recurring": of.recurring,
        **_BUCKETS,
        "urgent_morning": _times(of.urgency, of.morning),
        "overdue_morning": _times(of.is_overdue, of.morning),
        "quick_evening": _times(of.quick, of.evening),
        "long_morning": _times(of.long, of.morning),
        "long_evening": _times(of.long, of.evening),
        **{f"{name}_free": _times(column, of.free) for name, column in _BUCKETS.items()},
        "recovery": of.recovery,
        "recovery_dismissed": of.recovery_dismissed,
    }
)
"""Every column of the sheet, in order."""

NAMES = tuple(COLUMNS)
"""Their names."""


@dataclass(frozen=True, slots=True)
class FeatureSet:
    """What one policy reads of the sheet: names, in the order of its weights."""

    names: tuple[str, ...]
    version: str = FEATURES_VERSION


def matrix(
    context: Context, candidates: Sequence[Task], pasts: Mapping[TaskId, Past] = NOTHING
) -> Floats:
    """Return the whole sheet of the candidates, float64 on the grid, shape (n, len(NAMES))."""
    facts = observe(context, candidates, pasts)
    sheet = np.empty((len(candidates), len(NAMES)))
    for place, column in enumerate(COLUMNS.values()):
        sheet[:, place] = column(facts)
    return np.round(sheet * GRID) / GRID


FIVE = FeatureSet(NAMES[:5])
"""The original's five raw features."""
SEVEN = FeatureSet(NAMES[:7])
"""The five, and the day of the week as sine and cosine."""
ORDER = FeatureSet(("is_overdue", "urgency", "age"))
"""What the rule goes by."""
TIP = FeatureSet(("intercept", "is_overdue", *NAMES[8:]))
"""Ours: what the task is, how it meets the hour, and whether it has been seen (bandits.md A0)."""

FEATURES: Mapping[str, FeatureSet] = MappingProxyType(
    {
        "random": FIVE,
        "rule-v1": ORDER,
        "linucb-v1": FIVE,
        "egreedy-v1": SEVEN,
        "bayes-v1": TIP,
        "squarecb-ridge-v1": TIP,
        "linucb-mix-v1": TIP,
    }
)
"""What each policy reads. Random reads nothing; a name must stand somewhere."""
