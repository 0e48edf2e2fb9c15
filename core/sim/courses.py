"""Draw out pick by pick what a policy earned, what it missed, and how much of the gap it closed."""

import numpy as np

from core.analytics.curves import Curve, means, moving
from core.domain.pick import Floats
from core.domain.sim_view import Course
from core.sim.analyse import WINDOW
from core.sim.hand import ORACLE, RANDOM
from core.sim.lives import Lives


def courses(lives: Lives, policy: str, share: Curve) -> dict[str, Course]:
    """Return a policy's courses in one world: `gap`, `reward` and `regret`.

    Gap and reward look back on 15 picks, regret adds up from the first; people are the unit.
    Args: share is what the policy's gap closed has been found to be.
    """
    value, low, high = (lives.decisions(it, "worth") for it in (policy, RANDOM, ORACLE))
    shortest = min(it.shape[1] for it in (value, low, high))
    value, low, high = (it[:, :shortest] for it in (value, low, high))
    return {
        "gap": _course(share),
        "reward": _course(means(moving(value, WINDOW))),
        "regret": _course(means(np.cumsum(high - value, axis=1))),
    }


def _course(it: Curve) -> Course:
    return Course(_told(it.share), _told(it.low), _told(it.high))


def _told(values: Floats) -> tuple[float, ...]:
    return tuple(values.tolist())
