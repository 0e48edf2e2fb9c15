"""Draw out pick by pick what a policy earned, what it missed, and how much of the gap it closed."""

import numpy as np

from core.analytics.curves import Curve, moving
from core.analytics.differences import of_persons
from core.domain.pick import Floats
from core.domain.sim_view import Course
from core.sim.analyse import WINDOW
from core.sim.hand import ORACLE, RANDOM
from core.sim.lives import Lives

LEAST = 2
"""People, at least, of whom a mean with a band is drawn."""


def courses(lives: Lives, policy: str, share: Curve) -> dict[str, Course]:
    """Return a policy's courses in one world: `gap`, `reward` and `regret`.

    Gap and reward look back on 15 picks, regret adds up from the first; people are the unit.
    Args: share is what the policy's gap closed has been found to be.
    """
    value, low, high = (lives.decisions(it, "worth") for it in (policy, RANDOM, ORACLE))
    shortest = min(it.shape[1] for it in (value, low, high))
    value, low, high = (it[:, :shortest] for it in (value, low, high))
    return {
        "gap": Course(_told(share.share), _told(share.low), _told(share.high)),
        "reward": _of_people(moving(value, WINDOW)),
        "regret": _of_people(np.cumsum(high - value, axis=1)),
    }


def _of_people(values: Floats) -> Course:
    """Return mean and band over people, column by column."""
    points = [_point(column[np.isfinite(column)]) for column in values.T]
    mean, low, high = zip(*points, strict=True) if points else ((), (), ())
    return Course(mean, low, high)


def _point(known: Floats) -> tuple[float, float, float]:
    if len(known) < LEAST:
        return (float("nan"),) * 3
    it = of_persons(known)
    return it.mean, it.low, it.high


def _told(values: Floats) -> tuple[float, ...]:
    return tuple(values.tolist())
