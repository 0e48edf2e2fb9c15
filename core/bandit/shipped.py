"""Say what is expected of a person nobody knows yet, until enough people have allowed to be learned from.

Written by hand (bandits.md A2); a prior learned in simulation, or from consenting people, takes its
place. Every mean is small beside its spread, so that a few answers overrule it.
"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from core.bandit.features import TIP
from core.bandit.prior import Prior

NOISE = 0.35
"""Variance of rewards around what features can tell; a reward lies in [-1, 1]."""
SCALE = 0.5
"""Variance of a weight of what a task is."""
NARROW = 0.2
"""Variance of a weight of a task's meeting with the hour: fewer answers tell of it."""
FLAT_SCALE = 0.1
"""Variance of each weight for the twin that expects nothing; 1, 0.3 and 0.05 close less of the gap."""
EXPECTED: Mapping[str, float] = MappingProxyType(
    {
        "is_overdue": 0.15,
        "due_soon": 0.2,
        "urgency": 0.15,
        "quick": 0.1,
        "long": -0.1,
        "snoozed": -0.2,
        "shown": -0.1,
        "recovery": -0.5,
        "recovery_dismissed": -0.3,
    }
)
"""What most people's answers say; everything else is expected to make no difference."""
MEETINGS = ("_morning", "_evening", "_free")
"""How the names of products with the clock end."""


def shipped() -> Prior:
    """Return the prior that comes with oO."""
    mean = np.array([EXPECTED.get(name, 0.0) for name in TIP.names])
    scale = [NARROW if name.endswith(MEETINGS) else SCALE for name in TIP.names]
    return Prior(mean, np.diag(1 / np.array(scale)), NOISE)


def flat(noise: float) -> Prior:
    """Return the twin that expects nothing; with its prior's noise, or that would tell them apart."""
    return Prior.flat(len(TIP.names), FLAT_SCALE, noise)
