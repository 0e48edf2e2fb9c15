"""Compute each feature from the facts: one function a column, an array of shape (n,) each.

The clock alone is the same for every candidate and cannot change a ranking (bandits.md 0.1), so our
own features meet it only in products with something of the task.
"""

import math

import numpy as np

from core.bandit.facts import Facts
from core.bandit.projects import BUCKETS
from core.domain.pick import Floats

DAY_S = 86_400.0
"""Seconds of a day."""
RECOVERY_DAYS = 1.5
"""After so many days half of the weariness of having seen a task is gone (bandits.md A0)."""
LOG_DAYS = 4.0
"""Logarithms of days are divided by this: e to the 4th is 54 days, beyond which age is age."""
USUAL_MIN = 25.0
"""Minutes that a task of no particular length takes."""
QUICK_MIN = 15.0
"""A task up to this long is quick."""
LONG_MIN = 60.0
"""A task of at least this long is long."""
OFTEN = 3.0
"""So many times shown or snoozed count as often; more is no different."""
MORNING_H = range(5, 12)
"""The hours of the morning."""
EVENING_H = range(17, 24)
"""The hours of the evening."""
FRIDAY = 4
"""The last working day, as Python counts weekdays."""


def intercept(facts: Facts) -> Floats:
    """Return ones: what any tip is worth."""
    return np.ones(len(facts))


def is_overdue(facts: Facts) -> Floats:
    """Return 1 where the due moment has passed, else 0."""
    return (facts.due_s < facts.now_s).astype(np.float64)


def days_overdue(facts: Facts) -> Floats:
    """Return the logarithm of the days since a task fell due, up to 1."""
    return _log_days(facts.now_s - facts.due_s)


def task_age_days(facts: Facts) -> Floats:
    """Return the days since the task was added, never negative; 0 when that is unknown."""
    return (
        np.fmax(facts.now_s - facts.added_s, 0.0) / DAY_S
    )  # a time that is unknown is no time ago


def age(facts: Facts) -> Floats:
    """Return the logarithm of the task's age, up to 1."""
    return _log_days(facts.now_s - facts.added_s)


def priority(facts: Facts) -> Floats:
    """Return Todoist's priority: 1 (normal) to 4 (most urgent)."""
    return facts.priority


def urgency(facts: Facts) -> Floats:
    """Return the priority from 0 (normal) to 1 (most urgent)."""
    return (facts.priority - 1) / 3


def due_soon(facts: Facts) -> Floats:
    """Return 1 where a task is due today or tomorrow and not yet overdue."""
    soon = (facts.due_s >= facts.now_s) & (facts.due_s <= facts.tomorrow_ends_s)
    return soon.astype(np.float64)


def due_at_time(facts: Facts) -> Floats:
    """Return 1 where the due has a time of day."""
    return facts.timed


def minutes(facts: Facts) -> Floats:
    """Return the logarithm of the expected minutes around the usual, -1 to 1; 0 when unknown."""
    known = np.where(np.isnan(facts.minutes), USUAL_MIN, facts.minutes)
    return np.clip(np.log(np.maximum(known, 1.0) / USUAL_MIN) / math.log(USUAL_MIN), -1, 1)


def quick(facts: Facts) -> Floats:
    """Return 1 where the task is known to be quick."""
    return (facts.minutes <= QUICK_MIN).astype(np.float64)


def long(facts: Facts) -> Floats:
    """Return 1 where the task is known to be long."""
    return (facts.minutes >= LONG_MIN).astype(np.float64)


def snoozed(facts: Facts) -> Floats:
    """Return how often the task was snoozed lately, 0 to 1."""
    return np.minimum(facts.snoozed / OFTEN, 1)


def shown(facts: Facts) -> Floats:
    """Return how often the task was shown lately, 0 to 1."""
    return np.minimum(facts.shown / OFTEN, 1)


def described(facts: Facts) -> Floats:
    """Return 1 where the task has a description."""
    return facts.described


def recurring(facts: Facts) -> Floats:
    """Return 1 where completing the task moves it to its next occurrence."""
    return facts.recurring


def recovery(facts: Facts) -> Floats:
    """Return how fresh the memory of the task is: 1 just after it was shown, 0 when it never was."""
    days = np.maximum(0.0, facts.now_s - facts.last_shown_s) / DAY_S
    return np.fmax(0.5 ** (days / RECOVERY_DAYS), 0.0)


def recovery_dismissed(facts: Facts) -> Floats:
    """Return the same where the user had dismissed the task, else 0."""
    return recovery(facts) * facts.dismissed


def morning(facts: Facts) -> float:
    """Return 1 in the user's morning."""
    return float(facts.here.hour in MORNING_H)


def evening(facts: Facts) -> float:
    """Return 1 in the user's evening."""
    return float(facts.here.hour in EVENING_H)


def free(facts: Facts) -> float:
    """Return 1 in the evening and on days that are no working days for most."""
    return float(facts.here.weekday() > FRIDAY or facts.here.hour in EVENING_H)


def in_bucket(place: int, facts: Facts) -> Floats:
    """Return 1 where the task's project falls into the bucket at this place."""
    inside: Floats = np.equal(facts.bucket, place).astype(np.float64)
    return inside


def day_angle(facts: Facts) -> float:
    """Return the day of the week as an angle, Monday 0."""
    return 2 * math.pi * facts.here.weekday() / 7


def _log_days(seconds: Floats) -> Floats:
    days: Floats = np.fmax(seconds, 0.0) / DAY_S
    capped: Floats = np.minimum(np.log1p(days) / LOG_DAYS, 1.0)
    return capped


PLACES = range(BUCKETS)
"""The buckets of projects."""
