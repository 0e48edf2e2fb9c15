"""Find the group that a policy serves worst, all worlds together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.analytics.gap import gap_closed
from core.domain.pick import Floats
from core.sim.hand import ORACLE, RANDOM
from core.sim.lives import Lives


@dataclass(frozen=True, slots=True)
class Worst:
    """The group whose share of its own gap is smallest, and what that is of everybody's."""

    name: str
    ratio: float


def worst(policy: str, worlds: Sequence[Lives], groups: Mapping[str, str]) -> Worst | None:
    """Return the worst group by the mean over worlds; each group's share is held against everybody's.

    A world counts for a group only where the group has a clear gap, on both sides of the ratio.
    None when no group has one anywhere, or everybody's share is not above 0.
    """
    ratios = {
        name: ratio
        for name in sorted(set(groups.values()))
        if (ratio := _ratio(policy, worlds, groups, name)) is not None
    }
    if not ratios:
        return None
    name = min(ratios, key=lambda it: ratios[it])
    return Worst(name, ratios[name])


def _ratio(
    policy: str, worlds: Sequence[Lives], groups: Mapping[str, str], name: str
) -> float | None:
    own, every = [], []
    for lives in worlds:
        whose = np.array([groups[it] for it in lives.people])
        value, low, high = (lives.means(it, "worth") for it in (policy, RANDOM, ORACLE))
        one = _share(value, low, high, whose == name)
        all_of = _share(value, low, high, np.full(len(whose), fill_value=True))
        if one is not None and all_of is not None:
            own.append(one)
            every.append(all_of)
    return sum(own) / sum(every) if sum(every) > 0 else None


def _share(value: Floats, low: Floats, high: Floats, some: np.ndarray) -> float | None:
    if some.sum() < 2:  # noqa: PLR2004 — one person says nothing of a group
        return None
    found = gap_closed(value[some], low[some], high[some])
    return None if found is None else found.value
