"""Turn what somebody wants into the chance of each answer, and that into what a tip is worth.

A multinomial logit over done, snooze and dismiss, as in the study that set the targets (bandits.md
2.4, world W1): what is wanted less is also dismissed more, having just seen a task wearies, a long
day tires, and a task takes as long to answer as its length says.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from core.domain.ids import TaskId
from core.domain.past import Past
from core.domain.pick import Floats
from core.domain.task import Task
from core.rewards.ladder import (
    DISMISSED_MILLI,
    DONE_LADDER,
    DONE_SLOWLY_MILLI,
    SNOOZED_MILLI,
)
from core.sim.persona import Persona

AGAINST = 0.5
"""Log odds of dismissing that each unit of not wanting brings."""
GRUDGE = 1.5
"""So many times as wearying is a task that was dismissed when last seen."""
TIRES = 0.3
"""Log odds that each tip beyond a day's capacity costs."""
DWELL_S, DWELL_SPREAD = 12.0, 0.7
"""Seconds that a tip is looked at for each minute of its task, and how much that scatters (log)."""
DAY_S = 86_400.0
"""Seconds of a day."""
UNTOLD_MIN = 25.0
"""Minutes of a task that does not say how long it takes."""
DONE, SNOOZE, DISMISS = range(3)
"""Places of the answers."""


@dataclass(frozen=True, slots=True)
class Mood:
    """What lies on a persona at one moment: weariness of each task, (n,), and tiredness of all."""

    weary: Floats
    tired: float


def mood(
    persona: Persona,
    tasks: Sequence[Task],
    pasts: Mapping[TaskId, Past],
    *,
    here: datetime,
    answered_today: int,
) -> Mood:
    """Return how weary of each task a persona is, and how tired, in log odds."""
    weary = np.zeros(len(tasks))
    for place, task in enumerate(tasks):
        past = pasts.get(task.id)
        if past is not None and past.last_shown_at is not None:
            days = (here - past.last_shown_at).total_seconds() / DAY_S
            left = persona.weariness * 0.5 ** (max(0.0, days) / persona.recovery_days)
            weary[place] = left * (GRUDGE if past.dismissed else 1.0)
    return Mood(weary, TIRES * max(0, answered_today - persona.capacity))


def chances(persona: Persona, wants: Floats, it: Mood) -> Floats:
    """Return the chances that each task is done, snoozed or dismissed, (n, 3)."""
    odds = np.zeros((len(wants), 3))
    odds[:, DONE] = wants - it.weary - it.tired
    odds[:, DISMISS] = persona.bluntness - AGAINST * wants + it.weary + AGAINST * it.tired
    shares = np.exp(odds - odds.max(axis=1, keepdims=True))
    normal: Floats = shares / shares.sum(axis=1, keepdims=True)
    return normal


def earned(minutes: float, patience: float) -> float:
    """Return the expected reward of doing a task this long: how long it is looked at is luck."""
    typical_s = DWELL_S * (UNTOLD_MIN if math.isnan(minutes) else minutes) * patience
    return ladder(typical_s, DWELL_SPREAD)


def ladder(typical_s: float, spread: float) -> float:
    """Return the expected reward of a "done" after a log-normal look, by its median and spread."""
    left, total = 1.0, 0.0
    for below_ms, milli in DONE_LADDER:
        z = math.log(below_ms / 1000 / typical_s) / spread
        above = 0.5 * math.erfc(z / math.sqrt(2))
        total += milli * (left - above)
        left = above
    return (total + DONE_SLOWLY_MILLI * left) / 1000


def worth(shares: Floats, earns: Floats) -> Floats:
    """Return the expected reward of each task, (n,), from chances (n, 3) and what doing earns, (n,)."""
    expected: Floats = (
        shares[:, DONE] * earns
        + shares[:, SNOOZE] * (SNOOZED_MILLI / 1000)
        + shares[:, DISMISS] * (DISMISSED_MILLI / 1000)
    )
    return expected
