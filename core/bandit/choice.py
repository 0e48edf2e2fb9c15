"""Take from a pick the numbers that are counted, and say in words what its features were."""

import math

import numpy as np

from core.bandit.columns import LOG_DAYS
from core.domain.fact import NO_HOUR, UNKNOWN, Choice, DueIn, Length, Target
from core.domain.pick import Pick, Scoring

SHORTLY_OVERDUE_D = 3.1
"""Days up to which a task counts as overdue by three: the grid rounds, and days have hours."""
MOST_URGENT = 4
"""Todoist's highest priority, which its users know as p1."""


def choice_of(pick: Pick) -> Choice:
    """Return what is counted of a pick; a sheet that lacks a column leaves its bucket unknown."""
    served = pick.served
    p = served.probabilities
    greedy = int(np.argmax(p))
    squares = float(p @ p)
    return Choice(
        known=True,
        assigned=pick.assignment.policy,
        assigned_by=pick.assignment.by,
        experiment=pick.assignment.experiment,
        barred=len(pick.barred),
        explored=bool(served.scores[served.chosen] < served.scores.max()),
        fallback=served.fallback,
        took_us=pick.took_us,
        hour=_hour(pick),
        priority=_priority(pick),
        due=_due(pick),
        minutes=_minutes(pick),
        greedy=greedy == served.chosen,
        greedy_p=float(p[greedy]),
        expected_p=squares,
        variance_p=max(0.0, float((p**3).sum()) - squares**2),
        targets=tuple(target_of(shadow, served) for shadow in pick.shadows),
    )


def target_of(shadow: Scoring, served: Scoring) -> Target:
    """Return what a shadow would have done where another policy served."""
    scores = np.clip(np.nan_to_num(shadow.scores), -1.0, 1.0)
    return Target(
        policy=shadow.policy,
        chance=float(shadow.probabilities[served.chosen]),
        agrees=shadow.chosen == served.chosen,
        unsupported=float(shadow.probabilities[served.probabilities == 0].sum()),
        direct=float(shadow.probabilities @ scores),
        expected=float(scores[served.chosen]),
    )


def _of(pick: Pick, name: str) -> float | None:
    """Return a feature of the candidate that was served; None when the sheet has none such."""
    if name not in pick.feature_names:
        return None
    return float(pick.vector[pick.feature_names.index(name)])


def _hour(pick: Pick) -> int:
    hour = _of(pick, "hour_of_day")
    return NO_HOUR if hour is None else int(hour)


def _priority(pick: Pick) -> str:
    priority = _of(pick, "priority")
    return UNKNOWN if priority is None else f"p{MOST_URGENT + 1 - int(priority)}"


def _due(pick: Pick) -> str:
    overdue, days, soon = (_of(pick, name) for name in ("is_overdue", "days_overdue", "due_soon"))
    if overdue is None or days is None or soon is None:
        return UNKNOWN
    if overdue:
        shortly = math.expm1(days * LOG_DAYS) <= SHORTLY_OVERDUE_D
        return DueIn.OVERDUE_3D if shortly else DueIn.OVERDUE_MORE
    return DueIn.SOON if soon else DueIn.LATER


def _minutes(pick: Pick) -> str:
    """Return the length in words; the usual length lies where an unknown one does."""
    quick, long, minutes = (_of(pick, name) for name in ("quick", "long", "minutes"))
    if quick:
        return Length.SHORT
    if long:
        return Length.LONG
    return Length.MEDIUM if minutes else UNKNOWN
