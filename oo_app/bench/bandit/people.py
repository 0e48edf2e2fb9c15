"""Invent people for the tip simulator: tasks, tastes, and the chance of each answer, all from a seed.

A world where rewards are nearly linear in what oO's own features say, with tastes that scatter
around a population (bandits.md 2.4, world W1). What closes a gap here need not please a person.
"""

import math
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np

from core.bandit.features import TIP
from core.bandit.projects import HASHED
from core.domain.pick import Floats
from core.rewards.ladder import DONE_LADDER, DONE_SLOWLY_MILLI

TASKS = 90
"""Tasks of each person."""
WAITING = 30
"""Tasks that are there on the first day; the others arrive one by one."""
DAYS = 40
"""Days over which tasks arrive; three decisions are made on each."""
DAY_S = 86_400.0
"""Seconds of a day."""
SHOWS = 32
"""A task shown more often than this meets its first chances again."""
TYPICAL = {
    "intercept": (-0.2, -0.6),
    "is_overdue": (0.6, -0.3),
    "due_soon": (0.8, -0.4),
    "urgency": (0.6, -0.4),
    "age": (-0.5, 0.6),
    "quick": (0.8, -0.2),
    "long": (-0.8, 0.5),
    "urgent_morning": (0.8, 0.0),
    "quick_evening": (0.7, 0.0),
    "long_morning": (0.7, -0.3),
    "long_evening": (-0.8, 0.8),
    "project_0_free": (0.8, -0.5),
    "project_1_free": (-0.8, 0.8),
}
"""What most people feel: log odds of doing, and of dismissing, against snoozing."""
TASTES = tuple(name for name in TIP.names if not name.startswith(("recovery", "shown", "snoozed")))
"""Features that people have tastes about; weariness is its own law."""
APART, DRIFT = 0.7, 0.3
"""Standard deviation of tastes around a population's, and of a population's around the typical."""
DWELL_S, DWELL_SPREAD = 12.0, 0.7
"""Seconds that a tip is looked at for each minute of its task, and how much that scatters."""
WEARY, HALF_LIFE_DAYS = 1.5, 1.5
"""Log odds that having just seen a task costs, and when half of it is forgotten: medians of people."""


@dataclass(frozen=True, slots=True)
class Tasks:
    """What is true of u people's n tasks, one array of shape (u, n) a fact; times in seconds."""

    added_s: Floats
    due_s: Floats
    timed: Floats
    priority: Floats
    minutes: Floats
    recurring: Floats
    described: Floats
    bucket: Floats


@dataclass(frozen=True)
class People:
    """u people: their tasks, tastes (u, 2, d), weariness (u, 1), and chances (u, n, SHOWS).

    The same task, shown the same time over, meets the same chance whoever picked it.
    """

    tasks: Tasks
    tastes: Floats
    weary: Floats
    half_life_days: Floats
    chance: Floats
    slowness: Floats

    def __len__(self) -> int:
        """Return u."""
        return len(self.tastes)

    @cached_property
    def earned(self) -> Floats:
        """Return the expected reward of doing each task, (u, n): how long it is looked at is luck."""
        left, total = 1.0, np.zeros_like(self.tasks.minutes)
        for below_ms, milli in DONE_LADDER:
            z = np.log(below_ms / 1000 / (DWELL_S * self.tasks.minutes)) / DWELL_SPREAD
            below = _share_below(z)
            total += milli * (below - (1.0 - left))
            left = 1.0 - below
        earned: Floats = (total + DONE_SLOWLY_MILLI * left) / 1000
        return earned


def populate(seed: int, count: int, group: int = 0) -> People:
    """Return some people of the population of this seed; another group, other people of the same."""
    typical = population(seed)
    dice = np.random.default_rng((seed, 1 + group))
    tastes = typical + dice.normal(0, APART, (count, *typical.shape))
    tasks = _tasks(dice, count)
    shape = (count, TASKS, SHOWS)
    return People(
        tasks=tasks,
        tastes=tastes,
        weary=WEARY * np.exp(dice.normal(0, 0.5, (count, 1))),
        half_life_days=HALF_LIFE_DAYS * np.exp(dice.normal(0, 0.5, (count, 1))),
        chance=dice.random(shape),
        slowness=dice.normal(0, DWELL_SPREAD, shape),
    )


def population(seed: int) -> Floats:
    """Return the mean tastes of one population, (2, d)."""
    typical = np.array([TYPICAL.get(name, (0.0, 0.0)) for name in TASTES]).T
    drifted: Floats = typical + np.random.default_rng((seed, 0)).normal(0, DRIFT, typical.shape)
    return drifted


def _tasks(dice: np.random.Generator, count: int) -> Tasks:
    shape = (count, TASKS)
    late = dice.uniform(0, DAYS, (count, TASKS - WAITING))
    added = np.hstack((-dice.exponential(20, (count, WAITING)), late)) * DAY_S
    due = added + dice.exponential(8, shape) * DAY_S
    drawn = {
        "added_s": added,
        "due_s": np.where(dice.random(shape) < 0.6, due, np.nan),  # noqa: PLR2004 — most have one
        "timed": dice.integers(2, size=shape),
        "priority": dice.choice([1, 2, 3, 4], p=[0.4, 0.25, 0.2, 0.15], size=shape),
        "minutes": dice.choice([3, 8, 15, 25, 45, 90, 150], size=shape),
        "recurring": dice.random(shape) < 0.1,  # noqa: PLR2004 — few are
        "described": dice.integers(2, size=shape),
        "bucket": dice.integers(HASHED, size=shape),
    }
    return Tasks(*(np.asarray(drawn[it.name], dtype=np.float64) for it in fields(Tasks)))


def _share_below(z: Floats) -> Floats:
    """Return the share of a standard normal below z."""
    shares: Floats = np.array([0.5 * (1 + math.erf(it / math.sqrt(2))) for it in z.flat])
    return shares.reshape(z.shape)
