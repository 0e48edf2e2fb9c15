"""Find the group of people that a policy serves worst."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.analytics.estimate import Estimate, demand_persons
from core.analytics.gap import gap_closed
from core.domain.pick import Floats


@dataclass(frozen=True, slots=True)
class WorstGroup:
    """The group with the smallest share of its own gap closed."""

    name: str
    share: Estimate
    ratio: float | None
    """Its share over everybody's; None when everybody's is not above 0."""
    unjudged: tuple[str, ...]
    """Groups of one person, or without a clear gap: of these nothing is known."""


def worst_group(
    value: Floats, low: Floats, high: Floats, groups: Sequence[str]
) -> WorstGroup | None:
    """Return the worst group; None when no group, or not everybody together, has a clear gap.

    The smallest of several shares is partly the unluckiest: read it with its interval.
    Args: worths (u,) as in `gap_closed`, and the group of each person; the first name of equals.
    Raises: as `gap_closed`.
    """
    demand_persons(value, low, high)
    names = np.array(groups)
    if names.shape != value.shape:
        raise ValueError(names.shape)
    overall = gap_closed(value, low, high)
    shares = {
        name: _share(value[own], low[own], high[own])
        for name in sorted(set(groups))
        for own in [names == name]
    }
    judged = {name: it for name, it in shares.items() if it is not None}
    if overall is None or not judged:
        return None
    name = min(judged, key=lambda it: judged[it].value)
    return WorstGroup(
        name=name,
        share=judged[name],
        ratio=judged[name].value / overall.value if overall.value > 0 else None,
        unjudged=tuple(it for it in shares if it not in judged),
    )


def _share(value: Floats, low: Floats, high: Floats) -> Estimate | None:
    return gap_closed(value, low, high) if len(value) > 1 else None
